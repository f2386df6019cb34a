import { expect, test } from 'vitest';
import { cherryPicked, cloneElsewhere, commitsOf } from '../support/elsewhere.ts';
import { plainShop, start } from '../support/plain-shop.ts';

const fixed = { ...start, a: '2\n' };
const merged = { ...fixed, side1: '1\n', side2: '1\n' };
const clashing = { ...merged, z: 'devel\n', b: 'devel\n' };

/**
 * devel: root, fix-a, a merge that brings side-1 and side-2, clash, fix-c. rc/1.0.0 leaves at root and has a commit of
 * its own; rc/1.1.0 leaves at fix-a.
 */
const shopOfFixes = () =>
  plainShop(
    [
      { name: 'root', files: start },
      { name: 'own', parents: ['root'], files: { ...start, z: 'rc\n', b: 'rc\n' } },
      {
        name: 'fix-a',
        parents: ['root'],
        files: fixed,
        message: 'Fix a\n\nSigned-off-by: Dora <dora@example.com>\n',
      },
      { name: 'side-1', parents: ['root'], files: { ...start, side1: '1\n' } },
      { name: 'side-2', parents: ['side-1'], files: { ...start, side1: '1\n', side2: '1\n' } },
      { name: 'merge', parents: ['fix-a', 'side-2'], files: merged, message: 'Merge side\n' },
      { name: 'clash', parents: ['merge'], files: clashing },
      { name: 'fix-c', parents: ['clash'], files: { ...clashing, c: '2\n' } },
    ],
    { devel: 'fix-c', 'rc/1.0.0': 'own', 'rc/1.1.0': 'fix-a' },
  );

test('commits and merges by SHA, in a repository with no GitHub at all', async () => {
  const { shop, sha } = shopOfFixes();
  const before = shop.tip('rc/1.0.0');
  const line = `pick ${sha('fix-c')} ${sha('merge').slice(0, 12)} ${sha('fix-a')} ${sha('merge')} --into 1.0 --json`;
  const run = await shop.rel(line);

  expect([run.exit, run.json.warnings]).toEqual([0, []]);
  const [target] = run.json.result.targets;
  expect(target.tree).toBe(shop.git('rev-parse rc/1.0.0^{tree}', shop.origin));
  expect(target.picks).toMatchObject(
    ['fix-a', 'merge', 'fix-c'].map((name) => ({ source: sha(name), outcome: 'picked' })),
  );
  const picks = [[sha('fix-a')], ['-m', '1', sha('merge')], [sha('fix-c')]];
  expect(commitsOf(shop.origin, `${before}..rc/1.0.0`)).toEqual(cherryPicked(shop.origin, before, picks));

  const again = await shop.rel(line.replace(' --json', ''));
  expect(again.exit).toBe(0);
  expect(again.stdout).toContain('nothing to do');
});

test('a conflict changes nothing on its target, names the paths in order, and lets the other target go on', async () => {
  const { shop, sha } = shopOfFixes();
  const before = shop.refs();
  const run = await shop.rel(`pick ${sha('clash')} --into 1.0.0 --into rc/1.1.0 --json`);
  expect(run.exit).toBe(4);
  expect(run.json.error.why).toContain('b, z');
  expect(run.json.result.targets).toMatchObject([
    {
      branch: 'rc/1.0.0',
      before: sha('own'),
      after: sha('own'),
      picks: [{ outcome: 'conflict', paths: ['b', 'z'] }],
    },
    { branch: 'rc/1.1.0', before: sha('fix-a'), picks: [{ outcome: 'picked' }] },
  ]);
  const { 'refs/heads/rc/1.1.0': _moved, 'refs/rel/ledger': _ledger, ...rest } = shop.refs();
  expect(before).toMatchObject(rest);
  expect(shop.tip('rc/1.1.0')).toBe(run.json.result.targets[1].after);
});

test('a change that was reverted on the target is picked again, also beside a commit that came later', async () => {
  const { shop, sha } = shopOfFixes();
  const clone = cloneElsewhere(shop.origin, 'devel');
  clone.git('revert', '--no-edit', sha('fix-a'));
  clone.push();
  clone.push('rc/1.2.0');
  const later = clone.commit({ d: '1\n' }, 'Later');
  clone.push();

  const run = await shop.rel(`pick ${sha('fix-a')} ${later} --into 1.2.0 --include-reverted --json`);

  expect(run.exit).toBe(0);
  expect(run.json.result.targets[0].picks).toMatchObject([
    { source: sha('fix-a'), outcome: 'picked' },
    { source: later, outcome: 'picked' },
  ]);
});

test('what cannot be meant is a usage error with a code of its own', async () => {
  const { shop } = shopOfFixes();
  for (const [line, code] of [
    ['pick --approved --into 1.0.0 --json', 'usage'],
    ['pick devel --json', 'version-needed'],
    ['pick #231 --into 1.0.0 --json', 'unknown-pull-request'],
    ['pick devel --into 1.0.0 --deliver pull-request --json', 'usage'],
    ['pick devel --into 1.0.0 --on-conflict pull-request --json', 'usage'],
  ]) {
    const run = await shop.rel(`${line}`);
    expect([run.exit, run.json.error.code], line).toEqual([2, code]);
  }
});
