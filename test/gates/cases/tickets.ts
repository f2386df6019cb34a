import type { Change } from '../../../src/domain/change.ts';
import { found, type Read, unreadable } from '../../../src/domain/errors.ts';
import type { Ticket } from '../../../src/domain/ticket.ts';
import { labeled, pullRequestOf, shaOf, unlabeled } from '../../support/gate-facts.ts';
import type { Table } from './case.ts';

const pr = pullRequestOf();
const change: Change = { commit: shaOf('b'), subject: 'Mend the basket', pullRequest: pr };
const other = { ...pr, number: 232, url: 'https://github.com/acme/shop/pull/232', title: 'Charge once' };

type History = Ticket['history'];
const put = (label: string, actor: string | null = 'sam') => labeled(label, actor) as History[number];
const taken = (label: string) => unlabeled(label, 'sam') as History[number];
const ticket = (over: Partial<Ticket> = {}): Ticket => ({
  ...{ name: '#12', title: 'Basket is empty', url: 'https://github.com/acme/shop/issues/12' },
  body: '### Steps to reproduce\n\nOpen it.\n',
  milestone: '1.8.0',
  history: [put('L2'), taken('L2'), put('Dev', 'dora')],
  historyComplete: true,
  ...over,
});
const on = (read: Read<readonly Ticket[]>) => ({
  changes: found([change]),
  tickets: found({ [pr.url]: read }),
});
const one = (over: Partial<Ticket>) => on(found([ticket(over)]));

export const tickets: Table = {
  rule: {
    ...{ kind: 'tickets', sections: ['Steps to reproduce', 'Expected'] },
    ...{ milestone: '{version}', labels: ['L2', 'Dev'] },
    sections: ['Steps to reproduce'],
  },
  cases: [
    ['pass', 'it has all', 'pass tickets.complete', one({})],
    [
      'pass',
      'one of its issues has all',
      'pass tickets.complete',
      on(found([ticket({ body: '' }), ticket()])),
    ],
    [
      'pass',
      'two fixes',
      'pass tickets.complete',
      {
        changes: found([change, { ...change, pullRequest: other }]),
        tickets: found({ [pr.url]: found([ticket()]), [other.url]: found([ticket({ history: [] })]) }),
      },
      { labels: [] },
    ],
    ['pass', 'no fix', 'pass tickets.complete', { changes: found([]) }],
    ['fail', 'it closes no issue', 'fail tickets.missing', on(found([]))],
    [
      'fail',
      'a commit without a PR',
      'fail tickets.missing',
      {
        changes: found([{ ...change, pullRequest: null }]),
      },
    ],
    [
      'fail',
      'sections are empty',
      'fail tickets.section',
      one({ body: '### Expected\n' }),
      { sections: ['Steps to reproduce', 'Expected'] },
    ],
    ['fail', 'in another milestone', 'fail tickets.milestone', one({ milestone: '1.9.0' })],
    [
      'fail',
      'in none, and one is wanted',
      'fail tickets.milestone',
      one({ milestone: null }),
      { milestone: true },
    ],
    ['fail', 'it did not go through the workflow', 'fail tickets.workflow', one({ history: [put('L2')] })],
    ['fail', 'it did not begin it', 'fail tickets.workflow', one({ history: [] })],
    [
      'fail',
      'it was sent back',
      'fail tickets.workflow',
      one({ history: [put('L2'), put('Dev'), put('L2')] }),
    ],
    [
      'fail',
      'all of that at once',
      'fail tickets.section',
      one({ body: '', milestone: null, history: [put('Dev')] }),
    ],
    [
      'unknown',
      'the issue cannot be read',
      'unknown tickets.unreadable',
      on(unreadable('403', 'issues: read')),
    ],
    ['unknown', 'GitHub is not reached', 'unknown tickets.unreadable', on(unreadable('502'))],
    [
      'unknown',
      'the changes cannot be read',
      'unknown tickets.unreadable',
      { changes: unreadable('offline') },
    ],
    [
      'unknown',
      'no issue at all can be read',
      'unknown tickets.unreadable',
      {
        ...{ changes: found([change]), tickets: unreadable('not connected to GitHub') },
      },
    ],
    [
      'unknown',
      'nobody asked for its issues',
      'unknown tickets.unreadable',
      {
        changes: found([change]),
      },
    ],
    [
      'unknown',
      'more history than GitHub gave',
      'unknown tickets.unreadable',
      one({ history: [put('L2')], historyComplete: false }),
    ],
    ['gone', 'the issue was deleted', 'fail tickets.missing', on(found([]))],
    [
      'gone',
      'the account of who put a label on',
      'pass tickets.complete',
      one({
        history: [put('L2', null), put('Dev', null)],
      }),
    ],
    [
      'gone',
      'its labels were deleted',
      'pass tickets.complete',
      one({
        history: [put('L2'), put('Dev'), taken('Dev'), taken('L2')],
      }),
    ],
  ],
  none: {
    stale: 'an issue stays that of its fix',
    'wrong app': 'whoever may triage puts labels on; who did is the evidence',
    'wrong SHA': 'the issue is that of the PR, whichever commit brings it',
    'wrong person': 'whoever may triage puts labels on; who did is the evidence',
  },
};
