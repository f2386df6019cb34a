import { found, unreadable } from '../../../src/domain/errors.ts';
import type { LedgerEntry } from '../../../src/domain/ledger.ts';
import { shaOf } from '../../support/gate-facts.ts';
import { deploymentOf, runOf } from '../../support/records.ts';
import type { Table } from './case.ts';

const on = (...records: readonly LedgerEntry[]) => ({ records: found([runOf(), ...records]) });
const url = 'https://ops.example.com/42';

export const deployment: Table = {
  rule: { kind: 'deployment', environment: 'production' },
  cases: [
    [
      'pass',
      'healthy',
      'pass deployment.there',
      on(deploymentOf({ state: 'deployed' }), deploymentOf({ url })),
    ],
    [
      'pass',
      'deployed, where that is enough',
      'pass deployment.there',
      on(deploymentOf({ state: 'deployed' })),
      { state: 'deployed' },
    ],
    [
      'pass',
      'healthy, where deployed is enough',
      'pass deployment.there',
      on(deploymentOf()),
      { state: 'deployed' },
    ],
    [
      'pass',
      'another environment failed since',
      'pass deployment.there',
      on(deploymentOf(), deploymentOf({ environment: 'staging', state: 'failed' })),
    ],
    ['fail', 'it failed', 'fail deployment.failed', on(deploymentOf(), deploymentOf({ state: 'failed' }))],
    [
      'fail',
      'it was rolled back',
      'fail deployment.rolled-back',
      on(deploymentOf(), deploymentOf({ state: 'rolled-back' })),
      { state: 'deployed' },
    ],
    [
      'unknown',
      'deployed, and nobody has looked',
      'unknown deployment.unproven',
      on(deploymentOf({ state: 'deployed' })),
    ],
    [
      'unknown',
      'only another environment',
      'unknown deployment.missing',
      on(deploymentOf({ environment: 'staging' })),
    ],
    [
      'unknown',
      'the record cannot be read',
      'unknown deployment.unreadable',
      { records: unreadable('403', 'contents: read') },
    ],
    [
      'stale',
      'another commit came after it',
      'unknown deployment.stale',
      on(deploymentOf(), deploymentOf({ sha: shaOf('d') })),
    ],
    ['wrong SHA', 'the candidate before', 'unknown deployment.stale', on(deploymentOf({ sha: shaOf('a') }))],
    ['gone', 'nothing is on record', 'unknown deployment.missing', on()],
  ],
  none: {
    'wrong app': 'the ledger has it, whoever deployed',
    'wrong person': 'a deployment is evidence, not a decision: who accepts it is a hand-over',
  },
};
