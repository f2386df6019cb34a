import { describe, expect, test } from 'vitest';
import type { Change, PullRequest } from '../../src/domain/change.ts';
import { found, unreadable } from '../../src/domain/errors.ts';
import type { GateFacts } from '../../src/domain/facts.ts';
import type { GateRule } from '../../src/domain/policy.ts';
import { judge, needsOf } from '../../src/gates/judge.ts';
import { commit, factsOf, labeled, policyOf, pullRequestOf, review, shaOf } from '../support/gate-facts.ts';

const policy = policyOf(`
version: 1
roles:
  qa: { users: [quinn], teams: [acme/qa] }
  rte: { users: [rita], teams: [acme/rte] }
approvals:
  rte: { role: rte, by: [{ label: rte-reviewed }] }
  qa: { role: qa, by: [{ label: qa-approved }, { review: true }], after: [rte] }
  solo: { role: qa, by: [{ review: true }] }
gates:
  pick: [{ id: approved, kind: approvals, requires: [solo] }]
`);
const [gate] = policy.gates.pick;
if (gate === undefined) throw new Error('no gate');

const teams = { 'acme/qa': found(['tess']), 'acme/rte': found([]) };
const change = (pullRequest: PullRequest | null, digit = 'b'): Change => ({
  commit: shaOf(digit),
  subject: 'Mend the basket',
  pullRequest,
});
const approvedBy = (who: string, number = 1) =>
  pullRequestOf({ number, url: `pr/${number}`, timeline: [commit('a'), review('APPROVED', who)] });
const untouched = (number = 2) => pullRequestOf({ number, url: `pr/${number}` });

function verdictOn(changes: GateFacts['changes'], over: { requires?: string[] } = {}) {
  const rule: GateRule = Object.assign({}, gate, over);
  const [verdict] = judge([rule], factsOf({ policy, teams, changes }));
  if (verdict === undefined) throw new Error('no verdict');
  return verdict;
}

describe('approvals', () => {
  test.each<[string, PullRequest | null, string, string, string | null]>([
    ['approved', approvedBy('quinn'), 'pass', 'approvals.given', null],
    ['by the wrong person', approvedBy('dave'), 'fail', 'approvals.wrong-person', 'qa'],
    ['by the author', { ...approvedBy('quinn'), author: 'quinn' }, 'fail', 'approvals.author', 'qa'],
    [
      'rejected',
      pullRequestOf({ timeline: [commit('a'), review('CHANGES_REQUESTED', 'tess')] }),
      'fail',
      'approvals.rejected',
      'tess',
    ],
    ['without a PR', null, 'fail', 'approvals.no-pull-request', null],
    ['by nobody', untouched(), 'unknown', 'approvals.missing', 'qa'],
    [
      'before the last commit',
      pullRequestOf({ timeline: [commit('b'), review('APPROVED', 'quinn', 'b'), commit('a')] }),
      'unknown',
      'approvals.stale',
      'qa',
    ],
    ['cut off', { ...approvedBy('quinn'), timelineComplete: false }, 'unknown', 'approvals.unreadable', null],
  ])('a change %s', (_name, pr, verdict, code, actor) => {
    expect(verdictOn(found([change(pr)]))).toMatchObject({ verdict, code, actor });
  });

  test('one in the wrong order waits for the role that was left out', () => {
    const early = pullRequestOf({
      labels: ['qa-approved'],
      timeline: [commit('a'), labeled('qa-approved', 'quinn')],
    });
    expect(verdictOn(found([change(early)]), { requires: ['qa'] })).toMatchObject({
      verdict: 'fail',
      code: 'approvals.order',
      actor: 'rte',
      remedy: expect.stringContaining('first rte'),
    });
  });

  test('several that fail are all named; the worst is the code, and a no beats what is unknown', () => {
    const verdict = verdictOn(
      found([
        change(approvedBy('quinn', 1)),
        change(untouched(2)),
        change(approvedBy('dave', 3)),
        change(null, 'e'),
      ]),
    );
    expect(verdict).toMatchObject({ verdict: 'fail', code: 'approvals.no-pull-request' });
    expect(verdict.message).toBe(
      '#2 solo: nobody has given it; #3 solo: nobody who holds the role qa has given it (there is a review by dave); eeeeeeeeee belongs to no PR',
    );
    expect(verdict.evidence).toHaveLength(4);
    expect(verdict.evidence[0]).toMatchObject({ who: 'quinn', sha: shaOf('a'), when: expect.any(String) });
  });

  const requested = review('CHANGES_REQUESTED', 'tess');
  const early = { labels: ['qa-approved'], timeline: [commit('a'), labeled('qa-approved', 'quinn')] };
  const worstFirst: [string, PullRequest | null][] = [
    ['rejected', pullRequestOf({ timeline: [commit('a'), requested] })],
    ['no-pull-request', null],
    ['author', { ...approvedBy('quinn'), author: 'quinn' }],
    ['wrong-person', approvedBy('dave')],
    ['order', pullRequestOf(early)],
    ['stale', pullRequestOf({ timeline: [commit('b'), review('APPROVED', 'quinn', 'b'), commit('a')] })],
    ['missing', untouched()],
    ['unreadable', { ...approvedBy('quinn'), timelineComplete: false }],
    [
      'given',
      pullRequestOf({
        labels: ['rte-reviewed'],
        timeline: [commit('a'), labeled('rte-reviewed', 'rita'), review('APPROVED', 'quinn')],
      }),
    ],
  ];
  test.each(worstFirst.slice(1).map(([next, other], at) => ({ worse: worstFirst[at], next, other })))(
    '$worse.0 is worse than $next',
    ({ worse: [word, pr] = ['', null], other }) => {
      const first = change(pr === null ? null : { ...pr, url: 'pr/8' }, 'd');
      const second = change(other === null ? null : { ...other, url: 'pr/9' }, 'e');
      for (const both of [
        [first, second],
        [second, first],
      ])
        expect(verdictOn(found(both), { requires: ['qa'] }).code).toBe(`approvals.${word}`);
    },
  );

  test('of a pick the one change is not named: whoever shows the verdict does', () => {
    const judged = (stage: 'pick' | 'promote', changes: Change[]) => {
      const subject = { stage, version: '1.8.0', sha: shaOf('c') };
      return judge([gate], factsOf({ policy, teams, changes: found(changes), subject }))[0]?.message;
    };
    const [two, three] = [change(untouched(2)), change(untouched(3))];
    expect(judged('pick', [two])).toBe('solo: nobody has given it');
    expect(judged('promote', [two])).toBe('#2 solo: nobody has given it');
    expect(judged('pick', [two, three])).toBe('#2 solo: nobody has given it; #3 solo: nobody has given it');
  });

  test('a PR that landed as several commits is one change', () => {
    const pr = approvedBy('quinn');
    expect(verdictOn(found([change(pr, 'b'), change(pr, 'd')])).evidence).toHaveLength(1);
  });

  test('says who may give it and how', () => {
    expect(verdictOn(found([change(untouched())])).remedy).toBe(
      'ask qa (quinn, acme/qa) to approve it: `gh pr review 2 --approve`',
    );
  });

  test('no change under judgement is nothing to approve', () => {
    expect(verdictOn(found([]))).toMatchObject({ verdict: 'pass', message: 'no change is under judgement' });
  });

  test('changes that cannot be read are unknown', () => {
    expect(verdictOn(unreadable('shallow clone'))).toMatchObject({
      verdict: 'unknown',
      code: 'approvals.unreadable',
    });
  });

  test('asks for the changes, for what they were, and for the teams of every approval in the row', () => {
    expect(
      needsOf([Object.assign({}, gate, { requires: ['qa', 'rte'] })], factsOf().subject, policy),
    ).toEqual([
      { kind: 'changes' },
      { kind: 'contents', approvals: ['rte', 'qa'] },
      { kind: 'team', team: 'acme/rte' },
      { kind: 'team', team: 'acme/qa' },
    ]);
  });
});
