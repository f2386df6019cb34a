import { describe, expect, test } from 'vitest';
import type { Check, Issue, PullRequest } from '../../src/domain/change.ts';
import { found, type Read, unreadable } from '../../src/domain/errors.ts';
import { factKey } from '../../src/domain/facts.ts';
import type { GateRule } from '../../src/domain/policy.ts';
import { judge, needsOf } from '../../src/gates/judge.ts';
import { gateKinds } from '../../src/gates/registry.ts';
import { checkOf, factsOf, issueOf, noon, policyOf, pullRequestOf, shaOf } from '../support/gate-facts.ts';

const policy = policyOf('version: 1');

/** A rule as a policy has it, of whatever kind. */
const rule = (fields: Record<string, unknown> & { kind: string }): GateRule => ({
  id: 'it',
  waivableBy: [],
  ...fields,
});

function verdictOn(gate: GateRule, facts: Parameters<typeof factsOf>[0]) {
  const [verdict] = judge([gate], factsOf(facts));
  if (verdict === undefined) throw new Error('no verdict');
  return verdict;
}

describe('pull-requests', () => {
  const gate = rule({ kind: 'pull-requests', select: { milestone: '{version}' } });
  const key = factKey({ kind: 'pull-requests', select: { milestone: '1.8.0' } });
  const on = (read: Read<readonly PullRequest[]>, over = {}) =>
    verdictOn({ ...gate, ...over }, { pullRequests: { [key]: read } });
  const merged = pullRequestOf();
  const open = pullRequestOf({ number: 7, state: 'OPEN', mergedAt: null, mergeCommit: null, author: 'dave' });
  const draft = { ...open, number: 8, isDraft: true };
  const closed = { ...open, state: 'CLOSED' as const };

  test.each<[string, PullRequest[], string, string]>([
    ['all merged', [merged], 'pass', 'pull-requests.merged'],
    ['one open', [merged, open], 'fail', 'pull-requests.open'],
    ['one a draft', [merged, draft], 'fail', 'pull-requests.draft'],
    ['one open and one a draft', [draft, open], 'fail', 'pull-requests.open'],
    ['one closed without a merge', [merged, closed], 'pass', 'pull-requests.merged'],
    ['none', [], 'unknown', 'pull-requests.none'],
    ['only one closed without a merge', [closed], 'unknown', 'pull-requests.none'],
  ])('%s', (_name, all, verdict, code) => {
    expect(on(found(all))).toMatchObject({ gate: 'it', kind: 'pull-requests', verdict, code });
  });

  test('names what is open, whom it waits for, and what to do', () => {
    expect(on(found([merged, draft, open]))).toMatchObject({
      message: expect.stringContaining('#8 (draft), #7'),
      actor: 'dave',
      remedy: expect.stringContaining('merge or close'),
      evidence: [{ url: draft.url, who: 'dave' }, { url: open.url }],
    });
  });

  test('none may be right where the policy says so', () => {
    expect(on(found([]), { allowNone: true })).toMatchObject({ verdict: 'pass' });
  });

  test('what cannot be read is unknown', () => {
    expect(on(unreadable('403', 'pull_requests:read'))).toMatchObject({
      verdict: 'unknown',
      code: 'pull-requests.unreadable',
      remedy: expect.stringContaining('`pull_requests:read`'),
    });
  });
});

describe('issues', () => {
  const gate = rule({ kind: 'issues', labels: ['bug'], milestone: '{version}' });
  const key = factKey({ kind: 'issues', labels: ['bug'], milestone: '1.8.0' });
  const on = (read: Read<readonly Issue[]>) => verdictOn(gate, { issues: { [key]: read } });

  test('none is open', () => {
    expect(on(found([]))).toMatchObject({ verdict: 'pass', code: 'issues.none' });
    expect(on(found([issueOf({ state: 'CLOSED' })]))).toMatchObject({ verdict: 'pass' });
  });

  test('one is open: it is named, and who has it', () => {
    expect(on(found([issueOf(), issueOf({ number: 13, assignees: ['dave'] })]))).toMatchObject({
      verdict: 'fail',
      code: 'issues.open',
      message: expect.stringMatching(/2 issues .*`bug`.*`1\.8\.0`.*#12, #13/),
      actor: 'dave',
      evidence: [{ what: '#12 Basket is empty', url: expect.any(String) }, {}],
    });
  });

  test('what cannot be read is unknown, and says which permission is missing', () => {
    expect(on(unreadable('403', 'issues:read'))).toMatchObject({
      verdict: 'unknown',
      code: 'issues.unreadable',
      remedy: expect.stringContaining('`issues:read`'),
    });
  });
});

describe('checks', () => {
  const sha = shaOf('c');
  const gate = rule({ kind: 'checks', names: ['build'] });
  const on = (checks: readonly Check[], over = {}) =>
    verdictOn({ ...gate, ...over }, { checks: { [sha]: found(checks) } });
  const red = checkOf({ conclusion: 'failure' });
  const status = checkOf({ kind: 'status', app: null, workflow: null });
  const early = { startedAt: '2026-11-20T09:00:00Z', completedAt: '2026-11-20T09:05:00Z' };

  test.each<[string | null, string, string]>([
    ['success', 'pass', 'checks.green'],
    ['failure', 'fail', 'checks.failed'],
    ['error', 'fail', 'checks.failed'],
    ['timed_out', 'fail', 'checks.failed'],
    ['cancelled', 'fail', 'checks.failed'],
    ['action_required', 'fail', 'checks.failed'],
    ['startup_failure', 'fail', 'checks.failed'],
    ['skipped', 'unknown', 'checks.skipped'],
    ['neutral', 'unknown', 'checks.skipped'],
    ['stale', 'unknown', 'checks.stale'],
    ['something_new', 'unknown', 'checks.unrecognised'],
    ['SUCCESS?', 'unknown', 'checks.unrecognised'],
    [null, 'unknown', 'checks.unrecognised'],
  ])('a conclusion %s', (conclusion, verdict, code) => {
    expect(on([checkOf({ conclusion })])).toMatchObject({ verdict, code });
  });

  test.each(['queued', 'in_progress', 'pending', 'expected', 'waiting', 'success', null])(
    'one that is not finished (%s) is pending',
    (conclusion) => {
      expect(on([checkOf({ completed: false, conclusion })])).toMatchObject({
        verdict: 'unknown',
        code: 'checks.pending',
        actor: 'ci',
      });
    },
  );

  test.each<[string, Check[], Record<string, unknown>, string]>([
    ['none at all', [], {}, 'checks.missing'],
    ['only of another name', [checkOf({ name: 'build (18)' })], {}, 'checks.missing'],
    ['one of two names', [checkOf()], { names: ['build', 'unit'] }, 'checks.missing'],
    [
      'both of two names',
      [checkOf(), checkOf({ name: 'unit' })],
      { names: ['build', 'unit'] },
      'checks.green',
    ],
    ['red, then green', [{ ...red, ...early }, checkOf()], {}, 'checks.green'],
    [
      'red, and green of a later start that ended earlier',
      [{ ...red, startedAt: '2026-11-20T09:00:00Z', completedAt: '2026-11-20T11:30:00Z' }, checkOf()],
      {},
      'checks.green',
    ],
    ['green, without any time', [checkOf({ startedAt: null, completedAt: null })], {}, 'checks.green'],
    ['green, then red', [red, { ...checkOf(), ...early }], {}, 'checks.failed'],
    ['green and red at one time', [checkOf(), red], {}, 'checks.failed'],
    [
      'green, then queued again',
      [checkOf(), checkOf({ completed: false, startedAt: null, completedAt: null })],
      {},
      'checks.pending',
    ],
    ['one app green, another red', [checkOf(), { ...red, ...early, app: 'other' }], {}, 'checks.failed'],
    [
      'the same, but the rule names the green app',
      [checkOf(), { ...red, app: 'other' }],
      { app: 'github-actions' },
      'checks.green',
    ],
    ['only another app', [checkOf({ app: 'other' })], { app: 'github-actions' }, 'checks.missing'],
    [
      'one workflow green, another red',
      [checkOf(), { ...red, ...early, workflow: 'Nightly' }],
      {},
      'checks.failed',
    ],
    [
      'the same, but the rule names the green workflow',
      [checkOf(), { ...red, workflow: 'Nightly' }],
      { workflow: 'CI' },
      'checks.green',
    ],
    ['a green status', [status], {}, 'checks.green'],
    [
      'a green check and a red status',
      [checkOf(), { ...status, ...early, conclusion: 'failure' }],
      {},
      'checks.failed',
    ],
    ['a red check and a green status', [{ ...red, ...early }, status], {}, 'checks.failed'],
    [
      'a red status, then a green check of no app',
      [{ ...status, ...early, conclusion: 'failure' }, checkOf({ app: null, workflow: null })],
      {},
      'checks.failed',
    ],
    ['a status does not stand for an app', [status], { app: 'github-actions' }, 'checks.missing'],
    [
      'skipped where that is allowed',
      [checkOf({ conclusion: 'skipped' })],
      { allow: ['skipped'] },
      'checks.green',
    ],
    [
      'neutral where skipped is allowed',
      [checkOf({ conclusion: 'neutral' })],
      { allow: ['skipped'] },
      'checks.skipped',
    ],
    ['young enough', [checkOf({ completedAt: '2026-11-19T00:00:00Z' })], { maxAge: '36h' }, 'checks.green'],
    [
      'a second too old',
      [checkOf({ completedAt: '2026-11-18T23:59:59Z' })],
      { maxAge: '36h' },
      'checks.too-old',
    ],
    ['two days', [checkOf({ completedAt: '2026-11-18T12:00:00Z' })], { maxAge: '2d' }, 'checks.green'],
    [
      'without any time',
      [checkOf({ startedAt: null, completedAt: null })],
      { maxAge: '2d' },
      'checks.too-old',
    ],
    ['red and old', [{ ...red, completedAt: '2020-01-01T00:00:00Z' }], { maxAge: '2d' }, 'checks.failed'],
  ])('%s', (_name, checks, over, code) => {
    const verdict = code === 'checks.green' ? 'pass' : code === 'checks.failed' ? 'fail' : 'unknown';
    expect(on(checks, over)).toMatchObject({ verdict, code });
  });

  test('names each that is not green, and the evidence has all of them', () => {
    const verdict = on([red, checkOf({ name: 'unit' })], { names: ['build', 'unit', 'e2e'] });
    expect(verdict.message).toContain('build is failure (github-actions), e2e is missing');
    expect(verdict.evidence).toEqual([
      { what: 'build: failure', who: 'github-actions', when: red.completedAt, sha, url: red.url },
      expect.objectContaining({ what: 'unit: success' }),
      { what: 'e2e: none', sha },
    ]);
  });

  test('those of another SHA do not count', () => {
    const verdict = verdictOn(gate, { checks: { [shaOf('d')]: found([checkOf()]) } });
    expect(verdict).toMatchObject({ verdict: 'unknown', code: 'checks.unreadable' });
  });

  test('what cannot be read is unknown', () => {
    const verdict = verdictOn(gate, { checks: { [sha]: unreadable('502') } });
    expect(verdict).toMatchObject({ verdict: 'unknown', code: 'checks.unreadable', message: /502/ });
  });
});

describe('judge', () => {
  const gates = [
    rule({ id: 'a', kind: 'checks', names: ['build'] }),
    rule({ id: 'b', kind: 'checks', names: ['unit'] }),
    rule({ id: 'c', kind: 'issues', labels: ['bug-{version}'] }),
  ];

  test('asks each question once, with the version filled in', () => {
    const subject = factsOf().subject;
    expect(needsOf(gates, subject, policy)).toEqual([
      { kind: 'checks', sha: subject.sha },
      { kind: 'issues', labels: ['bug-1.8.0'], milestone: null },
    ]);
  });

  test('judges every gate in order, whatever the others say', () => {
    const facts = factsOf({ checks: { [shaOf('c')]: found([checkOf({ name: 'unit' })]) } });
    expect(judge(gates, facts).map((v) => [v.gate, v.verdict])).toEqual([
      ['a', 'unknown'],
      ['b', 'pass'],
      ['c', 'unknown'],
    ]);
  });

  test('no fact at all lets any gate pass', () => {
    const rules = [
      rule({ kind: 'approvals', requires: ['qa'] }),
      rule({ kind: 'checklist', items: [{ id: 'x', text: 'x', role: 'qa' }] }),
      rule({ kind: 'checks', names: ['x'] }),
      rule({ kind: 'command', argv: ['x'] }),
      rule({ kind: 'deployment', environment: 'x' }),
      rule({ kind: 'document', path: 'x' }),
      rule({ kind: 'feature-branches', match: 'x' }),
      rule({ kind: 'focused-regression' }),
      rule({ kind: 'hand-over', points: ['x'] }),
      rule({ kind: 'hotfixes-synced' }),
      rule({ kind: 'incidents' }),
      rule({ kind: 'issues', labels: ['x'] }),
      rule({ kind: 'merges-cleanly', into: ['x'] }),
      rule({ kind: 'pull-requests', select: { label: 'x' } }),
      rule({ kind: 'sign-off', roles: ['qa'] }),
      rule({ kind: 'soak', for: '24h' }),
      rule({ kind: 'test-results', suites: ['x'] }),
      rule({ kind: 'tickets' }),
    ];
    const clock = 'window'; // the only kind that asks nobody: it has the time
    expect([...rules.map((r) => r.kind), clock].sort()).toEqual(gateKinds.map((kind) => kind.kind));
    const points = policyOf('version: 1\nhandOver: [{ id: x, from: qa, to: ops }]');
    const facts = factsOf({
      policy: points,
      changes: unreadable('offline'),
      records: unreadable('offline'),
    });
    expect(judge(rules, facts).map((v) => v.verdict)).toEqual(rules.map(() => 'unknown'));
  });

  test('a bug in an evaluator surfaces, and an unknown kind is one', () => {
    const broken = rule({ kind: 'approvals', requires: ['nobody'] });
    const facts = factsOf({
      changes: found([{ commit: shaOf('b'), subject: 'x', pullRequest: pullRequestOf() }]),
    });
    expect(() => judge([broken], facts)).toThrow(/no approval "nobody"/);
    expect(() => judge([rule({ kind: 'weather' })], facts)).toThrow(/no gate kind "weather"/);
    expect(() => judge([rule({ kind: 'checks' })], facts)).toThrow();
  });

  test('the same facts give the same verdicts', () => {
    const facts = factsOf({ now: Date.parse(noon), checks: { [shaOf('c')]: found([checkOf()]) } });
    expect(judge(gates, facts)).toEqual(judge(gates, structuredClone(facts)));
  });
});
