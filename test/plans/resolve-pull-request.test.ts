import { describe, expect, test } from 'vitest';
import { type CommitIdentity, resolvePullRequest } from '../../src/plans/resolve-pull-request.ts';

/** A commit named by a letter: the same letter, in either case, is the same change by the same author. */
const commit = (name: string): CommitIdentity => ({
  sha: name,
  patchId: name.toLowerCase(),
  authorship: `by dora: ${name.toLowerCase()}`,
});
const commits = (names: string) => [...names].map(commit);

interface Case {
  readonly authored: string;
  readonly landed: string;
  readonly parents?: number;
}
const resolve = ({ authored, landed, parents = 1 }: Case) => {
  const { how, commits: found } = resolvePullRequest({
    mergeCommit: landed.at(-1) ?? '',
    parents: Array.from({ length: parents }, (_, at) => `p${at}`),
    authored: commits(authored),
    landed: commits(landed),
  });
  return `${how} ${found.map(({ sha, mainline }) => `${sha}${mainline ?? ''}`).join('')}`;
};

describe('which commits of its base a merged PR is', () => {
  // Lower case: on the PR's branch. Upper case: what became of it on the base. X, Y: somebody else's.
  test.each([
    ['one commit, merged', { authored: 'a', landed: 'XM', parents: 2 }, 'merge M1'],
    ['many commits, merged', { authored: 'abc', landed: 'XYM', parents: 2 }, 'merge M1'],
    ['one commit, squashed or rebased: the same', { authored: 'a', landed: 'A' }, 'single A'],
    ['many commits, squashed', { authored: 'abc', landed: 'XYS' }, 'squash S'],
    ['many commits, rebased', { authored: 'abc', landed: 'ABC' }, 'rebase ABC'],
    ['rebased, the first one empty on the base', { authored: 'abc', landed: 'XBC' }, 'rebase BC'],
    ['rebased, one in between empty on the base', { authored: 'abc', landed: 'XAC' }, 'rebase AC'],
    ['rebased, the last one empty on the base', { authored: 'abc', landed: 'XAB' }, 'rebase AB'],
    ['rebased, and all but one empty on the base', { authored: 'abc', landed: 'XYC' }, 'squash C'],
    ['squashed right after a PR of the same author', { authored: 'ab', landed: 'XS' }, 'squash S'],
    ['the same commits in another order are not this PR', { authored: 'abc', landed: 'CBA' }, 'squash A'],
  ] as const)('%s', (_, given, expected) => {
    expect(resolve(given)).toBe(expected);
  });

  test('a rebase that had to change a commit keeps its author, date and message', () => {
    const moved = { ...commit('B'), patchId: 'other' };
    const facts = { mergeCommit: 'B', parents: ['p'], authored: commits('ab'), landed: [commit('A'), moved] };
    expect(resolvePullRequest(facts)).toMatchObject({ how: 'rebase', commits: [{ sha: 'A' }, { sha: 'B' }] });
  });

  test('an empty change is nobody else’s: no patch-id never equals no patch-id', () => {
    const empty = (name: string) => ({ ...commit(name), patchId: null });
    const facts = {
      mergeCommit: 'Y',
      parents: ['p'],
      authored: [empty('a'), empty('b')],
      landed: [empty('X'), empty('Y')],
    };
    expect(resolvePullRequest(facts)).toMatchObject({ how: 'squash', commits: [{ sha: 'Y' }] });
  });
});
