import { rmSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { git } from '../../support/git-history.ts';
import { figure } from '../support/figures.ts';
import { type MakeOdd, remotes, stores, worktrees } from './support/clones.ts';
import { oddShop } from './support/odd-shop.ts';
import { expectedTree, type Outcome, tellStory, userState } from './support/story.ts';

let plain: Outcome;

beforeAll(async () => {
  const shop = oddShop();
  plain = await tellStory(shop, { cwd: shop.work });
  expect(git(shop.origin, ['rev-parse', 'rc/1.0.0^{tree}']).trim()).toBe(expectedTree(shop));
});

/** Whatever the clone is like: the same plan, the same commits, the same board; and its user's things are as they were. */
async function sameAsPlain(make: MakeOdd): Promise<void> {
  const shop = oddShop();
  const place = make(shop);
  const before = userState(shop);
  expect(await tellStory(shop, place)).toEqual(plain);
  expect(userState(shop)).toEqual(before);
  rmSync(shop.dir, { recursive: true });
}

describe.each([
  ['ways of having a clone', worktrees],
  ['ways of keeping its objects and refs', stores],
  ['remotes, and ways of naming one', remotes],
])('%s', (what, kinds) => {
  test.each(Object.entries(kinds))('%s', (_, make) => sameAsPlain(make));

  test('are on record', () => {
    figure({ room: 'repositories', what, tried: Object.keys(kinds).length, failures: 0 });
  });
});
