import { rmSync } from 'node:fs';
import { expect, test } from 'vitest';
import { git } from '../../support/git-history.ts';
import { figure } from '../support/figures.ts';
import { oddShop } from './support/odd-shop.ts';
import { expectedTree, pick, rel, userState } from './support/story.ts';

const release = [
  ['cut-rc', '1.2.0'],
  ['tag-rc', '1.0.0'],
  ['hold', '1.0.0', '--reason', 'a look'],
  ['resume', '1.0.0', '--reason', 'looked at'],
  ['promote', '1.0.0'],
  ['sync-hotfix', '--into', 'devel'],
  ['undo'],
  ['status'],
  ['log'],
  ['where', 'origin/main'],
  ['notes', '1.0.0'],
  ['verify'],
];

test('a release where objects are named by SHA-256: whole names of 64 digits everywhere', async () => {
  const shop = oddShop('sha256');
  const before = userState(shop);
  const place = { cwd: shop.work };
  const picked = await rel(place, pick(shop));
  expect(picked.exit, picked.stdout).toBe(0);
  expect(picked.json.result.targets[0].after).toHaveLength(64);
  expect(git(shop.origin, ['rev-parse', 'rc/1.0.0^{tree}']).trim()).toBe(expectedTree(shop));

  for (const args of release) {
    const run = await rel(place, args);
    expect(run.exit, `${args.join(' ')}\n${run.stdout}${run.stderr}`).toBe(0);
    expect(shortNames(run.stdout), args.join(' ')).toEqual([]);
  }
  expect(userState(shop)).toEqual(before);
  expect(git(shop.origin, ['fsck', '--strict'])).not.toMatch(/error|missing/);
  rmSync(shop.dir, { recursive: true });
  figure({
    room: 'repositories',
    what: 'commands with objects named by SHA-256',
    tried: release.length + 1,
    failures: 0,
  });
});

/** What looks like a whole SHA-1: an object's name that lost digits, or a zero of the wrong length. */
const shortNames = (text: string): string[] => text.match(/\b[0-9a-f]{40}\b/g) ?? [];
