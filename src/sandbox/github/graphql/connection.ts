import { Refused } from './errors.ts';
import type { Args } from './types.ts';

/** How a list becomes a connection: the node of an item, and what names it for good in a cursor. */
export interface ConnectionForm<T> {
  readonly node: (item: T) => unknown;
  readonly key: (item: T) => string | number;
}

/**
 * One page of a list as GitHub's connections have it. A cursor names the item it stands at, so that a page goes on at
 * the right place when the list has grown meanwhile; where its item is gone, at the place where it was.
 */
export function connection<T>(items: readonly T[], args: Args, { node, key }: ConnectionForm<T>) {
  const { from, to } = bounds(items, args, key);
  const page = items.slice(from, to);
  const cursor = (at: number): string | null => {
    const item = items[at];
    return item === undefined ? null : writeCursor(key(item), at);
  };
  return {
    totalCount: items.length,
    nodes: () => page.map(node),
    edges: () => page.map((item, at) => ({ cursor: cursor(from + at), node: () => node(item) })),
    pageInfo: {
      hasPreviousPage: from > 0,
      hasNextPage: to < items.length,
      startCursor: page.length > 0 ? cursor(from) : null,
      endCursor: page.length > 0 ? cursor(to - 1) : null,
    },
    /** How many items stand in the asked range, before first and last; and how many on the page. */
    pageCount: page.length,
  };
}

/** A connection that is empty in every sandbox. */
export const nothing = (_: unknown, args: Args) =>
  connection<never>([], args, { node: () => null, key: () => '' });

function bounds<T>(items: readonly T[], args: Args, key: ConnectionForm<T>['key']) {
  const { after, before, first, last } = args;
  let from = after ? place(items, after, key, 1) : 0;
  let to = before ? place(items, before, key, 0) : items.length;
  if (first !== null && first !== undefined) to = Math.min(to, from + first);
  if (last !== null && last !== undefined) from = Math.max(from, to - last);
  return { from, to: Math.max(from, to) };
}

function place<T>(items: readonly T[], cursor: string, key: ConnectionForm<T>['key'], step: 0 | 1): number {
  const { name, at } = readCursor(cursor);
  const found = items.findIndex((item) => String(key(item)) === name);
  return found === -1 ? Math.min(at, items.length) : found + step;
}

const writeCursor = (name: string | number, at: number): string =>
  Buffer.from(`cursor:v2:${at}:${name}`).toString('base64');

function readCursor(cursor: string): { name: string; at: number } {
  const [, at, name] = /^cursor:v2:(\d+):(.*)$/s.exec(Buffer.from(cursor, 'base64').toString()) ?? [];
  if (at === undefined || name === undefined)
    throw new Refused('INVALID_CURSOR_ARGUMENTS', `\`${cursor}\` does not appear to be a valid cursor.`);
  return { name, at: Number(at) };
}

/** Sorts by a text or number; equal ones keep their order. */
export function sorted<T>(
  items: readonly T[],
  value: (item: T) => string | number,
  direction: 'ASC' | 'DESC' = 'ASC',
): T[] {
  const sign = direction === 'ASC' ? 1 : -1;
  return [...items].sort((one, other) => {
    const [a, b] = [value(one), value(other)];
    return a === b ? 0 : a < b ? -sign : sign;
  });
}
