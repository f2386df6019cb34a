import { describe, expect, test } from 'vitest';
import { found, type Read, unreadable } from '../../src/domain/errors.ts';
import { factKey } from '../../src/domain/facts.ts';
import type { LedgerEntry } from '../../src/domain/ledger.ts';
import type { GateRule } from '../../src/domain/policy.ts';
import { judge, needsOf } from '../../src/gates/judge.ts';
import { factsOf, issueOf, policyOf, shaOf } from '../support/gate-facts.ts';

const policy = policyOf(`
version: 1
roles:
  release-manager: { users: [rene], teams: [acme/managers] }
  qa: { users: [quinn] }
waivers: { maxDuration: 3d }
`);
const gate = { id: 'bugs', kind: 'issues', labels: ['bug'], waivableBy: ['release-manager'] };
const key = factKey({ kind: 'issues', labels: ['bug'], milestone: null });

/** A waiver that is in force at noon of 2026-11-20, when tests are judged. */
const waiver = (over: Partial<Extract<LedgerEntry, { kind: 'waiver' }>> = {}): LedgerEntry => ({
  ...{ rel: 1, id: 'w', at: '2026-11-19T12:00:00.000Z', actor: { login: 'rene', source: 'github' } },
  ...{ version: '1.8.0', judgements: [], kind: 'waiver', stage: 'promote', gate: 'bugs' },
  ...{ reason: 'a typo', until: '2026-11-21T12:00:00.000Z' },
  ...over,
});

interface Case {
  readonly records?: Read<readonly LedgerEntry[]>;
  readonly rule?: Partial<GateRule>;
  readonly issues?: Read<readonly ReturnType<typeof issueOf>[]>;
}
function verdictOn({ records = found([waiver()]), rule = {}, issues = found([issueOf()]) }: Case) {
  const teams = { 'acme/managers': found(['mona']) };
  const facts = factsOf({ policy, records, teams, issues: { [key]: issues } });
  const [verdict] = judge([{ ...gate, ...rule }], facts);
  if (verdict === undefined) throw new Error('no verdict');
  return verdict;
}
const by = (login: string) => ({ actor: { login, source: 'github' as const } });

describe('a waiver', () => {
  test.each<[string, LedgerEntry | null, string]>([
    ['in force', waiver(), 'waived'],
    ['by somebody of a team', waiver(by('mona')), 'waived'],
    ['none', null, 'fail'],
    ['of another gate', waiver({ gate: 'nightly' }), 'fail'],
    ['of another stage', waiver({ stage: 'candidate' }), 'fail'],
    ['that has run out, to the millisecond', waiver({ until: '2026-11-20T12:00:00.000Z' }), 'fail'],
    ['that is not yet there', waiver({ at: '2026-11-20T12:00:00.001Z' }), 'fail'],
    ['as long as the policy lets it be', waiver({ until: '2026-11-22T12:00:00.000Z' }), 'waived'],
    ['that is longer', waiver({ until: '2026-11-22T12:00:00.001Z' }), 'fail'],
    ['from the very moment it was given', waiver({ at: '2026-11-20T12:00:00.000Z' }), 'waived'],
    ['with a beginning that is no time', waiver({ at: 'once' }), 'fail'],
    ['with an end that is no time', waiver({ until: 'never' }), 'fail'],
    ['by somebody who may not', waiver(by('quinn')), 'fail'],
  ])('%s', (_, entry, verdict) => {
    expect(verdictOn({ records: found(entry === null ? [] : [entry]) }).verdict).toBe(verdict);
  });

  test('turns what is unknown only where the rule says so, and never what passes', () => {
    const issues = unreadable('the milestone is gone');
    expect(verdictOn({ issues }).verdict).toBe('unknown');
    expect(verdictOn({ issues, rule: { waiveUnknown: true } }).verdict).toBe('waived');
    expect(verdictOn({ issues: found([]) }).verdict).toBe('pass');
    expect(verdictOn({ issues: found([]), rule: { waiveUnknown: true } }).verdict).toBe('pass');
  });

  test('of several the newest one that counts speaks', () => {
    const records = found([waiver({ reason: 'first' }), waiver({ reason: 'second' }), waiver(by('quinn'))]);
    expect(verdictOn({ records }).message).toContain('second');
  });

  test('counts for nothing where nobody may waive the gate, or the record cannot be read', () => {
    expect(verdictOn({ rule: { waivableBy: [] } }).verdict).toBe('fail');
    expect(verdictOn({ records: unreadable('spoiled') }).verdict).toBe('fail');
  });

  test('keeps what was found in sight, and says who, why and until when', () => {
    expect(verdictOn({})).toMatchObject({
      code: 'issues.open',
      message: expect.stringMatching(
        /^waived by rene until 2026-11-21 12:00 UTC: a typo \(fail: 1 issue .*#12\)$/,
      ),
      evidence: [{ who: 'rene', when: '2026-11-19T12:00:00.000Z' }, { what: '#12 Basket is empty' }],
      remedy: null,
      actor: null,
    });
  });

  test('is asked for only where somebody may waive the gate', () => {
    const subject = { stage: 'promote' as const, version: '1.8.0', sha: shaOf('c') };
    const kinds = (rule: GateRule) => needsOf([rule], subject, policy).map((request) => request.kind);
    expect(kinds(gate)).toEqual(['issues', 'records', 'team']);
    expect(kinds({ ...gate, waivableBy: [] })).toEqual(['issues']);
  });
});
