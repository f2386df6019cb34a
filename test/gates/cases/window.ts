import type { Table } from './case.ts';

const at = (time: string) => ({ now: Date.parse(time) });

export const window: Table = {
  rule: {
    ...{ kind: 'window', zone: 'Europe/Berlin' },
    open: [{ days: ['mon', 'tue', 'wed', 'thu'], from: '09:00', to: '16:00' }],
    freezes: [
      { from: '2026-12-18', to: '2027-01-03', reason: 'holidays' },
      { from: '2026-11-25T12:00', to: '2026-11-25T14:00' },
    ],
  },
  cases: [
    ['pass', 'inside a window', 'pass window.open', at('2026-11-24T10:00+01:00')],
    ['fail', 'outside every window', 'fail window.closed', at('2026-11-20T18:00+01:00')],
    ['fail', 'in a freeze with a reason', 'fail window.frozen', at('2026-12-24T10:00+01:00')],
    ['fail', 'in a freeze of hours', 'fail window.frozen', at('2026-11-25T12:00+01:00')],
    [
      'fail',
      'no window opens any more',
      'fail window.frozen',
      at('2026-12-24T10:00+01:00'),
      {
        freezes: [{ from: '2026-01-01', to: '2099-01-01' }],
      },
    ],
    ['gone', 'the window has closed', 'fail window.closed', at('2026-11-24T16:00+01:00')],
  ],
  none: {
    unknown: 'it asks nobody: the policy has the hours, the clock the time',
    stale: 'the clock is read for every judgement',
    'wrong app': 'nobody gives it',
    'wrong SHA': 'every commit has the same hours',
    'wrong person': 'nobody gives it',
  },
};
