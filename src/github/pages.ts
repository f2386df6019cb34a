import { found, type Read, unreadable } from '../domain/errors.ts';
import { hasHoles, present } from './map.ts';
import type { Page } from './queries/shared.ts';

/** More than anybody has; it only ends a list that never ends. */
const mostPages = 500;

/**
 * Every node of a connection, page after page; `next` is given the cursor to go on from, null at first. Not ok
 * where a page could not be read or has a hole: half a list must not pass for the whole.
 */
export async function everyPage<N>(
  next: (after: string | null) => Promise<Read<Page<N>>>,
): Promise<Read<readonly N[]>> {
  const all: N[] = [];
  let after: string | null = null;
  for (let n = 0; n < mostPages; n += 1) {
    const page: Read<Page<N>> = await next(after);
    if (!page.ok) return page;
    if (hasHoles(page.value.nodes)) return unreadable('GitHub left out a part of a list');
    all.push(...present(page.value.nodes));
    const { hasNextPage, endCursor } = page.value.pageInfo;
    if (!hasNextPage) return found(all);
    if (endCursor === null || endCursor === after) break;
    after = endCursor;
  }
  return unreadable('GitHub gave a list that does not end');
}

/** Where there is nothing although nothing went wrong, that must not pass for an empty list. */
export const given = <T>(value: T | null | undefined, why: string): Read<T> =>
  value === null || value === undefined ? unreadable(why) : found(value);

/** True for a connection whose first page is all there is, without holes. */
export const isWholeList = (page: Page<unknown> | null): boolean =>
  page !== null && !page.pageInfo.hasNextPage && !hasHoles(page.nodes);
