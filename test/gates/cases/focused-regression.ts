import { found, unreadable } from '../../../src/domain/errors.ts';
import type { LedgerEntry } from '../../../src/domain/ledger.ts';
import { shaOf } from '../../support/gate-facts.ts';
import { candidateOf, pickOf, runOf, tickOf } from '../../support/records.ts';
import type { Table } from './case.ts';

const picked = [candidateOf('a'), pickOf(231, 232), candidateOf('c'), tickOf('quinn', 'x')];
const on = (...runs: readonly LedgerEntry[]) => ({ records: found([...picked, ...runs]) });
const both = ['basket > #231 mends', 'card > #232 refuses'];

export const focusedRegression: Table = {
  rule: { kind: 'focused-regression' },
  cases: [
    ['pass', 'each fix has its case', 'pass focused-regression.passed', on(runOf({ passed: both }))],
    [
      'pass',
      'on a later candidate',
      'pass focused-regression.passed',
      on(candidateOf('d'), runOf({ passed: both, sha: shaOf('d') })),
    ],
    [
      'pass',
      'nothing was picked',
      'pass focused-regression.passed',
      { records: found([candidateOf('a'), candidateOf('c')]) },
    ],
    [
      'fail',
      'the case of one failed',
      'fail focused-regression.failed',
      on(runOf({ passed: ['#232'], failures: ['#231'] })),
    ],
    [
      'fail',
      'one failed, one is missing',
      'fail focused-regression.failed',
      on(runOf({ failures: ['#232'] })),
    ],
    [
      'fail',
      'it passed, and then failed',
      'fail focused-regression.failed',
      on(runOf({ passed: both }), runOf({ failures: ['#231'] })),
    ],
    [
      'unknown',
      'the record cannot be read',
      'unknown focused-regression.unreadable',
      { records: unreadable('403', 'contents: read') },
    ],
    ['unknown', 'nobody ran it', 'unknown focused-regression.missing', on()],
    [
      'stale',
      'passed on the candidate before',
      'unknown focused-regression.missing',
      on(runOf({ passed: both, sha: shaOf('a') })),
    ],
    [
      'wrong SHA',
      'passed on a commit that is no candidate',
      'unknown focused-regression.missing',
      on(runOf({ passed: both, sha: shaOf('e') })),
    ],
    [
      'gone',
      'the case no longer runs',
      'unknown focused-regression.missing',
      on(runOf({ passed: ['#231'] }), runOf({ passed: [] })),
    ],
  ],
  none: {
    'wrong app': 'results are recorded, whichever tool ran them',
    'wrong person': 'whoever may record may record results; who did is on record',
  },
};
