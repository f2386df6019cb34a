import { describe, expect, test } from 'vitest';
import {
  type Belonging,
  type CommitIdentity,
  resolveRewritten,
} from '../../../src/plans/sources/resolve-pull-request.ts';

/** A commit named by a letter: the same letter, in either case, is the same change by the same author. */
const commit = (name: string): CommitIdentity => ({
  sha: name,
  author: `dora at ${name.toLowerCase()}`,
  message: name.toLowerCase(),
  patchId: name.toLowerCase(),
});
const commits = (names: string) => [...names].map(commit);

interface Case {
  readonly authored: string | null;
  readonly landed: string;
  readonly count?: number;
  /** What GitHub said: ours, others, none or unknown by their first letter; a capital letter is the merge of another. */
  readonly said?: Readonly<Record<string, 'o' | 't' | 'n' | 'u' | `t${string}` | `o${string}`>>;
}
const words = { o: 'ours', t: 'others', n: 'none', u: 'unknown' } as const;

const resolve = ({ authored, landed, count = 0, said = {} }: Case) => {
  const belongs = new Map(
    Object.entries(said).map(([sha, [letter = 'u', ...merges]]): [string, Belonging] => {
      const to = words[letter as keyof typeof words];
      return [sha, to === 'ours' || to === 'others' ? { to, merges } : { to }];
    }),
  );
  const resolution = resolveRewritten({
    mergeCommit: landed.at(-1) ?? '',
    authored: authored === null ? null : commits(authored),
    commitCount: count,
    landed: commits(landed),
    belongs,
  });
  switch (resolution.kind) {
    case 'ask':
      return `ask ${[...resolution.commits].sort().join('')}`;
    case 'unclear':
      return 'unclear';
    case 'resolved':
      return `${resolution.resolved.how} ${resolution.resolved.commits.map(({ sha }) => sha).join('')}`;
  }
};

describe('which commits of its base a squashed or rebased PR is', () => {
  // Lower case: on the PR's branch. Upper case: what became of it on the base. X, Y: somebody else's.
  test.each<[string, Case, string]>([
    ['one commit, squashed or rebased: the same', { authored: 'a', landed: 'A' }, 'single A'],
    ['many commits, squashed: nothing is asked', { authored: 'abc', landed: 'XYS' }, 'squash S'],
    ['many commits, rebased: GitHub confirms the first', { authored: 'abc', landed: 'ABC' }, 'ask AC'],
    ['... and does', { authored: 'abc', landed: 'ABC', said: { A: 'o', C: 'o' } }, 'rebase ABC'],
    ['... or cannot', { authored: 'abc', landed: 'ABC', said: { A: 'u', C: 'u' } }, 'rebase ABC'],
    ['... in whatever order', { authored: 'abc', landed: 'BAC', said: { B: 'o', C: 'o' } }, 'rebase BAC'],
    ['the first came by another PR', { authored: 'abc', landed: 'ABC', said: { A: 'tA', C: 'o' } }, 'ask BC'],
    [
      '... and two are left',
      { authored: 'abc', landed: 'ABC', said: { A: 'tA', B: 'o', C: 'o' } },
      'rebase BC',
    ],
    [
      'another PR’s merge commit ends what is its',
      { authored: 'abc', landed: 'ABC', said: { A: 'oB', C: 'o' } },
      'rebase C',
    ],
    ['one fewer: is the one before it ours?', { authored: 'abc', landed: 'XBC' }, 'ask BCX'],
    ['... no', { authored: 'abc', landed: 'XBC', said: { X: 't', B: 'o', C: 'o' } }, 'rebase BC'],
    ['... yes', { authored: 'abc', landed: 'XBC', said: { X: 'o', B: 'o', C: 'o' } }, 'rebase XBC'],
    ['one in between is strange', { authored: 'abc', landed: 'AXC', said: { A: 'o' } }, 'ask CX'],
    ['... and ours', { authored: 'abc', landed: 'AXC', said: { A: 'o', X: 'o', C: 'o' } }, 'rebase AXC'],
    ['... and nobody knows', { authored: 'abc', landed: 'AXC', said: { A: 'u', X: 'u', C: 'u' } }, 'unclear'],
    ['the last is strange', { authored: 'abc', landed: 'ABS', said: { A: 'u', B: 'u', S: 'u' } }, 'unclear'],
    [
      'no PR’s: counts where GitHub has caught up',
      { authored: 'ab', landed: 'AS', said: { A: 'n', S: 'o' } },
      'squash S',
    ],
    ['... and not before', { authored: 'ab', landed: 'AS', said: { A: 'n', S: 'n' } }, 'unclear'],
    ['no head, one commit', { authored: null, count: 1, landed: 'S' }, 'single S'],
    ['no head, many', { authored: null, count: 3, landed: 'XYS' }, 'ask SXY'],
    [
      'no head, squashed',
      { authored: null, count: 3, landed: 'XYS', said: { X: 't', Y: 't', S: 'o' } },
      'squash S',
    ],
    [
      'no head, rebased',
      { authored: null, count: 3, landed: 'ABC', said: { A: 'o', B: 'o', C: 'o' } },
      'rebase ABC',
    ],
    [
      'no head, no answer',
      { authored: null, count: 3, landed: 'ABC', said: { A: 'u', B: 'u', C: 'u' } },
      'unclear',
    ],
  ])('%s', (_, given, expected) => {
    expect(resolve(given)).toBe(expected);
  });

  test('an empty change is nobody else’s: no patch-id never equals no patch-id', () => {
    const empty = (name: string) => ({ ...commit(name), author: 'dora', patchId: null });
    const landed = [empty('X'), empty('Y')];
    const facts = { mergeCommit: 'Y', authored: [empty('a'), empty('b')], commitCount: 2, landed };
    expect(resolveRewritten({ ...facts, belongs: new Map() })).toMatchObject({
      resolved: { how: 'squash', commits: [{ sha: 'Y' }] },
    });
  });
});
