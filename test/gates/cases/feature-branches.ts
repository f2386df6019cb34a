import type { Check } from '../../../src/domain/change.ts';
import { found, type Read, unreadable } from '../../../src/domain/errors.ts';
import type { FeatureBranch } from '../../../src/domain/feature-branch.ts';
import {
  type Apart,
  against,
  apart,
  landed,
  ownPullRequest as pull,
} from '../../support/feature-branches.ts';
import { checkOf, shaOf } from '../../support/gate-facts.ts';
import type { Table } from './case.ts';

const on = (read: Read<readonly FeatureBranch[]>) => ({ featureBranches: { 'feature/1.8.0/*': read } });
const one = (over: Partial<Apart>) => on(found([apart(over)]));
const checked = (...all: readonly Check[]) => one({ checks: found(all) });
const red = checkOf({ conclusion: 'failure' });
const ghost = pull(9, { author: null });
const by = pull(5, { state: 'MERGED', mergeCommit: shaOf('d') });

export const featureBranches: Table = {
  rule: { kind: 'feature-branches', match: 'feature/{version}/*' },
  cases: [
    ['pass', 'on develop', 'pass feature-branches.merged', on(found([landed]))],
    ['pass', 'all on develop', 'pass feature-branches.merged', on(found([{ ...landed, by }, landed]))],
    ['pass', 'one is ready', 'pass feature-branches.ready', on(found([landed, apart()]))],
    ['pass', 'two are ready', 'pass feature-branches.ready', on(found([apart(), apart({ branch: 'x' })]))],
    ['pass', 'none, where that may be', 'pass feature-branches.merged', on(found([])), { allowNone: true }],
    [
      'pass',
      'skipped where the rule allows it',
      'pass feature-branches.ready',
      checked(checkOf({ conclusion: 'skipped' })),
      { allow: ['skipped'] },
    ],
    [
      'fail',
      'PRs of its own are open',
      'fail feature-branches.open-pull-requests',
      one({
        open: against(pull(7, { author: 'dan' }), pull(8, { isDraft: true })),
      }),
    ],
    [
      'fail',
      'seven are open',
      'fail feature-branches.open-pull-requests',
      one({
        open: found({ total: 7, newest: [1, 2, 3, 4, 5, 6].map((n) => pull(n)) }),
      }),
    ],
    [
      'fail',
      'nothing would bring it there',
      'fail feature-branches.no-pull-request',
      one({ own: found(null) }),
    ],
    ['fail', 'a draft', 'fail feature-branches.draft', one({ own: found(pull(9, { isDraft: true })) })],
    ['fail', 'a red check', 'fail feature-branches.red', checked(checkOf({ name: 'unit' }), red)],
    ['fail', 'two red checks', 'fail feature-branches.red', checked(red, { ...red, name: 'unit' })],
    [
      'fail',
      'a red check, and no PR',
      'fail feature-branches.no-pull-request',
      one({
        own: found(null),
        checks: found([red]),
      }),
    ],
    [
      'fail',
      'a red check, its PR not to be read',
      'fail feature-branches.red',
      one({
        own: unreadable('403', 'pull requests: read'),
        checks: found([red]),
      }),
    ],
    ['fail', 'a conflict', 'fail feature-branches.conflict', one({ conflicts: found(['src/a.ts']) })],
    [
      'fail',
      'a conflict in three paths',
      'fail feature-branches.conflict',
      one({
        conflicts: found(['src/a.ts', 'src/b.ts', 'src/c.ts']),
      }),
    ],
    [
      'unknown',
      'not to be read',
      'unknown feature-branches.unreadable',
      on(unreadable('403', 'contents: read')),
    ],
    [
      'unknown',
      'PRs against it not to be read',
      'unknown feature-branches.unreadable',
      one({
        open: unreadable('403', 'pull requests: read'),
      }),
    ],
    [
      'unknown',
      'its PR not to be read',
      'unknown feature-branches.unreadable',
      one({ own: unreadable('502') }),
    ],
    [
      'unknown',
      'its checks not to be read',
      'unknown feature-branches.unreadable',
      one({
        checks: unreadable('403', 'checks: read'),
      }),
    ],
    [
      'unknown',
      'no history in common',
      'unknown feature-branches.unreadable',
      one({
        conflicts: unreadable('they have no common commit'),
      }),
    ],
    ['unknown', 'no check has run', 'unknown feature-branches.unchecked', checked()],
    [
      'unknown',
      'a check runs',
      'unknown feature-branches.unchecked',
      checked(
        ...[checkOf(), checkOf({ name: 'unit', completed: false, conclusion: null })],
        checkOf({ name: 'docs', conclusion: 'skipped' }),
      ),
    ],
    [
      'stale',
      'GitHub gave a check up',
      'unknown feature-branches.unchecked',
      checked(checkOf({ conclusion: 'stale' })),
    ],
    ['stale', 'green before the last push', 'unknown feature-branches.unchecked', checked()],
    [
      'wrong app',
      'one app green, another red',
      'fail feature-branches.red',
      checked(checkOf(), { ...red, app: 'other' }),
    ],
    ['gone', 'the branches', 'unknown feature-branches.none', on(found([]))],
    ['gone', 'the account of the author', 'pass feature-branches.ready', one({ own: found(ghost) })],
    [
      'gone',
      'the account of who brought it to develop',
      'pass feature-branches.merged',
      on(found([{ ...landed, by: { ...by, author: null } }])),
    ],
  ],
  none: {
    'wrong SHA': 'each branch is judged at its tip: PRs and checks of another commit are not among the facts',
    'wrong person': 'it does not matter who merged a PR; `approvals` asks who approved it',
  },
};
