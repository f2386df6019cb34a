import { mkdirSync, rmSync } from 'node:fs';
import { expect, test } from 'vitest';
import { cherryPicked, commitsOf } from '../support/elsewhere.ts';
import type { CommitSpec, Snapshot } from '../support/git-history.ts';
import { leanClone } from '../support/lean-clone.ts';
import { plainShop, start } from '../support/plain-shop.ts';

const text = (changed: number) =>
  Array.from({ length: 40 }, (_, at) => (at === changed ? 'changed\n' : `${at}\n`)).join('');

/** Ten fixes on devel, each of two files; rc/1.0.0, cut before them, has changed every second of these files. */
function shopOfFixes() {
  const names = Array.from({ length: 20 }, (_, n) => `src/part${n % 3}/file${n}`);
  const all = (line: (n: number) => number): Snapshot =>
    Object.fromEntries(names.map((name, n) => [name, text(line(n))]));
  const commits: CommitSpec[] = [
    { name: 'root', files: { ...start, ...all(() => -1) } },
    { name: 'own', parents: ['root'], files: { ...start, ...all((n) => (n % 2 === 0 ? 30 : -1)) } },
  ];
  for (let fix = 0; fix < 10; fix += 1) {
    const files = { ...start, ...all((n) => (n < 2 * fix + 2 ? 10 : -1)) };
    commits.push({ name: `fix ${fix}`, parents: [fix === 0 ? 'root' : `fix ${fix - 1}`], files });
  }
  const { shop, sha } = plainShop(commits, { devel: 'fix 9', 'rc/1.0.0': 'own' });
  const fixes = Array.from({ length: 10 }, (_, fix) => sha(`fix ${fix}`));
  const cloned = (options: readonly string[]) => {
    rmSync(shop.work, { recursive: true });
    mkdirSync(shop.work);
    return leanClone(shop.origin, shop.work, options);
  };
  return { shop, fixes, cloned };
}

test('a clone without blobs gets what the picks need by two fetches: the policy, and everything else', async () => {
  const { shop, fixes, cloned } = shopOfFixes();
  const { fetches } = cloned(['--no-checkout', '--filter=blob:none']);
  const before = shop.tip('rc/1.0.0');
  const run = await shop.rel(`pick ${fixes.join(' ')} --into 1.0`);
  expect(run.exit).toBe(0);
  expect(fetches()).toBe(2);
  const picked = cherryPicked(shop.origin, before, [fixes]);
  expect(commitsOf(shop.origin, `${before}..rc/1.0.0`)).toEqual(picked);
});

test('a shallow clone is refused with the command that mends it, and the same pick works after it', async () => {
  const { shop, fixes, cloned } = shopOfFixes();
  cloned(['--depth=1', '--no-single-branch']);
  const before = shop.refs();
  const line = `pick ${fixes[9]} --into 1.0 --json`;
  const refused = await shop.rel(line);
  expect([refused.exit, refused.json.error.code]).toEqual([2, 'shallow-clone']);
  expect(refused.json.error.remedy).toBe('run: git fetch --unshallow');
  expect(shop.refs()).toEqual(before);

  shop.git(refused.json.error.remedy.replace('run: git ', ''));
  const picked = await shop.rel(line);
  expect([picked.exit, picked.json.result.targets[0].picks[0].outcome]).toEqual([0, 'picked']);
});
