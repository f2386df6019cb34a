import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { found, type Read, unreadable } from '../../../src/domain/errors.ts';
import type { Train } from '../../../src/domain/facts.ts';
import type { OpenPullRequests } from '../../../src/domain/merge-forecast.ts';
import { forecastMerges } from '../../../src/facts/gates/forecast-merge.ts';
import { landingPlaces } from '../../../src/facts/gates/landing-places.ts';
import { forecastTrain } from '../../../src/facts/train-forecast.ts';
import { awaited } from '../../support/awaited.ts';
import { world } from '../../support/git-world.ts';
import { gitHubOf, worldOf } from '../../support/world.ts';

const lines = (changed: Readonly<Record<number, string>>) =>
  Array.from({ length: 9 }, (_, at) => changed[at] ?? `${at}`).join('\n');

/** The branch `rc` changes line 1 of `a`, `main` line 5; `late` is a PR on line 1, `fine` one on line 8. */
const story = () =>
  world([
    { name: 'base', files: { a: lines({}) } },
    { name: 'rc', parents: ['base'], files: { a: lines({ 1: 'RC' }) } },
    { name: 'main', parents: ['base'], files: { a: lines({ 5: 'MAIN' }) } },
    { name: 'devel', parents: ['base'], files: { a: lines({ 1: 'DEVEL' }) } },
    { name: 'late', parents: ['base'], files: { a: lines({ 1: 'PR' }) } },
    { name: 'fine', parents: ['base'], files: { a: lines({ 8: 'PR' }) } },
    { name: 'stuck', parents: ['base'], files: { a: lines({ 1: 'PR', 5: 'PR' }) } },
    { name: 'alien', parents: [], files: { b: '1' } },
  ]);

const into = (...branches: string[]) => branches.map((branch) => ({ branch }));

function asking(answer: Read<OpenPullRequests>) {
  const asked: string[][] = [];
  const openPullRequests = async (bases: readonly string[]) => {
    asked.push([...bases]);
    return new Map(bases.map((base) => [base, answer]));
  };
  return { github: { ...gitHubOf([]), openPullRequests }, asked };
}

const open = (number: number, headSha: string) => ({
  ...{ number, title: `PR ${number}`, url: `https://github.com/acme/shop/pull/${number}` },
  ...{ isDraft: false, author: 'dora', headSha },
});

test('a merge is tried on every branch, and every open PR on what comes of it', async () => {
  const { dir, repo, sha } = await story();
  execFileSync('git', ['-C', dir, 'remote', 'add', 'origin', dir]); // it does not have the head of #4
  const newest = [open(1, sha('late')), open(2, sha('fine')), open(3, sha('stuck')), open(4, 'e'.repeat(40))];
  const { github, asked } = asking(found({ total: 60, newest }));
  const branches = { devel: sha('devel'), main: sha('main'), alien: sha('alien'), old: sha('rc') };
  const remote = worldOf(repo, branches, github);
  const all = into('main', 'devel', 'gone', 'alien', 'old');
  const forecasts = await awaited(remote, forecastMerges(remote, sha('rc'), all));
  expect(forecasts).toMatchObject([
    // #3 conflicts with main today, so that nothing is broken by the merge.
    { branch: 'main', outcome: 'clean', breaks: { value: { total: 60, tried: 3, broken: [{ number: 1 }] } } },
    { branch: 'devel', outcome: 'conflict', tip: sha('devel'), paths: ['a'] },
    { branch: 'gone', outcome: 'no-branch' },
    { branch: 'alien', outcome: 'unreadable', why: expect.stringContaining('history') },
    { branch: 'old', outcome: 'clean', breaks: { value: { broken: [] } } },
  ]);
  expect(forecasts[0]).toMatchObject({ breaks: { value: { broken: [{ paths: ['a'], author: 'dora' }] } } });
  expect(asked).toEqual([['main', 'devel', 'alien', 'old']]);
});

test('what the open PRs are may be unknown, the merge itself is not', async () => {
  const { repo, sha } = await story();
  const refused = unreadable('403', 'pull requests: read');
  const branches = { devel: sha('devel'), main: sha('main') };
  for (const github of [asking(refused).github, null]) {
    const remote = worldOf(repo, branches, github);
    const [main, devel] = await awaited(remote, forecastMerges(remote, sha('rc'), into('main', 'devel')));
    expect(main).toMatchObject({ outcome: 'clean', breaks: { ok: false } });
    expect(devel).toMatchObject({ outcome: 'conflict', paths: ['a'] });
  }
});

/**
 * `main` has a fix (line 1) that the RC lacks; the hotfix changes line 5 on top of it, and line 8 where the next RC has
 * changed it, too. `late` is a PR against the RC on line 5, `early` one on line 1.
 */
const hotfixStory = () =>
  world([
    { name: 'base', files: { a: lines({}) } },
    { name: 'rc', parents: ['base'], files: { a: lines({}), rc: '1' } },
    { name: 'next', parents: ['base'], files: { a: lines({ 8: 'NEXT' }) } },
    { name: 'stuck', parents: ['base'], files: { a: lines({ 1: 'STUCK' }) } },
    { name: 'main', parents: ['base'], files: { a: lines({ 1: 'MAIN' }) } },
    { name: 'one', parents: ['main'], files: { a: lines({ 1: 'MAIN', 5: 'HOT' }) } },
    { name: 'two', parents: ['one'], files: { a: lines({ 1: 'MAIN', 5: 'HOT', 8: 'HOT' }) } },
    { name: 'late', parents: ['rc'], files: { a: lines({ 5: 'PR' }), rc: '1' } },
    { name: 'early', parents: ['rc'], files: { a: lines({ 1: 'PR' }), rc: '1' } },
  ]);

const train = (kind: 'rc' | 'hotfix', version: string, tip: string): Train => ({
  ...{ version, kind, branch: `${kind}/${version}`, tip },
  ...{ candidates: [], released: null },
});

test('a hotfix is merged into develop and picked onto each live RC that comes after', async () => {
  const { repo, sha } = await hotfixStory();
  const rcs = { '1.7.0': 'rc', '1.8.0': 'rc', '1.9.0': 'next', '2.0.0': 'stuck' };
  const live = Object.entries(rcs).map(([version, name]) => train('rc', version, sha(name)));
  const tips = Object.fromEntries(live.map(({ branch, tip }) => [branch, tip]));
  const newest = [open(1, sha('late')), open(2, sha('early'))];
  const { github } = asking(found({ total: 2, newest }));
  const branches = { devel: sha('base'), main: sha('main'), ...tips };
  const hotfixes = { one: train('hotfix', '1.7.3', sha('one')), two: train('hotfix', '1.7.3', sha('two')) };
  const remote = worldOf(repo, branches, github, { live });

  const one = await forecastTrain(remote, hotfixes.one);
  expect(one).toMatchObject([
    { branch: 'devel', outcome: 'clean', tip: sha('base') },
    // What breaks #2 is the fix on production, which the RC lacks with or without the hotfix.
    { branch: 'rc/1.8.0', by: 'picks', outcome: 'clean', breaks: { value: { broken: [{ number: 1 }] } } },
    { branch: 'rc/1.9.0', by: 'picks', outcome: 'clean' },
    // That fix conflicts here by itself, which is for the sync to say.
    { branch: 'rc/2.0.0', by: 'picks', outcome: 'clean' },
  ]);
  const two = await forecastTrain(remote, hotfixes.two);
  expect(two[2]).toEqual({
    ...{ branch: 'rc/1.9.0', by: 'picks', outcome: 'conflict', tip: sha('next'), paths: ['a'] },
  });
  expect(await forecastTrain(remote, { ...hotfixes.one, released: sha('one') })).toEqual([]);
});

test('an RC is merged into production; an older line comes onto develop by picks', async () => {
  const { repo, sha } = await hotfixStory();
  const branches = { devel: sha('base'), main: sha('main') };
  const remote = worldOf(repo, branches, null);
  expect(await forecastTrain(remote, train('rc', '1.8.0', sha('rc')))).toMatchObject([
    { branch: 'main', outcome: 'clean', tip: sha('main') },
  ]);
  const before = worldOf(repo, { devel: sha('base') }, null);
  expect(await forecastTrain(before, train('rc', '1.8.0', sha('rc')))).toEqual([]);
  const released = [{ version: '1.7.0', tag: 'v1.7.0', commit: sha('main') }];
  const older = worldOf(repo, branches, null, { released });
  const into = { into: ['devel', 'main'] };
  expect(await landingPlaces(older, '1.6.4', into)).toEqual([
    { branch: 'devel', by: 'picks' },
    { branch: 'main' },
  ]);
  expect(await landingPlaces(older, '1.7.1', into)).toEqual([{ branch: 'devel' }, { branch: 'main' }]);
});
