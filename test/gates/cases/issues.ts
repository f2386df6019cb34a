import type { Issue } from '../../../src/domain/change.ts';
import { found, type Read, unreadable } from '../../../src/domain/errors.ts';
import { factKey } from '../../../src/domain/facts.ts';
import { issueOf } from '../../support/gate-facts.ts';
import type { Table } from './case.ts';

const on = (read: Read<readonly Issue[]>, labels = ['bug'], milestone: string | null = '1.8.0') => ({
  issues: { [factKey({ kind: 'issues', labels, milestone })]: read },
});
const anywhere = { labels: ['bug', 'blocker'], milestone: undefined };

export const issues: Table = {
  rule: { kind: 'issues', labels: ['bug'], milestone: '{version}' },
  cases: [
    ['pass', 'none', 'pass issues.none', on(found([]))],
    ['pass', 'only a closed one', 'pass issues.none', on(found([issueOf({ state: 'CLOSED' })]))],
    ['pass', 'none in any milestone', 'pass issues.none', on(found([]), anywhere.labels, null), anywhere],
    ['pass', 'none in the milestone', 'pass issues.none', on(found([]), []), { labels: [] }],
    ['fail', 'one is open', 'fail issues.open', on(found([issueOf()]))],
    [
      'fail',
      'two are open, one in somebody’s hands',
      'fail issues.open',
      on(found([issueOf(), issueOf({ number: 13, assignees: ['dave', 'dan'] })])),
    ],
    ['unknown', 'not to be read', 'unknown issues.unreadable', on(unreadable('403', 'issues: read'))],
    ['gone', 'the milestone', 'unknown issues.unreadable', on(unreadable('there is no milestone `1.8.0`'))],
    ['gone', 'the account of who opened it', 'fail issues.open', on(found([issueOf({ author: null })]))],
  ],
  none: {
    stale: 'an issue is open or closed now',
    'wrong app': 'it does not matter who opened or closed an issue',
    'wrong SHA': 'issues belong to a version, by milestone or label',
    'wrong person': 'it does not matter who opened or closed an issue',
  },
};
