import { describe, expect, test } from 'vitest';
import { type ErrorCode, errorCodes } from '../../src/domain/errors.ts';
import type { Judgement } from '../../src/domain/verdict.ts';
import { unrecorded } from '../../src/plans/promote/candidate.ts';
import { lostFixesWarnings } from '../../src/plans/promote/lost-fixes.ts';
import { milestoneWarnings } from '../../src/plans/promote/milestones.ts';
import type { Merge, PromoteFacts } from '../../src/plans/promote/promotion.ts';
import { planPromote } from '../../src/plans/promote.ts';
import { policyOf, shaOf } from '../support/gate-facts.ts';
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
const promote = (over: Partial<PromoteFacts> = {}) => planPromote(factsOf(over));
const factsOf = (over: Partial<PromoteFacts>): PromoteFacts => ({
  ...basis,
  policy,
  train: trainOf('c', 'bc'),
  released: ['1.7.0', '1.7.1'],
  recorded: shaOf('c'),
  production: shaOf('a'),
  merge,
  tag: tagOf('v1.8.0', 'c'),
  missing: [],
  delivery: null,
  milestones: null,
  unsigned: false,
  notes: '## 1.8.0\n',
  notesWarnings: [],
  github: true,
  deployment: null,
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
    ['its tag was made by hand', { recorded: null }, 'create-tag merge-commit push publish-release'],
    ['there is no GitHub', { github: false }, 'create-tag merge-commit push'],
  ] as [string, Partial<PromoteFacts>, string][])('%s', (_, over, expected) => {
    expect(gist(promote(over))).toBe(expected);
  });

  test.each([
    ['1.7.1', true],
    ['', true],
    ['1.7.1 1.9.0', false],
  ])('with "%s" released, it is the latest: %s', (out, latest) => {
    const released = out.split(' ').filter(Boolean);
    expect(stepsOf(promote({ released, policy: older })).at(-1)).toMatchObject({
      kind: 'publish-release',
      latest,
    });
  });
});

/** A policy whose line 1.8 is kept after later ones are out. */
const older = policyOf('version: 1\nlines: ["1.8"]');

describe('a release of an older line that is kept', () => {
  const planned = promote({ released: ['1.7.1', '1.9.0'], policy: older, merge: { kind: 'stays-off' } });

  test('is tagged, and production stays as it is', () => {
    expect(movesOf(stepsOf(planned))).toEqual(['refs/heads/rc/1.8.0 c>c', 'refs/tags/v1.8.0 ->0']);
    expect(stepsOf(planned)[1]).toMatchObject({
      ledger: { entries: [{ kind: 'promote', main: shaOf('a') }] },
    });
  });
});

const fix = { sha: shaOf('9'), subject: 'Refuse expired cards' };
const hotfixTrain = trainOf('c', 'bc', { kind: 'hotfix', branch: 'hotfix/1.8.0' });
const synced = (verdict: 'pass' | 'fail' | 'waived'): Judgement => {
  const { verdicts, ...judgement } = judged('promote', 'pass');
  const kind = 'hotfixes-synced';
  const evidence = [
    { what: 'waiver: late', who: 'rafael' },
    { what: fix.subject, sha: fix.sha },
  ];
  return { ...judgement, verdicts: verdicts.map((v) => ({ ...v, kind, verdict, evidence })) };
};

/** Why it is refused: when, code, exit, words of message and why, and the command that mends it. */
const refusals: [string, Partial<PromoteFacts>, ErrorCode, number, string, string][] = [
  [
    'no candidate',
    { train: trainOf('c', ''), recorded: null },
    'candidate-outdated',
    3,
    'no candidate',
    'rel tag-rc 1.8.0',
  ],
  [
    'the branch moved',
    { train: trainOf('d', 'bc') },
    'candidate-outdated',
    3,
    'nobody has tested',
    'rel tag-rc 1.8.0',
  ],
  ['the tag moved', { recorded: shaOf('b') }, 'candidate-outdated', 3, 'was moved', 'move v1.8.0-rc.2 back'],
  ['a gate fails', { judgements: [judged('promote', 'fail')] }, 'gate-failed', 3, 'ci', 'rel promote 1.8.0'],
  [
    'a gate is unknown',
    { judgements: [judged('promote', 'unknown')] },
    'gate-failed',
    3,
    'ci',
    'wait for CI',
  ],
  [
    'a gate of its own stage',
    { train: hotfixTrain, judgements: [judged('hotfix', 'fail')] },
    ...(['gate-failed', 3, 'hotfix: gate ci', 'wait for CI'] as const),
  ],
  [
    'a fix is missing',
    { missing: [fix] },
    'fixes-missing',
    3,
    '9999999999 Refuse expired cards',
    'rel sync-hotfix',
  ],
  [
    'a hotfix lacks one',
    { train: hotfixTrain, judgements: [judged('hotfix', 'pass')], missing: [fix] },
    ...(['fixes-missing', 3, 'lacks a fix of main', 'rel pick 9999999999 --into 1.8.0'] as const),
  ],
  [
    'an older line lacks one',
    { missing: [fix, fix], policy: older, released: ['1.9.0'], merge: { kind: 'stays-off' } },
    ...(['fixes-missing', 3, 'lacks 2 fixes', 'rel pick'] as const),
  ],
  [
    'a gate and a fix',
    { judgements: [judged('promote', 'fail')], missing: [fix] },
    ...(['gate-failed', 3, 'Refuse expired cards', 'wait for CI'] as const),
  ],
  [
    'a gate says that one is missing',
    { judgements: [{ ...synced('fail'), passed: false }], missing: [fix] },
    ...(['gate-failed', 3, 'ci', 'rel promote 1.8.0'] as const),
  ],
  ['its line is ahead', { released: ['1.8.1'] }, 'version-order', 3, '1.8.1 of the same line', 'rel cut-rc'],
  [
    'its hotfix line is ahead',
    { released: ['1.8.1', '1.9.0'], policy: older, train: hotfixTrain },
    ...(['version-order', 3, '1.8.1 of the same line', 'rel cut-hotfix --line 1.8'] as const),
  ],
  [
    'production is ahead',
    { released: ['1.9.0'] },
    'version-order',
    3,
    'only goes forward',
    'put "1.8" into `lines`',
  ],
  [
    'nobody signs its tag',
    { unsigned: true },
    'signing-failed',
    2,
    'git signs no tags here',
    'tag.gpgSign true',
  ],
  [
    'it conflicts',
    { merge: { kind: 'conflict', paths: ['a'] } },
    'conflict',
    4,
    'conflicts in a',
    'merge main into rc/1.8.0',
  ],
  [
    'no history in common',
    { merge: { kind: 'conflict', paths: [] }, missing: [fix] },
    ...([
      'conflict',
      4,
      'no history in common',
      'git merge --allow-unrelated-histories origin/main',
    ] as const),
  ],
];

describe('is refused, with nothing changed, where', () => {
  test.each(refusals)('%s', (_, over, code, exit, says, remedy) => {
    const planned = promote(over);
    const trouble = planned.kind === 'stop' ? planned.trouble : null;
    expect(trouble?.code).toBe(code);
    expect(errorCodes[code]).toBe(exit);
    expect(`${trouble?.message}\n${trouble?.why}`).toContain(says);
    expect(trouble?.remedy).toContain(remedy);
  });
});

test('a waiver of the gate that asks for every fix lets it pass, and what is lost is told', () => {
  const facts = { judgements: [synced('waived')], missing: [fix] };
  expect(gist(promote(facts))).toBe('create-tag merge-commit push publish-release');
  expect(lostFixesWarnings(factsOf(facts))).toEqual([
    'released without 9999999999 of main: Refuse expired cards',
  ]);
  expect(lostFixesWarnings(factsOf({ judgements: [synced('pass')] }))).toEqual([]);
});

test('a tag that is not on record is told', () => {
  expect(unrecorded(trainOf('c', 'bc'), null)).toEqual([
    expect.stringContaining('v1.8.0-rc.2 is not on record'),
  ]);
  expect([...unrecorded(trainOf('c', 'bc'), shaOf('c')), ...unrecorded(trainOf('c', ''), null)]).toEqual([]);
});

describe('the milestone of a version', () => {
  const own = { number: 7, title: '1.8.0', isOpen: true, items: [] };
  const found = (over: object, titles: string[] = []): Partial<PromoteFacts> => ({
    milestones: { ok: true, value: { own: { ...own, ...over }, titles } },
  });
  const patches = policyOf('version: 1\npromote: { next: patch }');
  const none = policyOf('version: 1\npromote: { next: none }');
  const items = [{ number: 247, title: 'Describe vouchers' }];

  test.each([
    ['is closed, and the next minor one opened', found({}), 'close 7, open 1.9.0'],
    ['is closed, where the next is there', found({}, ['1.9.0']), 'close 7'],
    ['stays open with what is open in it', found({ items }), 'open 1.9.0'],
    ['is closed already', found({ isOpen: false }), 'open 1.9.0'],
    ['is followed by a patch', { ...found({}), policy: patches }, 'close 7, open 1.8.1'],
    ['is followed by none', { ...found({}), policy: none }, 'close 7'],
    [
      'is a hotfix, which begins no minor one',
      { ...found({}), train: hotfixTrain, judgements: [judged('hotfix', 'pass')] },
      'close 7',
    ],
    ['is not there: nobody uses them', { milestones: { ok: true, value: { own: null, titles: [] } } }, ''],
    ['could not be read', { milestones: { ok: false, why: 'no right' } }, ''],
  ] as [string, Partial<PromoteFacts>, string][])('%s', (_, over, expected) => {
    const told = stepsOf(promote(over)).flatMap((step) => {
      if (step.kind === 'close-milestone') return [`close ${step.number}`];
      return step.kind === 'open-milestone' ? [`open ${step.title}`] : [];
    });
    expect(told.join(', ')).toBe(expected);
  });

  test('is told of where it is not closed', () => {
    const told = (over: Partial<PromoteFacts>) => milestoneWarnings(factsOf(over));
    expect(told(found({ items }))).toEqual([expect.stringContaining('#247 Describe vouchers')]);
    expect(told({ milestones: { ok: false, why: 'no right' } })).toEqual([
      expect.stringContaining('no right'),
    ]);
    expect([...told(found({})), ...told({}), ...told(found({ items, isOpen: false }))]).toEqual([]);
  });
});

describe('production takes PRs only', () => {
  const head = 'rel/promote/v1.8.0';
  const open = { number: 251, url: 'https://github.com/acme/shop/pull/251' };

  test.each([
    ['there is no PR yet', { kind: 'begin', head, at: null }, 'push open-pull-request'],
    [
      'its branch is at an older candidate',
      { kind: 'begin', head, at: shaOf('b') },
      'push open-pull-request',
    ],
    ['its PR is not open', { kind: 'waits', head, open: null }, 'open-pull-request'],
    ['its PR is open', { kind: 'waits', head, open }, 'nothing'],
    ['it was squashed', { kind: 'rewritten', head, merged: open }, 'merged-otherwise'],
    ['somebody pushed to it', { kind: 'foreign', head, by: 'Dora' }, 'foreign-branch'],
  ] as [string, PromoteFacts['delivery'], string][])('%s', (_, delivery, expected) => {
    expect(gist(promote({ delivery }))).toBe(expected);
  });

  test('a gate that fails opens none', () => {
    const delivery = { kind: 'begin', head, at: null } as const;
    expect(gist(promote({ delivery, judgements: [judged('promote', 'fail')] }))).toBe('gate-failed');
  });

  test('nothing but its branch and the record is pushed', () => {
    const steps = stepsOf(promote({ delivery: { kind: 'begin', head, at: shaOf('b') } }));
    expect(movesOf(steps)).toEqual(['refs/heads/rc/1.8.0 c>c', `refs/heads/${head} b>c`]);
    expect(steps[0]).toMatchObject({
      ledger: { entries: [{ kind: 'promote-request', head, sha: shaOf('c') }] },
    });
    expect(steps[1]).toMatchObject({ head, base: 'main', body: expect.stringContaining('merge commit') });
  });
});
