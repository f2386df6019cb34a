import { expect, test } from 'vitest';
import type { LedgerEntry } from '../../src/domain/ledger.ts';
import { standingIn, takenBackIn } from '../../src/domain/taken-back.ts';

const common = { rel: 1 as const, at: '2026-11-21T10:00:00.000Z', judgements: [] };
const actorOf = (login: string) => ({ login, source: 'github' as const });
const hold = (id: string, login = 'rita', version = '1.8.0'): LedgerEntry => ({
  ...{ ...common, id, version, actor: actorOf(login), kind: 'hold', reason: 'x' },
});
const undo = (undoes: string, login = 'rita', version = '1.8.0', id = `undo-${undoes}`): LedgerEntry => ({
  ...{ ...common, id, version, actor: actorOf(login), kind: 'undo', undoes, command: 'hold', refs: [] },
});

test.each<[string, LedgerEntry, boolean]>([
  ['by whoever put it there', undo('a'), true],
  ['whatever the capitals of the login', undo('a', 'Rita'), true],
  ['by nobody else', undo('a', 'mallory'), false],
  ['of its own version only', undo('a', 'rita', '1.9.0'), false],
  ['of its own product only', { ...undo('a'), product: 'scp' }, false],
  ['by its id', undo('b'), false],
])('an entry is taken back %s', (_, by, gone) => {
  const records = [hold('a'), by];
  expect(standingIn(records)).toEqual(gone ? [by] : records);
});

test('an undo stands, whatever says that it was taken back', () => {
  const records = [hold('a'), undo('a'), undo('undo-a', 'rita', '1.8.0', 'third')];
  expect([...takenBackIn(records)]).toEqual([[records[0], records[1]]]);
});

test('all entries of the operation are, and the others stay as they were', () => {
  const records = [hold('a'), hold('b'), hold('a'), undo('a')];
  expect(standingIn(records)).toEqual([records[1], records[3]]);
});
