import { describe, expect, test } from 'vitest';
import { found, unreadable } from '../../../src/domain/errors.ts';
import type { LedgerEntry } from '../../../src/domain/ledger.ts';
import type { Verdict } from '../../../src/domain/verdict.ts';
import { type HandOverFacts, planHandOver } from '../../../src/plans/records/hand-over.ts';
import { policyOf, shaOf } from '../../support/gate-facts.ts';
import { basis, gist, judged, stepsOf } from '../../support/plan-facts.ts';
import { handedOver } from '../../support/records.ts';

const policy = policyOf(`
version: 1
roles: { release-manager: { users: [rita] }, qa: { users: [quinn] } }
handOver: [{ id: to-ops, from: release-manager, to: qa, after: [promote] }]
`);
const [point] = policy.handOver;
if (point === undefined) throw new Error('no point');

const standing = (state: string): Verdict => ({
  ...{ gate: 'to-ops', kind: 'hand-over', verdict: 'unknown', code: `hand-over.${state}` },
  ...{ message: `to-ops is ${state}`, evidence: [], remedy: 'rita runs: rel hand-over to-ops', actor: null },
});
const facts: HandOverFacts = {
  ...{ ...basis, policy, point, version: '1.8.0', sha: shaOf('c'), released: true, note: null },
  ...{ decision: 'given', holds: found(true), standing: standing('open'), records: [] },
  judgements: [judged('accept', 'pass')],
};
const said = (decision: 'given' | 'accepted' | 'declined', note?: string): LedgerEntry[] => [
  handedOver('rita', { decision, ...(note === undefined ? {} : { note }) }),
];

describe('handing over', () => {
  test('is one entry, bound to the commit, with what the point needed', () => {
    const [push] = stepsOf(planHandOver({ ...facts, note: 'on Tuesday' }));
    expect(push).toMatchObject({
      moves: [],
      ledger: {
        entries: [
          {
            ...{ kind: 'hand-over', point: 'to-ops', from: 'release-manager', to: 'qa', decision: 'given' },
            ...{ sha: shaOf('c'), note: 'on Tuesday', judgements: [{ passed: true }] },
          },
        ],
      },
    });
  });

  const taking = { decision: 'accepted' as const, standing: standing('given') };
  const declining = { decision: 'declined' as const, standing: standing('given'), note: 'no plan' };
  const lacking = { judgements: [judged('accept', 'unknown')] };

  test.each<[string, Partial<HandOverFacts>, string]>([
    ['given, when it is given', { standing: standing('given'), records: said('given') }, 'nothing'],
    [
      'given with the same note',
      { standing: standing('given'), records: said('given', 'x'), note: 'x' },
      'nothing',
    ],
    [
      'given with another note',
      { standing: standing('given'), records: said('given', 'x'), note: 'y' },
      'push',
    ],
    ['given, when it is accepted', { standing: standing('accepted'), note: 'y' }, 'nothing'],
    ['given again, when it was declined', { standing: standing('declined') }, 'push'],
    ['given for a new candidate', { standing: standing('stale') }, 'push'],
    ['given, after a stranger', { standing: standing('wrong-person') }, 'push'],
    ['given before the release', { released: false }, 'gate-failed'],
    ['given without what it needs', lacking, 'gate-failed'],
    ['given by somebody else', { holds: found(false) }, 'role-not-held'],
    ['given, where a team cannot be read', { holds: unreadable('hidden', 'read:org') }, 'github-refused'],
    ['given, where the other team cannot be read', { standing: standing('unreadable') }, 'github-refused'],
    ['accepted', taking, 'push'],
    ['accepted, when it is', { ...taking, standing: standing('accepted') }, 'nothing'],
    ['accepted, when nobody has given it', { ...taking, standing: standing('open') }, 'gate-failed'],
    [
      'accepted, when it was given of another commit',
      { ...taking, standing: standing('stale') },
      'gate-failed',
    ],
    ['accepted, when it was declined', { ...taking, standing: standing('declined') }, 'gate-failed'],
    ['accepted by whoever gave it', { ...taking, holds: found(false) }, 'role-not-held'],
    ['accepted, when what it needs is gone', { ...taking, ...lacking }, 'gate-failed'],
    ['declined', { ...declining, ...lacking }, 'push'],
    ['declined after it was accepted', { ...declining, standing: standing('accepted') }, 'push'],
    [
      'declined again',
      { ...declining, standing: standing('declined'), records: said('declined', 'no plan') },
      'nothing',
    ],
    ['declined, when nobody has given it', { ...declining, standing: standing('open') }, 'gate-failed'],
    ['declined by somebody else', { ...declining, holds: found(false) }, 'role-not-held'],
  ])('%s', (_, over, expected) => {
    expect(gist(planHandOver({ ...facts, ...over }))).toBe(expected);
  });

  test('says what comes first, and what to run then', () => {
    expect(planHandOver({ ...facts, ...lacking })).toMatchObject({
      trouble: { why: 'ci: ci is unknown', remedy: 'wait for CI; then run: rel hand-over to-ops 1.8.0' },
    });
    expect(planHandOver({ ...facts, released: false })).toMatchObject({
      trouble: { remedy: 'run: rel promote 1.8.0; then run: rel hand-over to-ops 1.8.0' },
    });
    expect(planHandOver({ ...facts, ...taking, holds: found(false) })).toMatchObject({
      trouble: { message: expect.stringContaining('accepted by qa, and rita'), why: 'it is held by quinn' },
    });
  });
});
