import { describe, expect, test } from 'vitest';
import { worst } from '../../src/commands/kit/operate.ts';
import type { ErrorCode } from '../../src/domain/errors.ts';
import type { Train } from '../../src/domain/facts.ts';
import type { Policy } from '../../src/domain/policy.ts';
import type { WaitingFix } from '../../src/domain/results.ts';
import type { Judgement } from '../../src/domain/verdict.ts';
import { nextActors } from '../../src/plans/next-actor.ts';
import { gateTrouble } from '../../src/plans/planned.ts';
import { shaOf } from '../support/gate-facts.ts';
import { judged, policy, trainOf } from '../support/plan-facts.ts';

describe('who has to act next', () => {
  const fix = (pr: number, over: Partial<WaitingFix> = {}): WaitingFix => {
    return { pr, title: '', url: '', approved: true, reason: null, applies: 'clean', ...over };
  };
  const actors = (
    train: Train,
    next: Judgement,
    waiting: readonly WaitingFix[],
    roles: Policy['roles'] = {},
  ) => nextActors(train, next, waiting, { ...policy, roles }).map(({ who, does }) => `${who}: ${does}`);
  const train = trainOf('c', 'c');

  test('the RTE promotes what passes, or tags it first', () => {
    expect(actors(train, judged('promote', 'pass'), [])).toEqual(['rte: rel promote 1.8.0']);
    expect(actors(train, judged('candidate', 'pass'), [])).toEqual(['rte: rel tag-rc 1.8.0']);
  });

  test.each([
    [['release-manager'], 'release-manager: rel promote 1.8.0'],
    [['release-manager', 'rte'], 'rte: rel promote 1.8.0'],
    [['ops'], 'rte: rel promote 1.8.0'],
  ])('in a policy with the roles %j', (names, told) => {
    const roles = Object.fromEntries(names.map((name) => [name, { users: [], teams: [] }]));
    expect(actors(train, judged('promote', 'pass'), [], roles)).toEqual([told]);
  });

  test('before that, fixes that are ready are picked, and whoever a gate waits for acts', () => {
    const waiting = [
      ...[fix(230), fix(233, { approved: false }), fix(231)],
      fix(237, { reason: 'reverted on devel' }),
    ];
    expect(actors(train, judged('promote', 'unknown'), waiting)).toEqual([
      'rte: pick the approved fixes: rel pick 230 231 --into 1.8.0',
      'ci: ci: wait for CI',
    ]);
  });

  test('last comes whoever a fix waits for that is not on the train', () => {
    const refused = (pr: number, waitsFor: string) =>
      fix(pr, { approved: false, reason: 'qa: nobody has given it', waitsFor, remedy: `ask ${waitsFor}` });
    const needs = [{ pr: 228, source: shaOf('a'), subject: 'In cents' }];
    const waiting = [
      fix(235, { applies: 'conflict', needs, needsAre: 'smallest' }),
      ...[fix(236, { applies: 'conflict' }), fix(237, { applies: 'conflict', reason: 'reverted' })],
      ...[refused(231, 'qa'), refused(232, 'rita'), refused(233, 'qa')],
      fix(234, { approved: false, reason: 'not merged', applies: 'not-merged' }),
    ];
    expect(actors(train, judged('promote', 'pass'), waiting)).toEqual([
      'rte: rel promote 1.8.0',
      'qa: #231, #233 wait for you: the reasons are above',
      'rita: #232: ask rita',
      'rte: #235 needs #228 first: rel pick 228 235 --into 1.8.0',
      'rte: #236 conflicts: rel pick 236 --into 1.8.0',
    ]);
  });
});

test.each([
  ['wait for it to end, then run the same command again', 'wait for it to end, then run: rel promote 1.8.0'],
  ['run the same command again', 'run: rel promote 1.8.0'],
  ['close it', 'close it; then run: rel promote 1.8.0'],
  [null, 'see the verdicts; then run: rel promote 1.8.0'],
])('a gate that says %j is told with the command, once', (remedy, told) => {
  const [verdict] = judged('promote', 'fail').verdicts;
  if (verdict === undefined) throw new Error('no verdict');
  const judgement = { ...judged('promote', 'fail'), verdicts: [{ ...verdict, remedy }] };
  expect(gateTrouble(judgement, 'rel promote 1.8.0').remedy).toBe(told);
});

describe('the worst of several troubles', () => {
  const codes = (...all: (ErrorCode | null)[]) =>
    worst(all.map((code) => (code === null ? null : { code, message: code, remedy: '' })))?.code ?? null;

  test.each([
    [[], null],
    [[null, null], null],
    [['gate-failed', null], 'gate-failed'],
    [['gate-failed', 'conflict'], 'conflict'],
    [['moved', 'gate-failed', 'conflict'], 'moved'],
    [['push-refused', 'moved'], 'push-refused'],
  ] as [(ErrorCode | null)[], ErrorCode | null][])('of %j it is %s', (all, expected) => {
    expect(codes(...all)).toBe(expected);
  });
});
