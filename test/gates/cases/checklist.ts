import { found, type Read, unreadable } from '../../../src/domain/errors.ts';
import type { LedgerEntry } from '../../../src/domain/ledger.ts';
import { runOf, tickOf } from '../../support/records.ts';
import type { Table } from './case.ts';

const tick = (login: string, item: string, done = true, gate = 'it') => tickOf(login, item, done, gate);
const on = (...ticks: readonly LedgerEntry[]) => ({ records: found([...ticks, runOf()]) });
const backup = tick('rita', 'backup');
const team = (read: Read<readonly string[]>) => ({ teams: { 'acme/qa': read } });

export const checklist: Table = {
  rule: {
    kind: 'checklist',
    items: [
      { id: 'backup', text: 'Back up the database', role: 'rte' },
      { id: 'smoke', text: 'Run the smoke tests', role: 'qa' },
    ],
  },
  cases: [
    ['pass', 'every item', 'pass checklist.done', on(backup, tick('quinn', 'smoke'))],
    [
      'pass',
      'its only item',
      'pass checklist.done',
      on(tick('quinn', 'smoke')),
      {
        items: [{ id: 'smoke', text: 'Run the smoke tests', role: 'qa' }],
      },
    ],
    ['fail', 'one was taken back', 'fail checklist.taken-back', on(backup, tick('quinn', 'smoke', false))],
    ['unknown', 'nobody ticked anything', 'unknown checklist.open', on()],
    [
      'unknown',
      'only another item, and one of another list',
      'unknown checklist.open',
      on(...[backup, tick('quinn', 'smoke', true, 'other')]),
    ],
    [
      'unknown',
      'the record cannot be read',
      'unknown checklist.unreadable',
      { records: unreadable('403', 'contents: read') },
    ],
    [
      'unknown',
      'the team cannot be read',
      'unknown checklist.unreadable',
      { ...on(backup, tick('tess', 'smoke')), ...team(unreadable('403', 'read:org')) },
    ],
    [
      'wrong person',
      'somebody without the role',
      'fail checklist.wrong-person',
      on(backup, tick('rita', 'smoke')),
    ],
    [
      'gone',
      'the team',
      'unknown checklist.unreadable',
      { ...on(backup, tick('tess', 'smoke')), ...team(unreadable('there is no team acme/qa')) },
    ],
    ['gone', 'the item has another name', 'unknown checklist.open', on(backup, tick('quinn', 'smoke-tests'))],
  ],
  none: {
    stale: 'items are ticked for the version, not for a commit: a new candidate leaves them ticked',
    'wrong app': 'people tick; an app has a login like any other, and holds a role or does not',
    'wrong SHA': 'items are ticked for the version, not for a commit',
  },
};
