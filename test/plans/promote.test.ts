import { describe, expect, test } from 'vitest';
import { type Merge, type PromoteFacts, planPromote } from '../../src/plans/promote.ts';
import { shaOf } from '../support/gate-facts.ts';
import { basis, gist, judged, movesOf, policy, stepsOf, tagOf, trainOf } from '../support/plan-facts.ts';

const committer = basis.stamp.committer;
const merge: Merge = {
  kind: 'merge',
  step: {
    kind: 'merge-commit',
    target: 'v1.8.0',
    into: 'main',
    ours: shaOf('a'),
    theirs: shaOf('c'),
    tree: shaOf('e'),
    committer,
    message: 'Release 1.8.0\n',
    commit: shaOf('f'),
  },
};

/** A promotion of 1.8.0, whose candidate and tip is `c`, into a production at `a`. */
const promote = (over: Partial<PromoteFacts> = {}) =>
  planPromote({
    ...basis,
    policy,
    train: trainOf('c', 'bc'),
    released: ['1.7.0', '1.7.1'],
    recorded: shaOf('c'),
    production: shaOf('a'),
    merge,
    tag: tagOf('v1.8.0', 'c'),
    missing: [],
    notes: '## 1.8.0\n',
    github: true,
    judgements: [judged('promote', 'pass')],
    ...over,
  });
const mainMove = (over: Partial<PromoteFacts>) => movesOf(stepsOf(promote(over)))[1];

describe('promoting', () => {
  test('the final tag on the candidate, production and ledger in one push, then the release', () => {
    const planned = promote();
    expect(gist(planned)).toBe('create-tag merge-commit push publish-release');
    expect(movesOf(stepsOf(planned))).toEqual([
      'refs/heads/rc/1.8.0 c>c',
      'refs/heads/main a>f',
      'refs/tags/v1.8.0 ->0',
    ]);
    const entry = { kind: 'promote', candidate: 'v1.8.0-rc.2', sha: shaOf('c'), main: shaOf('f') };
    expect(stepsOf(planned)[2]).toMatchObject({ ledger: { entries: [entry] } });
  });

  test.each([
    ['it is merged', { merge }, 'a>f'],
    ['it goes forward', { merge: { kind: 'fast-forward' } }, 'a>c'],
    ['production has it already', { merge: { kind: 'contained' } }, 'a>a'],
    ['there is no production yet', { merge: { kind: 'create' }, production: null }, '->c'],
  ] as [string, Partial<PromoteFacts>, string][])('%s', (_, over, move) => {
    expect(mainMove(over)).toBe(`refs/heads/main ${move}`);
  });

  test.each([
    ['it is released', { train: trainOf('c', 'bc', { released: shaOf('c') }) }, 'nothing'],
    ['there is no candidate', { train: trainOf('c', ''), recorded: null }, 'candidate-outdated'],
    ['the branch has moved past it', { train: trainOf('d', 'bc') }, 'candidate-outdated'],
    ['its tag was moved', { recorded: shaOf('b') }, 'candidate-outdated'],
    ['its tag was made by hand', { recorded: null }, 'create-tag merge-commit push publish-release'],
    ['a gate is unknown', { judgements: [judged('promote', 'unknown')] }, 'gate-failed'],
    [
      'a gate fails, and it conflicts',
      { judgements: [judged('promote', 'fail')], merge: { kind: 'conflict', paths: ['a'] } },
      'gate-failed',
    ],
    ['it conflicts', { merge: { kind: 'conflict', paths: ['a'] } }, 'conflict'],
    ['a later one of its line is out', { released: ['1.8.1'] }, 'already-exists'],
    ['a later line is out', { released: ['1.9.0'] }, 'create-tag merge-commit push publish-release'],
    [
      'a hotfix, judged by its own stage',
      { train: trainOf('c', 'bc', { kind: 'hotfix' }), judgements: [judged('hotfix', 'fail')] },
      'gate-failed',
    ],
    ['there is no GitHub', { github: false }, 'create-tag merge-commit push'],
  ] as [string, Partial<PromoteFacts>, string][])('%s', (_, over, expected) => {
    expect(gist(promote(over))).toBe(expected);
  });

  test.each([
    [['1.7.1'], true],
    [[], true],
    [['1.7.1', '1.9.0'], false],
  ])('with %j released, it is the latest: %s', (released, latest) => {
    expect(stepsOf(promote({ released })).at(-1)).toMatchObject({ kind: 'publish-release', latest });
  });
});
