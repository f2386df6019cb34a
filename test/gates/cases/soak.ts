import { found, unreadable } from '../../../src/domain/errors.ts';
import type { LedgerEntry } from '../../../src/domain/ledger.ts';
import { candidateOf, runOf } from '../../support/records.ts';
import type { Table } from './case.ts';

const since = (at: string, sha = 'c'): LedgerEntry => ({ ...candidateOf(sha), at });
const on = (...records: readonly LedgerEntry[]) => ({
  records: found([{ ...runOf(), at: '2026-11-01T12:00:00Z' }, ...records]),
});
const long = '2026-11-17T10:00:00Z';

export const soak: Table = {
  rule: { kind: 'soak', for: '2d' },
  cases: [
    ['pass', 'long enough', 'pass soak.stood', on(since(long))],
    ['pass', 'just long enough', 'pass soak.stood', on(since('2026-11-18T12:00:00Z'))],
    ['fail', 'not long enough', 'fail soak.too-early', on(since('2026-11-20T09:30:00Z'))],
    ['fail', 'this very moment', 'fail soak.too-early', on(since('2026-11-20T12:00:00Z'))],
    [
      'unknown',
      'the record cannot be read',
      'unknown soak.unreadable',
      { records: unreadable('403', 'contents: read') },
    ],
    ['unknown', 'a clock is wrong', 'unknown soak.clock', on(since('2026-11-20T13:00:00Z'))],
    ['unknown', 'a time that is none', 'unknown soak.missing', on(since('yesterday'))],
    ['stale', 'the candidate before stood', 'unknown soak.missing', on(since(long, 'a'))],
    ['wrong SHA', 'another commit stood', 'unknown soak.missing', on(since(long, 'd'))],
    ['gone', 'nothing is on record', 'unknown soak.missing', on()],
  ],
  none: {
    'wrong app': 'the ledger has the moment',
    'wrong person': 'who makes candidates is asked when one is made',
  },
};
