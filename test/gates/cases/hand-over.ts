import { found, type Read, unreadable } from '../../../src/domain/errors.ts';
import type { LedgerEntry } from '../../../src/domain/ledger.ts';
import { shaOf } from '../../support/gate-facts.ts';
import { handedOver, runOf } from '../../support/records.ts';
import type { Table } from './case.ts';

const on = (...records: readonly LedgerEntry[]) => ({ records: found([runOf(), ...records]) });
const given = handedOver('rene');
const accepted = handedOver('quinn', { decision: 'accepted' });
const declined = handedOver('quinn', { decision: 'declined', note: 'no schedule' });
const back = [
  handedOver('quinn', { point: 'back', from: 'qa', to: 'rte' }),
  handedOver('rita', { point: 'back', from: 'qa', to: 'rte', decision: 'accepted' }),
];
const team = (read: Read<readonly string[]>) => ({ teams: { 'acme/qa': read } });
const before = { sha: shaOf('a') };

export const handOver: Table = {
  rule: { kind: 'hand-over', points: ['to-ops'] },
  cases: [
    ['pass', 'given and accepted', 'pass hand-over.accepted', on(given, accepted)],
    [
      'pass',
      'two points',
      'pass hand-over.accepted',
      on(given, accepted, ...back),
      { points: ['to-ops', 'back'] },
    ],
    [
      'pass',
      'declined, given again, accepted',
      'pass hand-over.accepted',
      on(given, declined, given, accepted),
    ],
    ['pass', 'given anew after it was accepted', 'pass hand-over.accepted', on(given, accepted, given)],
    [
      'pass',
      'a stranger declined it',
      'pass hand-over.accepted',
      on(given, accepted, handedOver('rita', { decision: 'declined' })),
    ],
    ['fail', 'declined', 'fail hand-over.declined', on(given, declined)],
    ['fail', 'accepted, then declined', 'fail hand-over.declined', on(given, accepted, declined)],
    ['unknown', 'given, not accepted yet', 'unknown hand-over.given', on(given)],
    ['unknown', 'declined, given again', 'unknown hand-over.given', on(given, declined, given)],
    ['unknown', 'nobody has given it', 'unknown hand-over.open', on()],
    ['unknown', 'accepted before it was given', 'unknown hand-over.given', on(accepted, given)],
    ['unknown', 'another point was accepted', 'unknown hand-over.open', on(...back)],
    [
      'unknown',
      'one of two points',
      'unknown hand-over.given',
      on(given, ...back),
      { points: ['to-ops', 'back'] },
    ],
    [
      'unknown',
      'the record cannot be read',
      'unknown hand-over.unreadable',
      { records: unreadable('403', 'contents: read') },
    ],
    [
      'unknown',
      'the team that takes cannot be read',
      'unknown hand-over.unreadable',
      { ...on(given, handedOver('tess', { decision: 'accepted' })), ...team(unreadable('403', 'read:org')) },
    ],
    [
      'stale',
      'accepted for the candidate before',
      'unknown hand-over.stale',
      on(handedOver('rene', before), handedOver('quinn', { ...before, decision: 'accepted' })),
    ],
    [
      'wrong SHA',
      'given for another commit, accepted for this one',
      'unknown hand-over.stale',
      on(handedOver('rene', before), accepted),
    ],
    [
      'wrong person',
      'given by somebody without the role',
      'fail hand-over.wrong-person',
      on(handedOver('quinn'), accepted),
    ],
    [
      'wrong person',
      'accepted by whoever gave it',
      'unknown hand-over.given',
      on(given, handedOver('rene', { decision: 'accepted' })),
    ],
    [
      'gone',
      'the team that takes',
      'unknown hand-over.unreadable',
      {
        ...on(given, handedOver('tess', { decision: 'accepted' })),
        ...team(unreadable('there is no team acme/qa')),
      },
    ],
    [
      'gone',
      'the point has another name',
      'unknown hand-over.open',
      on(handedOver('rene', { point: 'to-operations' })),
    ],
  ],
  none: { 'wrong app': 'people hand over; an app has a login like any other, and holds a role or does not' },
};
