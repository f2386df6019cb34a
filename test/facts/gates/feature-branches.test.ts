import { expect, test } from 'vitest';
import { found, unreadable } from '../../../src/domain/errors.ts';
import type { OwnPullRequest } from '../../../src/domain/feature-branch.ts';
import { readFeatureBranches } from '../../../src/facts/gates/feature-branches.ts';
import { awaited } from '../../support/awaited.ts';
import { world } from '../../support/git-world.ts';
import { gitHubOf, worldOf } from '../../support/world.ts';

const pull = (number: number, headSha: string, mergeCommit: string | null): OwnPullRequest => ({
  ...{ number, title: `PR ${number}`, url: `https://github.com/acme/shop/pull/${number}` },
  ...{
    isDraft: false,
    author: 'dora',
    headSha,
    mergeCommit,
    state: mergeCommit === null ? 'OPEN' : 'MERGED',
  },
});

/** A GitHub where these branches have these PRs against devel, no branch has PRs against it, and no check ran. */
function answering(own: Readonly<Record<string, readonly OwnPullRequest[]>>) {
  const asked: unknown[] = [];
  const github = {
    ...gitHubOf([]),
    openPullRequests: async (bases: readonly string[]) => {
      asked.push(['open', ...bases]);
      return new Map(bases.map((base) => [base, found({ total: 0, newest: [] })]));
    },
    ownPullRequests: async (heads: readonly string[], base: string) => {
      asked.push(['own', base]);
      return new Map(heads.map((head) => [head, head.endsWith('/dark') ? dark : found(own[head] ?? [])]));
    },
    checks: async (shas: readonly string[]) => {
      asked.push(['checks', ...shas]);
      return new Map(shas.map((sha) => [sha, found([])]));
    },
  };
  return { github, asked };
}
const dark = unreadable('403');

test('where each branch stands is told by git, and by the PR that was merged of this very tip', async () => {
  const { repo, sha } = await world([
    { name: 'base', files: { a: '0', b: '0' } },
    { name: 'merged', parents: ['base'], files: { a: '1', b: '0' } },
    { name: 'squashed', parents: ['base'], files: { a: '0', b: '1' } },
    { name: 'more', parents: ['squashed'], files: { a: '0', b: '2' } },
    { name: 'squash', parents: ['merged'], files: { a: '1', b: '1' } },
    { name: 'ready', parents: ['merged'], files: { a: '1', b: '0', c: '1' } },
    { name: 'clash', parents: ['base'], files: { a: '2', b: '0' } },
    { name: 'alien', parents: [], files: { x: '1' } },
  ]);
  const f = (name: string) => `f/${name}`;
  const own = {
    [f('squashed')]: [pull(1, sha('squashed'), sha('squash'))],
    [f('more')]: [pull(2, sha('squashed'), sha('squash'))],
    [f('ready')]: [pull(3, sha('ready'), null), pull(4, sha('merged'), sha('squash'))],
    [f('clash')]: [pull(5, sha('clash'), sha('clash'))],
  };
  const { github, asked } = answering(own);
  const names = ['merged', 'squashed', 'more', 'ready', 'clash', 'alien'];
  const branches = { devel: sha('squash'), [f('dark')]: sha('ready'), 'refs/tags/f/tag': sha('ready') };
  for (const name of names) Object.assign(branches, { [f(name)]: sha(name) });
  const remote = worldOf(repo, branches, github);
  const read = await awaited(remote, readFeatureBranches(remote, 'f/*'));
  expect(read).toMatchObject({
    value: [
      { branch: 'f/alien', state: 'apart', own: { value: null }, conflicts: { ok: false } },
      // What GitHub calls merged is not on develop: somebody took develop back.
      { branch: 'f/clash', state: 'apart', own: { value: null }, conflicts: { value: ['a'] } },
      { branch: 'f/dark', state: 'apart', own: { ok: false } },
      { branch: 'f/merged', state: 'landed', by: null },
      // A commit came after the merge.
      { branch: 'f/more', state: 'apart', own: { value: null } },
      { branch: 'f/ready', state: 'apart', own: { value: { number: 3 } }, conflicts: { value: [] } },
      { branch: 'f/squashed', state: 'landed', by: { number: 1 } },
    ],
  });
  expect(asked[1]).toEqual(['own', 'devel']);
  const apart = ['alien', 'merged', 'more', 'ready'].map(sha);
  // What GitHub calls merged is asked for only where git does not find it on develop.
  expect(asked.slice(2).map((one) => [...new Set(one as string[])].sort())).toEqual([
    [...new Set(['checks', ...apart])].sort(),
    ['checks', sha('clash')].sort(),
  ]);
});

test('nothing is asked where no branch fits, and without GitHub nothing is known', async () => {
  const { repo, sha } = await world([{ name: 'base', files: { a: '0' } }]);
  const { github, asked } = answering({});
  const read = (github_: typeof github | null, pattern: string) => {
    const remote = worldOf(repo, { devel: sha('base'), main: sha('base'), 'f/a': sha('base') }, github_);
    return awaited(remote, readFeatureBranches(remote, pattern));
  };
  expect(await read(github, 'g/*')).toEqual({ ok: true, value: [] });
  expect(await read(github, '*')).toEqual({ ok: true, value: [] });
  expect(asked).toEqual([]);
  expect(await read(null, 'f/*')).toMatchObject({ ok: false });
});
