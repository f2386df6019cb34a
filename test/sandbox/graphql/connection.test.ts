import fc from 'fast-check';
import { expect, it } from 'vitest';
import { connection } from '../../../src/sandbox/github/graphql/connection.ts';

const form = { node: (item: number) => item, key: (item: number) => item };
const nodes = (page: Page) => page.nodes() as number[];
type Page = ReturnType<typeof connection<number>>;
const list = fc.uniqueArray(fc.nat(1000), { maxLength: 30 });

function pages(items: () => readonly number[], size: number): number[] {
  const seen: number[] = [];
  for (let after: string | null = null; ; ) {
    const page: Page = connection(items(), { first: size, after }, form);
    seen.push(...nodes(page));
    if (!page.pageInfo.hasNextPage) return seen;
    after = page.pageInfo.endCursor;
  }
}

it('gives every item once, in order, whatever the page size', () => {
  fc.assert(
    fc.property(list, fc.integer({ min: 1, max: 7 }), (items, size) => {
      expect(pages(() => items, size)).toEqual(items);
    }),
  );
});

it('goes backwards as well', () => {
  fc.assert(
    fc.property(list, fc.integer({ min: 1, max: 7 }), (items, size) => {
      const seen: number[] = [];
      for (let before: string | null = null; ; ) {
        const page: Page = connection(items, { last: size, before }, form);
        seen.unshift(...nodes(page));
        if (!page.pageInfo.hasPreviousPage) break;
        before = page.pageInfo.startCursor;
      }
      expect(seen).toEqual(items);
    }),
  );
});

it('stays at its place while items come before it, and where its own item goes away', () => {
  const first = connection([1, 2, 3, 4], { first: 2 }, form).pageInfo.endCursor;
  expect(connection([9, 8, 1, 2, 3, 4], { first: 2, after: first }, form).nodes()).toEqual([3, 4]);
  expect(connection([1, 3, 4], { first: 2, after: first }, form).nodes()).toEqual([3, 4]);
});
