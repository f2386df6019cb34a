import type { Check } from '../../../src/domain/change.ts';
import { found, unreadable } from '../../../src/domain/errors.ts';
import { checkOf, shaOf } from '../../support/gate-facts.ts';
import type { Table } from './case.ts';

const on = (...all: readonly Check[]) => ({ checks: { [shaOf('c')]: found(all) } });
const red = checkOf({ conclusion: 'failure' });
const status = checkOf({ kind: 'status', app: null, workflow: null, url: null });
const running = checkOf({ completed: false, conclusion: null, completedAt: null });

export const checks: Table = {
  rule: { kind: 'checks', names: ['build'] },
  cases: [
    ['pass', 'green', 'pass checks.green', on(checkOf())],
    ['pass', 'a check run and a status', 'pass checks.green', on(checkOf(), status)],
    [
      'pass',
      'skipped where the rule allows it',
      'pass checks.green',
      on(checkOf({ conclusion: 'skipped' })),
      { allow: ['skipped'] },
    ],
    ['fail', 'red', 'fail checks.failed', on(red)],
    ['fail', 'a status is red', 'fail checks.failed', on({ ...status, conclusion: 'error' })],
    ['fail', 'a check run of no app is red', 'fail checks.failed', on({ ...red, app: null })],
    [
      'unknown',
      'not to be read',
      'unknown checks.unreadable',
      { checks: { [shaOf('c')]: unreadable('403', 'checks: read') } },
    ],
    ['unknown', 'still running', 'unknown checks.pending', on(running)],
    ['unknown', 'queued', 'unknown checks.pending', on({ ...running, startedAt: null })],
    ['unknown', 'skipped', 'unknown checks.skipped', on(checkOf({ conclusion: 'skipped' }))],
    ['unknown', 'neutral', 'unknown checks.skipped', on(checkOf({ conclusion: 'neutral' }))],
    [
      'unknown',
      'a word that GitHub did not have',
      'unknown checks.unrecognised',
      on(checkOf({ conclusion: 'odd' })),
    ],
    ['unknown', 'no word at all', 'unknown checks.unrecognised', on(checkOf({ conclusion: null }))],
    ['stale', 'GitHub gave it up', 'unknown checks.stale', on(checkOf({ conclusion: 'stale' }))],
    [
      'stale',
      'a nightly of the night before last',
      'unknown checks.too-old',
      on(checkOf({ startedAt: '2026-11-18T01:00:00Z', completedAt: '2026-11-18T02:00:00Z' })),
      { maxAge: '36h' },
    ],
    [
      'wrong app',
      'green only of another app',
      'unknown checks.missing',
      on(checkOf({ app: 'other' })),
      { app: 'github-actions' },
    ],
    [
      'wrong app',
      'green only of another workflow',
      'unknown checks.missing',
      on(checkOf({ workflow: 'Docs' })),
      { workflow: 'CI' },
    ],
    ['wrong app', 'one green, another red', 'fail checks.failed', on(checkOf(), { ...red, app: 'other' })],
    [
      'wrong SHA',
      'green on another commit',
      'unknown checks.unreadable',
      { checks: { [shaOf('d')]: found([checkOf()]) } },
    ],
    ['gone', 'no check has the name any more', 'unknown checks.missing', on(checkOf({ name: 'compile' }))],
  ],
  none: { 'wrong person': 'apps give them; which app counts is said by `app`' },
};
