import type { PullRequest } from '../../../src/domain/change.ts';
import { found, type Read, unreadable } from '../../../src/domain/errors.ts';
import { factKey } from '../../../src/domain/facts.ts';
import type { Select } from '../../../src/domain/policy.ts';
import { pullRequestOf } from '../../support/gate-facts.ts';
import type { Table } from './case.ts';

const on = (read: Read<readonly PullRequest[]>, select: Select = { milestone: '1.8.0' }) => ({
  pullRequests: { [factKey({ kind: 'pull-requests', select })]: read },
});
const merged = pullRequestOf();
const open = pullRequestOf({ number: 7, state: 'OPEN', mergedAt: null, mergeCommit: null, author: 'dave' });
const draft = { ...open, number: 8, isDraft: true, author: 'dan' };
const closed = { ...open, number: 9, state: 'CLOSED' as const };
const all = { label: 'train', milestone: '1.8.0', base: 'devel' };

export const pullRequests: Table = {
  rule: { kind: 'pull-requests', select: { milestone: '{version}' } },
  cases: [
    [
      'pass',
      'all are merged',
      'pass pull-requests.merged',
      on(found([merged, { ...merged, isDraft: true }])),
    ],
    ['pass', 'none, where that may be', 'pass pull-requests.merged', on(found([])), { allowNone: true }],
    [
      'pass',
      'by label, milestone and base',
      'pass pull-requests.merged',
      on(found([merged]), all),
      {
        select: all,
      },
    ],
    [
      'pass',
      'by label',
      'pass pull-requests.merged',
      on(found([merged]), { label: 'train' }),
      { select: { label: 'train' } },
    ],
    ['fail', 'one is open', 'fail pull-requests.open', on(found([merged, open]))],
    ['fail', 'a draft and an open one', 'fail pull-requests.open', on(found([draft, open]))],
    ['fail', 'a draft', 'fail pull-requests.draft', on(found([draft]))],
    [
      'unknown',
      'not to be read',
      'unknown pull-requests.unreadable',
      on(unreadable('403', 'pull requests: read')),
    ],
    ['unknown', 'there is none', 'unknown pull-requests.none', on(found([]))],
    [
      'gone',
      'the milestone',
      'unknown pull-requests.unreadable',
      on(unreadable('there is no such milestone')),
    ],
    ['gone', 'one was closed', 'pass pull-requests.merged', on(found([merged, closed]))],
    ['gone', 'all were closed', 'unknown pull-requests.none', on(found([closed]))],
    ['gone', 'the account of the author', 'fail pull-requests.open', on(found([{ ...open, author: null }]))],
  ],
  none: {
    stale: 'a PR is merged or not',
    'wrong app': 'it does not matter who merged it; `approvals` asks who approved it',
    'wrong SHA': 'PRs belong to a version, by milestone, label or base',
    'wrong person': 'it does not matter who merged it; `approvals` asks who approved it',
  },
};
