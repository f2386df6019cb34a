import { describe, expect, test } from 'vitest';
import { found, unreadable } from '../../../src/domain/errors.ts';
import type { LedgerEntry } from '../../../src/domain/ledger.ts';
import { untilOf } from '../../../src/domain/until.ts';
import { gatesNamed, planWaive, type WaiveFacts } from '../../../src/plans/records/waive.ts';
import { policyOf } from '../../support/gate-facts.ts';
import { basis, gist, stepsOf } from '../../support/plan-facts.ts';

const policy = policyOf(`
version: 1
roles: { release-manager: { users: [rita] } }
waivers: { maxDuration: 3d }
gates:
  candidate: [{ id: ci, kind: checks, names: [build] }]
  promote:
    - { id: ci, kind: checks, names: [build] }
    - { id: bugs, kind: issues, labels: [bug], waivableBy: [release-manager] }
`);
const [bugs] = gatesNamed(policy, 'bugs');
if (bugs === undefined) throw new Error('no gate');

// The stamp of the tests is of 2026-11-21T12:00Z.
const facts: WaiveFacts = {
  ...{ ...basis, policy, version: '1.8.0', gate: bugs, reason: 'a typo', until: '2026-11-23T12:00:00.000Z' },
  ...{ holds: found(true), records: [] },
};
const recorded = (over: Partial<WaiveFacts> = {}): LedgerEntry[] => {
  const [push] = stepsOf(planWaive({ ...facts, ...over }));
  return push?.kind === 'push' ? push.ledger.entries : [];
};

describe('recording a waiver', () => {
  test('is one entry that says which gate, why and until when', () => {
    const entry = { kind: 'waiver', stage: 'promote', gate: 'bugs', reason: 'a typo', until: facts.until };
    expect(recorded()).toMatchObject([{ ...entry, version: '1.8.0', actor: { login: 'rita' } }]);
  });

  test.each<[string, Partial<WaiveFacts>, string]>([
    ['the same again', { records: recorded() }, 'nothing'],
    ['another reason', { records: recorded(), reason: 'two typos' }, 'push'],
    ['another end', { records: recorded(), until: '2026-11-22T12:00:00.000Z' }, 'push'],
    ['as long as may be', { until: '2026-11-24T12:00:00.000Z' }, 'push'],
    ['longer', { until: '2026-11-24T12:00:00.001Z' }, 'usage'],
    ['over already', { until: '2026-11-21T12:00:00.000Z' }, 'usage'],
    ['by somebody who may not', { holds: found(false) }, 'role-not-held'],
    ['where a team cannot be read', { holds: unreadable('hidden', 'read:org') }, 'github-refused'],
    [
      'of a gate that nobody may waive',
      { gate: { ...bugs, rule: { ...bugs.rule, waivableBy: [] } } },
      'role-not-held',
    ],
  ])('%s', (_, over, expected) => {
    expect(gist(planWaive({ ...facts, ...over }))).toBe(expected);
  });

  test.each([
    ['bugs', 'promote/bugs'],
    ['promote/bugs', 'promote/bugs'],
    ['ci', 'candidate/ci promote/ci'],
    ['candidate/ci', 'candidate/ci'],
    ['weather', ''],
  ])('%s names %s', (name, expected) => {
    expect(
      gatesNamed(policy, name)
        .map(({ stage, rule }) => `${stage}/${rule.id}`)
        .join(' '),
    ).toBe(expected);
  });
});

describe('an end', () => {
  const now = Date.parse('2026-11-21T12:00:00Z');
  test.each([
    ['12h', '2026-11-22T00:00:00.000Z'],
    ['7d', '2026-11-28T12:00:00.000Z'],
    ['2026-11-30', '2026-12-01T00:00:00.000Z'],
    ['2026-11-30T18:00+01:00', '2026-11-30T17:00:00.000Z'],
    ['2026-11-30T18:00:00Z', '2026-11-30T18:00:00.000Z'],
    ['2026-02-30', null],
    ['2026-11-30T18:00', null],
    ['2026-11-30T25:00Z', null],
    ['tomorrow', null],
    ['0d', null],
    ['', null],
  ])('%s is %s', (text, expected) => {
    expect(untilOf(text, now)).toBe(expected);
  });
});
