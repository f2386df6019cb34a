import { describe, expect, test } from 'vitest';
import { found } from '../../src/domain/errors.ts';
import type { LedgerEntry } from '../../src/domain/ledger.ts';
import { judge } from '../../src/gates/judge.ts';
import { factsOf, policyOf, shaOf } from '../support/gate-facts.ts';

const policy = policyOf(`version: 1
roles:
  qa: { users: [quinn] }
  rte: { users: [rita] }
gates:
  promote: [{ id: signed-off, kind: sign-off, roles: [qa], waivableBy: [rte], waiveUnknown: true }]
`);

const base = (nth: number, login: string) => ({
  ...{
    rel: 1 as const,
    id: `id${nth}`,
    at: `2026-11-20T0${nth}:00:00.000Z`,
    version: '1.8.0',
    judgements: [],
  },
  actor: { login, source: 'key' as const },
});
const signOff = (nth: number, login: string, role = 'qa'): LedgerEntry => ({
  ...base(nth, login),
  ...{ kind: 'sign-off', role, decision: 'approved', sha: shaOf('c'), candidate: 'v1.8.0-rc.1' },
});
const waiver = (nth: number): LedgerEntry => ({
  ...base(nth, 'rita'),
  ...{
    kind: 'waiver',
    stage: 'promote',
    gate: 'signed-off',
    reason: 'fire',
    until: '2026-11-21T00:00:00.000Z',
  },
});
const candidate = (nth: number): LedgerEntry => ({
  ...base(nth, 'rita'),
  ...{ kind: 'candidate', branch: 'rc/1.8.0', sha: shaOf('c'), tag: 'v1.8.0-rc.1' },
});

const why = 'it is not signed with an ssh key';
const judged = (uncounted: readonly LedgerEntry[], records: readonly LedgerEntry[] = []) => {
  const facts = factsOf({ policy, records: found(records) });
  const discounted = uncounted.map((entry) => ({ code: 'signature.missing' as const, why, entry }));
  const [verdict] = judge(policy.gates.promote, facts, discounted);
  return `${verdict?.verdict} ${verdict?.message}`;
};

const nobody = `qa: nobody has decided on ${'c'.repeat(10)}`;
const but = 'on record, but not counted';

describe('an entry that does not count', () => {
  test.each<[string, readonly LedgerEntry[], string]>([
    [
      'is named where it is what is missing',
      [signOff(1, 'quinn')],
      `unknown ${nobody}; ${but}: sign-off by quinn of 2026-11-20 01:00 UTC (${why})`,
    ],
    [
      'is named where it would have waived the gate',
      [waiver(2)],
      `unknown ${nobody}; ${but}: waiver by rita of 2026-11-20 02:00 UTC (${why})`,
    ],
    [
      'is not named where it makes no difference',
      [candidate(3), signOff(4, 'rita', 'rte')],
      `unknown ${nobody}`,
    ],
    [
      'is the newest of many',
      [1, 2, 3, 4, 5].map((nth) => signOff(nth, `q${nth}`)),
      `unknown ${nobody}; ${but}: ${[5, 4, 3].map((n) => `sign-off by q${n} of 2026-11-20 0${n}:00 UTC (${why})`).join('; ')}; 2 more`,
    ],
  ])('%s', (_, uncounted, message) => {
    expect(judged(uncounted)).toBe(message);
  });

  test('never turns a verdict, and says nothing where the gate passes', () => {
    const passed = judged([], [signOff(1, 'quinn')]);
    expect(passed).toMatch(/^pass /);
    expect(judged([signOff(2, 'mallory')], [signOff(1, 'quinn')])).toBe(passed);
  });
});
