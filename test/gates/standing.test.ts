import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { PullRequest, TimelineItem } from '../../src/domain/change.ts';
import { found, unreadable } from '../../src/domain/errors.ts';
import { type ApprovalState, approvalState } from '../../src/gates/approvals/standing.ts';
import type { Teams } from '../../src/gates/roles.ts';
import {
  commit,
  forcePush,
  labeled,
  policyOf,
  pullRequestOf,
  review,
  shaOf,
  unlabeled,
} from '../support/gate-facts.ts';

const policy = policyOf(`
version: 1
roles:
  qa: { users: [Quinn, dora], teams: [acme/qa] }
  rte: { users: [rita] }
approvals:
  qa: { role: qa, by: [{ label: qa-approved }, { review: true }] }
  late: { role: qa, by: [{ label: qa-approved }, { review: true }], after: [rte] }
  rte: { role: rte, by: [{ label: rte-reviewed }] }
  own: { role: qa, by: [{ label: qa-approved }], notAuthor: false }
`);
const teams: Teams = { 'acme/qa': found(['tess']) };
const noTeam: Teams = { 'acme/qa': unreadable('403', 'read:org') };
const known = { teams, contents: {} };

/** A PR of dora's with this timeline; it carries every label of the policy, unless `over` says otherwise. */
const pr = (timeline: TimelineItem[], over: Partial<PullRequest> = {}): PullRequest =>
  pullRequestOf({ labels: ['qa-approved', 'rte-reviewed'], timeline, ...over });
const bare = (timeline: TimelineItem[]) => pr(timeline, { labels: [] });

const added = (actor: string | null) => labeled('qa-approved', actor);
const removed = unlabeled('qa-approved', 'anyone');
type Case = [string, PullRequest, ApprovalState['state'], Teams?];

const cases: Case[] = [
  ['nothing on it', bare([commit('a')]), 'missing'],
  ['label by a holder', pr([commit('a'), added('quinn')]), 'given'],
  ['label by a member of the team', pr([commit('a'), added('tess')]), 'given'],
  ['label in other letters', pr([commit('a'), labeled('QA-Approved', 'quinn')]), 'given'],
  ['another label', bare([commit('a'), labeled('qa', 'quinn')]), 'missing'],
  ['label by somebody else', pr([commit('a'), added('dave')]), 'wrong-person'],
  ['label by the author', pr([commit('a'), added('Dora')]), 'by-author'],
  ['label by nobody known', pr([commit('a'), added(null)]), 'unknown'],
  ['label on it, of which the timeline knows nothing', pr([commit('a')]), 'unknown'],
  ['label on it, which the timeline has as taken off', pr([commit('a'), added('quinn'), removed]), 'unknown'],
  ['label in the timeline that is no longer on it', bare([commit('a'), added('quinn')]), 'missing'],
  ['label, then a commit', pr([commit('b'), added('quinn'), commit('a')]), 'stale'],
  ['label, then a force-push', pr([commit('a'), added('quinn'), forcePush('a')]), 'stale'],
  ['label, then a force-push to who knows what', pr([commit('a'), added('quinn'), forcePush(null)]), 'stale'],
  ['force-push, then label', pr([forcePush('a'), added('quinn')]), 'given'],
  ['added, removed', bare([commit('a'), added('quinn'), removed]), 'missing'],
  ['added by dev, removed, added by QA', pr([commit('a'), added('dave'), removed, added('quinn')]), 'given'],
  [
    'added by QA, removed, added by dev',
    pr([commit('a'), added('quinn'), removed, added('dave')]),
    'wrong-person',
  ],
  ['label by dev, review by QA', pr([commit('a'), added('dave'), review('APPROVED', 'quinn')]), 'given'],

  ['approved', bare([commit('a'), review('APPROVED', 'quinn')]), 'given'],
  ['approved by somebody else', bare([commit('a'), review('APPROVED', 'dave')]), 'wrong-person'],
  ['approved by a deleted account', bare([commit('a'), review('APPROVED', null)]), 'unknown'],
  ['approved for an older head', bare([commit('b'), commit('a'), review('APPROVED', 'quinn', 'b')]), 'stale'],
  ['approved for a head nobody knows', bare([commit('a'), review('APPROVED', 'quinn', null)]), 'stale'],
  ['approved, then a commit', bare([commit('b'), review('APPROVED', 'quinn', 'b'), commit('a')]), 'stale'],
  [
    'approved, then a comment',
    bare([commit('a'), review('APPROVED', 'quinn'), review('COMMENTED', 'quinn')]),
    'given',
  ],
  [
    'approved, then dismissed',
    bare([commit('a'), review('APPROVED', 'quinn'), review('DISMISSED', 'quinn')]),
    'missing',
  ],
  [
    'approved, then another review begun',
    bare([commit('a'), review('APPROVED', 'quinn'), review('PENDING', 'quinn')]),
    'given',
  ],
  ['only commented', bare([commit('a'), review('COMMENTED', 'quinn')]), 'missing'],
  ['only begun', bare([commit('a'), review('PENDING', 'quinn')]), 'missing'],
  [
    'approved, then changes wanted by the same',
    bare([commit('a'), review('APPROVED', 'quinn'), review('CHANGES_REQUESTED', 'quinn')]),
    'rejected',
  ],
  [
    'changes wanted, then approved by the same',
    bare([commit('a'), review('CHANGES_REQUESTED', 'quinn'), review('APPROVED', 'QUINN')]),
    'given',
  ],
  [
    'changes wanted by one holder, approved by another',
    bare([commit('a'), review('CHANGES_REQUESTED', 'quinn'), review('APPROVED', 'tess')]),
    'rejected',
  ],
  [
    'changes wanted before the last commit',
    bare([commit('b'), review('CHANGES_REQUESTED', 'quinn', 'b'), commit('a'), review('APPROVED', 'tess')]),
    'rejected',
  ],
  [
    'changes wanted, dismissed, approved by another',
    bare([
      commit('a'),
      review('CHANGES_REQUESTED', 'quinn'),
      review('DISMISSED', 'quinn'),
      review('APPROVED', 'tess'),
    ]),
    'given',
  ],
  [
    'changes wanted by somebody without the role',
    bare([commit('a'), review('CHANGES_REQUESTED', 'dave'), review('APPROVED', 'quinn')]),
    'given',
  ],
  [
    'changes wanted by a stranger, then by a holder',
    bare([commit('a'), review('CHANGES_REQUESTED', 'dave'), review('CHANGES_REQUESTED', 'quinn')]),
    'rejected',
  ],
  [
    'changes wanted by a stranger and a deleted account',
    bare([
      commit('a'),
      review('CHANGES_REQUESTED', 'dave'),
      review('CHANGES_REQUESTED', null),
      review('APPROVED', 'quinn'),
    ]),
    'unknown',
  ],
  [
    'changes wanted by a deleted account',
    bare([commit('a'), review('CHANGES_REQUESTED', null), review('APPROVED', 'quinn')]),
    'unknown',
  ],
  [
    'label, and changes wanted by a holder',
    pr([commit('a'), review('CHANGES_REQUESTED', 'quinn'), added('tess')]),
    'rejected',
  ],

  ['a timeline that was cut off', pr([commit('a'), added('quinn')], { timelineComplete: false }), 'unknown'],
  ['a force-push to another head than it has', pr([forcePush('b'), added('quinn')]), 'unknown'],
  ['a head the timeline does not have', pr([commit('b'), added('quinn')]), 'unknown'],
  ['an author whose account is gone', pr([commit('a'), added('quinn')], { author: null }), 'given'],

  ['team unreadable, a user gave it', pr([commit('a'), added('quinn')]), 'given', noTeam],
  ['team unreadable, a stranger gave it', pr([commit('a'), added('dave')]), 'unknown', noTeam],
  ['team unreadable, nobody gave it', bare([commit('a')]), 'missing', noTeam],
  ['team unreadable, and it is stale anyway', pr([commit('b'), added('dave'), commit('a')]), 'stale', noTeam],
  [
    'team unreadable, a stranger wants changes',
    bare([commit('a'), review('CHANGES_REQUESTED', 'dave'), review('APPROVED', 'quinn')]),
    'unknown',
    noTeam,
  ],
  ['team nobody asked for', pr([commit('a'), added('dave')]), 'unknown', {}],
];

describe('an approval by label or review', () => {
  test.each(cases)('%s', (_name, change, state, read = teams) => {
    expect(approvalState(change, 'qa', policy, { teams: read, contents: {} }).state).toBe(state);
  });

  test('says by whom, how, and where', () => {
    expect(approvalState(bare([commit('a'), review('APPROVED', 'tess')]), 'qa', policy, known)).toEqual({
      state: 'given',
      by: 'tess',
      at: '2026-11-20T12:00:00Z',
      how: 'review',
      url: 'https://github.com/acme/shop/pull/231#review',
      position: 1,
    });
  });

  test('of two that were given the older one speaks, whatever its form', () => {
    const both = pr([commit('a'), review('APPROVED', 'tess'), added('quinn')]);
    expect(approvalState(both, 'qa', policy, known)).toMatchObject({ state: 'given', by: 'tess' });
  });

  test('says since which commit it is stale, and which permission is missing', () => {
    const stale = pr([commit('b'), added('quinn'), commit('a')]);
    expect(approvalState(stale, 'qa', policy, known)).toMatchObject({ by: 'quinn', since: shaOf('a') });
    const foreign = pr([commit('a'), added('dave')]);
    expect(approvalState(foreign, 'qa', policy, { ...known, teams: noTeam })).toMatchObject({
      permission: 'read:org',
    });
  });

  test('by the author, where the policy lets them', () => {
    expect(approvalState(pr([commit('a'), added('dora')]), 'own', policy, known).state).toBe('given');
  });

  test('that the policy does not know is a bug', () => {
    expect(() => approvalState(bare([commit('a')]), 'toString', policy, known)).toThrow(/no approval/);
  });
});

const rte = labeled('rte-reviewed', 'rita');
const afterCases: Case[] = [
  ['in order', pr([commit('a'), rte, added('quinn')]), 'given'],
  ['the other way round', pr([commit('a'), added('quinn'), rte]), 'too-early'],
  ['without the first', pr([commit('a'), added('quinn')], { labels: ['qa-approved'] }), 'too-early'],
  [
    'the first by the wrong person',
    pr([commit('a'), labeled('rte-reviewed', 'dave'), added('quinn')]),
    'too-early',
  ],
  ['the first is stale', pr([commit('b'), rte, commit('a'), added('quinn')]), 'too-early'],
  ['the first by nobody known', pr([commit('a'), labeled('rte-reviewed', null), added('quinn')]), 'unknown'],
  ['too early, then again', pr([commit('a'), added('quinn'), rte, review('APPROVED', 'tess')]), 'given'],
  ['only the first', pr([commit('a'), rte], { labels: ['rte-reviewed'] }), 'missing'],
];

describe('an approval that comes after another', () => {
  test.each(afterCases)('%s', (_name, change, state) => {
    expect(approvalState(change, 'late', policy, known).state).toBe(state);
  });

  test('says which one must be first', () => {
    expect(approvalState(pr([commit('a'), added('quinn'), rte]), 'late', policy, known)).toMatchObject({
      before: 'rte',
    });
  });
});

describe('whatever happened on a PR', () => {
  const who = fc.constantFrom('quinn', 'tess', 'dave', 'dora', null);
  const items = (head: string) =>
    fc.oneof(
      who.map(added),
      who.map((actor) => unlabeled('qa-approved', actor)),
      fc
        .tuple(fc.constantFrom('APPROVED', 'CHANGES_REQUESTED', 'COMMENTED', 'DISMISSED'), who)
        .map(([state, actor]) => review(state, actor, head)),
      fc.constant(commit('b')),
    );

  test('a commit after it leaves nothing given', () => {
    fc.assert(
      fc.property(fc.array(items('b'), { maxLength: 12 }), (items) => {
        const change = pr([...items, commit('a')]);
        expect(approvalState(change, 'qa', policy, known).state).not.toBe('given');
      }),
    );
  });

  test('what is given was given by a holder who is not the author, for the head that is', () => {
    fc.assert(
      fc.property(fc.array(items('a'), { maxLength: 12 }), (items) => {
        const timeline = [commit('a'), ...items];
        const state = approvalState(pr(timeline), 'qa', policy, known);
        if (state.state !== 'given') return;
        expect(['quinn', 'tess']).toContain(state.by);
        if (state.how === 'label') {
          expect(timeline.slice(state.position).some((i) => i.kind === 'commit')).toBe(false);
        }
      }),
      { numRuns: 500 },
    );
  });

  test('not being able to read the team never turns a no into a yes', () => {
    fc.assert(
      fc.property(fc.array(items('a'), { maxLength: 12 }), (items) => {
        const change = pr([commit('a'), ...items]);
        if (approvalState(change, 'qa', policy, { ...known, teams: noTeam }).state !== 'given') return;
        expect(approvalState(change, 'qa', policy, known).state).toBe('given');
      }),
      { numRuns: 500 },
    );
  });
});
