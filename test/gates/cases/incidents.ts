import { found, unreadable } from '../../../src/domain/errors.ts';
import type { LedgerEntry } from '../../../src/domain/ledger.ts';
import { shaOf } from '../../support/gate-facts.ts';
import { documentOf, incidentOf, runOf, tickOf } from '../../support/records.ts';
import type { Table } from './case.ts';

const twice = incidentOf('INC-1', 'charges once');
const on = (...entries: readonly LedgerEntry[]) => ({
  records: found([twice, tickOf('quinn', 'x'), documentOf('x', 'y'), ...entries]),
});
const passed = runOf({ passed: ['pay > charges once', 'pay > refunds'] });

export const incidents: Table = {
  rule: { kind: 'incidents' },
  cases: [
    ['pass', 'its test passed', 'pass incidents.covered', on(passed)],
    ['pass', 'both of two', 'pass incidents.covered', on(incidentOf('INC-2', 'refunds'), passed)],
    [
      'pass',
      'a test was linked later',
      'pass incidents.covered',
      {
        records: found([incidentOf('INC-1'), twice, passed]),
      },
    ],
    ['pass', 'none is on record', 'pass incidents.covered', { records: found([]) }],
    [
      'pass',
      'one that says where to read it',
      'pass incidents.covered',
      { records: found([{ ...twice, url: 'https://status.example.com/1' }, passed]) },
    ],
    ['fail', 'no test is linked', 'fail incidents.no-test', on(passed, incidentOf('INC-2'))],
    ['fail', 'its test failed', 'fail incidents.failed', on(runOf({ failures: ['pay > charges once'] }))],
    [
      'fail',
      'it failed, another has none, a third has not run',
      'fail incidents.failed',
      on(
        incidentOf('INC-2'),
        incidentOf('INC-3', 'refunds'),
        runOf({ failures: ['pay > charges once', 'x'], passed: ['y'] }),
      ),
    ],
    [
      'unknown',
      'the record cannot be read',
      'unknown incidents.unreadable',
      { records: unreadable('403', 'contents: read') },
    ],
    ['unknown', 'its test has not run', 'unknown incidents.untested', on()],
    [
      'stale',
      'it passed on the candidate before',
      'unknown incidents.untested',
      on(
        runOf({
          sha: shaOf('a'),
          passed: ['pay > charges once'],
        }),
      ),
    ],
    [
      'wrong SHA',
      'it passed on another commit',
      'unknown incidents.untested',
      on(runOf({ sha: shaOf('d'), passed: ['charges once'] })),
    ],
    ['gone', 'its test no longer runs', 'unknown incidents.untested', on(runOf({ passed: ['pay > pays'] }))],
  ],
  none: {
    'wrong app': 'results are recorded, whichever tool ran them',
    'wrong person': 'whoever may record may record incidents and results; who did is on record',
  },
};
