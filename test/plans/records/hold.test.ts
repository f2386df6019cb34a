import { describe, expect, test } from 'vitest';
import { found, unreadable } from '../../../src/domain/errors.ts';
import { holdOf } from '../../../src/domain/hold.ts';
import type { LedgerEntry } from '../../../src/domain/ledger.ts';
import { type HoldFacts, planHold } from '../../../src/plans/records/hold.ts';
import { shaOf } from '../../support/gate-facts.ts';
import { basis, gist, policy, stepsOf, trainOf } from '../../support/plan-facts.ts';
import { tickOf } from '../../support/records.ts';

const facts: HoldFacts = {
  ...{ ...basis, policy, train: trainOf('a', 'a'), reason: 'legal', holds: found(true) },
  ...{ kind: 'hold', hold: null },
};
const hold = { by: 'rita', since: '2026-11-21T10:00:00.000Z', reason: 'legal' };
const released = trainOf('a', 'a', { released: shaOf('a') });

/** `hold rita 10 legal`: who, at which hour, and why. */
const record = (text: string): LedgerEntry => {
  const [kind = '', login = '', hour = '', reason = ''] = text.split(' ');
  return {
    ...{ rel: 1, id: text, at: `2026-11-21T${hour}:00:00.000Z`, version: '1.8.0', judgements: [], reason },
    ...{ kind: kind as 'hold' | 'resume', actor: { login, source: 'github' } },
  };
};

describe('putting a train on hold, and releasing it', () => {
  test('is one entry, with the reason', () => {
    const [push] = stepsOf(planHold(facts));
    expect(push).toMatchObject({ moves: [], ledger: { entries: [{ kind: 'hold', reason: 'legal' }] } });
    const [back] = stepsOf(planHold({ ...facts, kind: 'resume', hold, reason: 'signed' }));
    expect(back).toMatchObject({ ledger: { entries: [{ kind: 'resume', reason: 'signed' }] } });
  });

  test.each<[string, Partial<HoldFacts>, string]>([
    ['on hold for that reason already', { hold }, 'nothing'],
    ['on hold for that reason already, whoever asks', { hold, holds: found(false) }, 'nothing'],
    ['on hold for another reason', { hold: { ...hold, reason: 'a bug' } }, 'push'],
    ['released from hold, and not on it', { kind: 'resume' }, 'nothing'],
    ['released as a version', { train: released }, 'already-exists'],
    ['released as a version, while on hold', { train: released, kind: 'resume', hold }, 'push'],
    ['held by somebody who may not', { holds: found(false) }, 'role-not-held'],
    ['resumed by somebody who may not', { kind: 'resume', hold, holds: found(false) }, 'role-not-held'],
    ['held by somebody whose team cannot be read', { holds: unreadable('hidden') }, 'github-refused'],
  ])('%s', (_, over, expected) => {
    expect(gist(planHold({ ...facts, ...over }))).toBe(expected);
  });
});

describe('whether a train is on hold', () => {
  test.each<[readonly string[], string | null]>([
    [[], null],
    [['hold rita 10 legal'], 'rita 10 legal'],
    [['hold rita 10 legal', 'resume rafael 11 signed'], null],
    [['hold rita 10 legal', 'resume rafael 11 signed', 'hold omar 12 outage'], 'omar 12 outage'],
    [['hold rita 10 legal', 'hold omar 12 outage'], 'omar 10 outage'],
    [['resume rafael 11 signed'], null],
  ])('%j', (texts, expected) => {
    const found = holdOf([...texts.map(record), tickOf('rita', 'backup')]);
    expect(found && `${found.by} ${found.since.slice(11, 13)} ${found.reason}`).toBe(expected);
  });
});
