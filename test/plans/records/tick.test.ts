import { describe, expect, test } from 'vitest';
import { found, unreadable } from '../../../src/domain/errors.ts';
import { planTick, type TickFacts } from '../../../src/plans/records/tick.ts';
import { basis, gist, policy, stepsOf } from '../../support/plan-facts.ts';
import { tickOf } from '../../support/records.ts';

const item = { gate: 'guide', id: 'backup', text: 'Back up the database', role: 'ops' };
const facts: TickFacts = {
  ...{ ...basis, policy, version: '1.8.0', item, done: true, holds: found(true), records: [] },
};

describe('ticking an item', () => {
  test('is one entry', () => {
    const [push] = stepsOf(planTick(facts));
    expect(push).toMatchObject({
      ledger: { entries: [{ kind: 'tick', gate: 'guide', item: 'backup', done: true }] },
    });
  });

  test.each<[string, Partial<TickFacts>, string]>([
    ['again', { records: [tickOf('rita', 'backup')] }, 'nothing'],
    ['that somebody else has ticked', { records: [tickOf('omar', 'backup')] }, 'push'],
    ['taken back', { records: [tickOf('rita', 'backup')], done: false }, 'push'],
    ['taken back, where nobody has ticked it', { done: false }, 'nothing'],
    ['of another item', { records: [tickOf('rita', 'smoke')] }, 'push'],
    ['without the role', { holds: found(false) }, 'role-not-held'],
    ['where a team cannot be read', { holds: unreadable('hidden') }, 'github-refused'],
  ])('%s', (_, over, expected) => {
    expect(gist(planTick({ ...facts, ...over }))).toBe(expected);
  });
});
