import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { found, type Read, unreadable } from '../../../src/domain/errors.ts';
import type { OpenPullRequests } from '../../../src/domain/merge-forecast.ts';
import { forecastMerges } from '../../../src/facts/gates/forecast-merge.ts';
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
  const all = ['main', 'devel', 'gone', 'alien', 'old'];
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
    const [main, devel] = await awaited(remote, forecastMerges(remote, sha('rc'), ['main', 'devel']));
    expect(main).toMatchObject({ outcome: 'clean', breaks: { ok: false } });
    expect(devel).toMatchObject({ outcome: 'conflict', paths: ['a'] });
  }
});
