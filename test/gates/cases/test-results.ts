import { found, unreadable } from '../../../src/domain/errors.ts';
import type { LedgerEntry } from '../../../src/domain/ledger.ts';
import { shaOf } from '../../support/gate-facts.ts';
import { runOf, suiteOf, tickOf } from '../../support/records.ts';
import type { Table } from './case.ts';

const on = (...runs: readonly LedgerEntry[]) => ({ records: found([tickOf('quinn', 'x'), ...runs]) });
const failing = (...failures: string[]) =>
  runOf({ suites: [suiteOf('regression', 9, failures.length, 1)], failures });
const both = runOf({
  suites: [suiteOf('regression', 9, 0, 1), suiteOf('sanity', 3, 1)],
  failures: ['sanity > a'],
});
const known = { knownFailures: ['cart > empty'] };

export const testResults: Table = {
  rule: { kind: 'test-results', suites: ['regression'] },
  cases: [
    ['pass', 'none failed', 'pass test-results.passed', on(both)],
    ['pass', 'only a known one failed', 'pass test-results.passed', on(failing('cart > empty #12')), known],
    [
      'pass',
      'both suites, in two runs',
      'pass test-results.passed',
      on(runOf(), runOf({ suites: [suiteOf('sanity')] })),
      { suites: ['regression', 'sanity'] },
    ],
    [
      'pass',
      'at a time that is none, where age does not count',
      'pass test-results.passed',
      on(runOf({ at: 'never' })),
    ],
    ['fail', 'three failed', 'fail test-results.failed', on(failing('a', 'b', 'c'))],
    ['fail', 'one failed', 'fail test-results.failed', on(failing('cart > pays'))],
    [
      'fail',
      'one failed beside the known',
      'fail test-results.failed',
      on(failing('cart > empty', 'b')),
      known,
    ],
    ['fail', 'four failed', 'fail test-results.failed', on(failing('a', 'b', 'c', 'd'))],
    [
      'fail',
      'one whose name is not on record',
      'fail test-results.failed',
      on(runOf({ suites: [suiteOf('regression', 3, 1)] })),
      known,
    ],
    [
      'fail',
      'too few ran',
      'fail test-results.too-few',
      on(runOf({ suites: [suiteOf('regression', 9, 0, 9)] })),
    ],
    [
      'fail',
      'one suite failed, one passed, one is not there',
      'fail test-results.failed',
      on(both),
      { suites: ['regression', 'sanity', 'smoke'] },
    ],
    [
      'unknown',
      'the record cannot be read',
      'unknown test-results.unreadable',
      { records: unreadable('403', 'contents: read') },
    ],
    ['unknown', 'nothing is on record', 'unknown test-results.missing', on()],
    [
      'stale',
      'too old',
      'unknown test-results.old',
      on(runOf({ at: '2026-11-18T00:00:00Z' })),
      { maxAge: '24h' },
    ],
    [
      'stale',
      'a time that is none',
      'unknown test-results.old',
      on(runOf({ at: 'never' })),
      { maxAge: '24h' },
    ],
    ['stale', 'of the candidate before', 'unknown test-results.stale', on(runOf({ sha: shaOf('a') }))],
    ['wrong SHA', 'of another commit', 'unknown test-results.stale', on(runOf({ sha: shaOf('d') }))],
    [
      'gone',
      'the suite no longer runs',
      'unknown test-results.missing',
      on(runOf({ suites: [suiteOf('smoke')] })),
    ],
  ],
  none: {
    'wrong app': 'results are recorded, whichever tool ran them',
    'wrong person': 'whoever may record may record results; who did is the evidence',
  },
};
