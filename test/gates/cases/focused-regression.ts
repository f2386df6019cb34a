import { found, unreadable } from '../../../src/domain/errors.ts';
import type { LedgerEntry } from '../../../src/domain/ledger.ts';
import { shaOf } from '../../support/gate-facts.ts';
import { candidateOf, documentOf, pickOf, runOf, tickOf } from '../../support/records.ts';
import type { Table } from './case.ts';

const cutAt = (sha: string): LedgerEntry => ({
  ...candidateOf(sha),
  ...{ kind: 'cut', branch: 'rc/1.8.0', sha: shaOf(sha), tag: 'v1.8.0-rc.1' },
});
const syncOf = (pr: number): LedgerEntry => ({
  ...candidateOf('a'),
  ...{ kind: 'sync', branch: 'rc/1.8.0', before: shaOf('a'), after: shaOf('b') },
  picks: [{ pr, source: shaOf('f'), commit: shaOf('1') }],
});
const picked = [
  candidateOf('a'),
  tickOf('quinn', 'x'),
  pickOf(231, 232),
  runOf(),
  candidateOf('c'),
  documentOf('x', 'y'),
];
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
      'pass',
      'the fix was picked before the branch was cut',
      'pass focused-regression.passed',
      { records: found([pickOf(230), cutAt('a'), candidateOf('c')]) },
    ],
    [
      'pass',
      'a sync brought one, and it has its case',
      'pass focused-regression.passed',
      { records: found([cutAt('a'), syncOf(240), runOf({ passed: ['#240'] }), candidateOf('c')]) },
    ],
    ['fail', 'both cases failed', 'fail focused-regression.failed', on(runOf({ failures: both }))],
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
