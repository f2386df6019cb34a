import type { PullRequest } from '../../../src/domain/change.ts';
import { found, type Read, unreadable } from '../../../src/domain/errors.ts';
import {
  comment,
  commit,
  forcePush,
  labeled,
  noon,
  pullRequestOf,
  review,
  shaOf,
  unlabeled,
} from '../../support/gate-facts.ts';
import type { Table } from './case.ts';

const timeline = (...items: PullRequest['timeline']) => pullRequestOf({ timeline: items });
const on = (...prs: readonly (PullRequest | null)[]) => ({
  changes: found(
    prs.map((pullRequest, at) => ({ commit: shaOf(`${at + 1}`), subject: 'Mend the basket', pullRequest })),
  ),
});
const one = (...items: PullRequest['timeline']) => on(timeline(...items));
const yes = review('APPROVED', 'quinn');
const approved = timeline(commit('a'), yes);
const label = labeled('qa-approved', 'quinn');
const labelled = (...items: PullRequest['timeline']) =>
  on(pullRequestOf({ labels: ['qa-approved'], timeline: items }));
const second = { number: 232, url: 'https://github.com/acme/shop/pull/232' };
const then = (changed: readonly string[]) => ({
  ...labelled(commit('b'), label, commit('a')),
  contents: { [approved.url]: { [shaOf('b')]: found({ commits: 1, changed }) } },
});
const otherwise = (by: 'merge' | 'pick', at: string | null, changed: Read<readonly string[]>) => ({
  ...on(approved),
  altered: { [shaOf('1')]: [{ by, commit: shaOf('d'), at, changed }] },
});
const before = '2026-11-20T11:59:59Z';
const team = (read: Read<readonly string[]>) => ({ teams: { 'acme/qa': read } });
const last = { requires: ['last'] };

export const approvals: Table = {
  rule: { kind: 'approvals', requires: ['qa'] },
  cases: [
    ['pass', 'by review', 'pass approvals.given', on(approved)],
    ['pass', 'by label', 'pass approvals.given', labelled(commit('a'), label)],
    ['pass', 'by comment', 'pass approvals.given', one(commit('a'), comment('/qa-approve', 'quinn'))],
    ['pass', 'by somebody of the team', 'pass approvals.given', one(commit('a'), review('APPROVED', 'tess'))],
    ['pass', 'two changes', 'pass approvals.given', on(approved, { ...approved, ...second })],
    ['pass', 'no change', 'pass approvals.given', on()],
    ['pass', 'then only the base was merged', 'pass approvals.given', then([])],
    ['fail', 'rejected', 'fail approvals.rejected', one(commit('a'), review('CHANGES_REQUESTED', 'quinn'))],
    [
      'fail',
      'one of two rejected',
      'fail approvals.rejected',
      on(approved, {
        ...timeline(commit('a'), review('CHANGES_REQUESTED', 'tess')),
        ...second,
      }),
    ],
    ['fail', 'a commit without a PR', 'fail approvals.no-pull-request', on(approved, null)],
    ['fail', 'before the one that comes first', 'fail approvals.order', on(approved), last],
    ['unknown', 'nobody has given it', 'unknown approvals.missing', one(commit('a'))],
    [
      'unknown',
      'only in a comment that was edited',
      'unknown approvals.missing',
      one(commit('a'), comment('/qa-approve', 'quinn', true)),
    ],
    [
      'unknown',
      'the changes cannot be read',
      'unknown approvals.unreadable',
      {
        changes: unreadable('403', 'pull requests: read'),
      },
    ],
    [
      'unknown',
      'the team cannot be read',
      'unknown approvals.unreadable',
      {
        ...one(commit('a'), review('APPROVED', 'tess')),
        ...team(unreadable('403', 'read:org')),
      },
    ],
    [
      'unknown',
      'whether one who rejects is in the team',
      'unknown approvals.unreadable',
      {
        ...one(commit('a'), yes, review('CHANGES_REQUESTED', 'tess')),
        ...team(unreadable('403', 'read:org')),
      },
    ],
    [
      'unknown',
      'a longer timeline than was read',
      'unknown approvals.unreadable',
      on({
        ...approved,
        timelineComplete: false,
      }),
    ],
    [
      'unknown',
      'the last push is not in the timeline yet',
      'unknown approvals.unreadable',
      one(commit('b'), yes),
    ],
    ['stale', 'then a file was changed', 'unknown approvals.stale', then(['src/a.ts'])],
    ['stale', 'then five files were changed', 'unknown approvals.stale', then(['a', 'b', 'c', 'd', 'e'])],
    ['stale', 'then nobody knows what', 'unknown approvals.stale', labelled(label, forcePush('a'))],
    [
      'stale',
      'merged with more in it',
      'unknown approvals.stale',
      otherwise('merge', noon, found(['a', 'b'])),
    ],
    [
      'stale',
      'picked with a conflict that somebody resolved',
      'unknown approvals.stale',
      otherwise('pick', '2026-11-20T12:00:00.001Z', found(['src/a.ts'])),
    ],
    [
      'stale',
      'merged, and what it was is gone',
      'unknown approvals.stale',
      otherwise('merge', noon, unreadable('its head aaaaaaaaaa can no longer be fetched')),
    ],
    [
      'stale',
      'merged otherwise at nobody knows when',
      'unknown approvals.stale',
      otherwise('merge', null, found(['a'])),
    ],
    [
      'pass',
      'again after that was merged with more in it',
      'pass approvals.given',
      otherwise('merge', before, found(['a'])),
    ],
    [
      'wrong SHA',
      'a review of an older head',
      'unknown approvals.stale',
      one(commit('b'), commit('a'), review('APPROVED', 'quinn', 'b')),
    ],
    [
      'wrong person',
      'somebody without the role',
      'fail approvals.wrong-person',
      one(commit('a'), review('APPROVED', 'dave')),
    ],
    ['wrong person', 'the author', 'fail approvals.author', on({ ...approved, author: 'quinn' })],
    [
      'gone',
      'the label was taken off',
      'unknown approvals.missing',
      one(commit('a'), label, unlabeled('qa-approved', 'rita')),
    ],
    [
      'gone',
      'the account of who gave it',
      'unknown approvals.unreadable',
      one(commit('a'), review('APPROVED', null)),
    ],
    [
      'gone',
      'the account of who rejects',
      'unknown approvals.unreadable',
      one(commit('a'), yes, review('CHANGES_REQUESTED', null)),
    ],
    ['gone', 'the account of the author', 'pass approvals.given', on({ ...approved, author: null })],
    [
      'gone',
      'the review was dismissed',
      'unknown approvals.missing',
      one(commit('a'), yes, review('DISMISSED', 'quinn')),
    ],
    [
      'gone',
      'the team',
      'unknown approvals.unreadable',
      {
        ...one(commit('a'), review('APPROVED', 'tess')),
        ...team(unreadable('there is no team acme/qa')),
      },
    ],
  ],
  none: {
    'wrong app':
      'an app that labels, reviews or comments has a login like any other, and holds the role or does not',
  },
};
