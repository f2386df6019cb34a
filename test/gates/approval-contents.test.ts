import { describe, expect, test } from 'vitest';
import type { PullRequest, TimelineItem } from '../../src/domain/change.ts';
import type { Contents, EarlierHead } from '../../src/domain/contents.ts';
import { found, type Read, unreadable } from '../../src/domain/errors.ts';
import { earlierHeads } from '../../src/gates/approvals/given-for.ts';
import { approvalState } from '../../src/gates/approvals/standing.ts';
import { approvalWords } from '../../src/gates/approvals/words.ts';
import {
  baseChanged,
  comment,
  commit,
  forcePush,
  labeled,
  policyOf,
  pullRequestOf,
  review,
  shaOf,
} from '../support/gate-facts.ts';

const policy = policyOf(`
version: 1
roles:
  qa: { users: [quinn, tess, dora] }
  rte: { users: [rita] }
approvals:
  qa: { role: qa, by: [{ label: ok }, { review: true }, { comment: /qa-approve }], after: [rte] }
  rte: { role: rte, by: [{ review: true }] }
  sole: { role: qa, by: [{ label: ok }, { review: true }, { comment: /qa-approve }] }
`);

/** Merged at `a`; what it was at `b` is told by each case. */
const pr = (timeline: TimelineItem[], over: Partial<PullRequest> = {}) =>
  pullRequestOf({ labels: ['ok'], commitCount: 2, timeline, ...over });
const bare = (timeline: TimelineItem[], over: Partial<PullRequest> = {}) =>
  pr(timeline, { labels: [], ...over });
const ok = labeled('ok', 'quinn');
const yes = (digit: string) => review('APPROVED', 'quinn', digit);

const same: Read<EarlierHead> = found({ commits: 1, changed: [] });
const severalSame: Read<EarlierHead> = found({ commits: 2, changed: [] });
const other: Read<EarlierHead> = found({ commits: 1, changed: ['src/a.ts'] });
const gone: Read<EarlierHead> = unreadable('its head bbbbbbbbbb can no longer be fetched');

const contentsOf = (change: PullRequest, heads: Record<string, Read<EarlierHead>>): Contents => ({
  [change.url]: Object.fromEntries(Object.entries(heads).map(([digit, read]) => [shaOf(digit), read])),
});
const stateOf = (change: PullRequest, at: Record<string, Read<EarlierHead>> = {}, name = 'sole') =>
  approvalState(change, name, policy, { teams: {}, contents: contentsOf(change, at) });

type Case = [string, PullRequest, Record<string, Read<EarlierHead>>, 'given' | 'stale'];
const merged = [commit('b'), ok, commit('a')];
const reviewed = [commit('b'), yes('b'), commit('a')];

const cases: Case[] = [
  ['label, then a merge of the base', pr(merged), { b: same }, 'given'],
  ['label, then an edit', pr(merged), { b: other }, 'stale'],
  ['label, then who knows what', pr(merged), {}, 'stale'],
  ['label, then something that cannot be had', pr(merged), { b: gone }, 'stale'],
  ['label for several commits, then a merge of the base', pr(merged), { b: severalSame }, 'given'],
  ['label before any commit is shown', pr([ok, commit('a')]), { b: same }, 'stale'],
  [
    'label, two pushes, the first one an edit',
    pr([commit('b'), ok, commit('d'), commit('a')]),
    { b: other, d: same },
    'stale',
  ],
  [
    'label between two pushes',
    pr([commit('b'), commit('d'), ok, commit('a')]),
    { b: other, d: same },
    'given',
  ],

  ['label, then a rebase', pr([ok, forcePush('a', 'b'), commit('a')]), { b: same }, 'given'],
  ['label, then a rebase, GitHub does not say of what', pr([ok, forcePush('a')]), { b: same }, 'stale'],
  ['label, then a rebase that changed something', pr([ok, forcePush('a', 'b')]), { b: other }, 'stale'],
  [
    'label on one of several commits, then a rebase',
    pr([ok, forcePush('a', 'b')]),
    { b: severalSame },
    'stale',
  ],
  [
    'the same, with a review of that head before the label',
    pr([yes('b'), ok, forcePush('a', 'b')], { labels: ['ok'] }),
    { b: severalSame },
    'given',
  ],
  [
    'the same, with a mere comment on that head before the label',
    pr([review('COMMENTED', 'dave', 'b'), ok, forcePush('a', 'b')]),
    { b: severalSame },
    'given',
  ],
  [
    'label, then another base, then talk',
    pr([commit('a'), ok, baseChanged('spike', 'devel'), comment('LGTM', 'dave')]),
    {},
    'stale',
  ],
  [
    'several commits, then a rebase, pushed together before the label',
    pr([commit('b'), ok, forcePush('a', 'b')]),
    { b: severalSame },
    'given',
  ],
  [
    'label between two rebases',
    pr([forcePush('b', 'd'), ok, forcePush('a', 'b')]),
    { b: severalSame },
    'given',
  ],
  [
    'label, rebase, rebase',
    pr([ok, forcePush('d', 'b'), forcePush('a', 'd')]),
    { b: same, d: other },
    'given',
  ],
  [
    'label, rebase, then an edit',
    pr([ok, forcePush('d', 'b'), commit('d'), commit('a')]),
    { b: other, d: other },
    'stale',
  ],
  [
    'label, away and back to that head',
    pr([ok, forcePush('b', 'a'), forcePush('a', 'b')], { commitCount: 1 }),
    {},
    'given',
  ],
  [
    'label somewhere below that head, away and back',
    pr([ok, forcePush('b', 'a'), forcePush('a', 'b')]),
    {},
    'stale',
  ],

  ['review, then a merge of the base', bare(reviewed), { b: same }, 'given'],
  ['review, then an edit', bare(reviewed), { b: other }, 'stale'],
  ['review, then a rebase', bare([yes('b'), forcePush('a', 'b')]), { b: severalSame }, 'given'],
  [
    'review begun before a push and sent after it',
    bare([commit('b'), commit('a'), yes('b')]),
    { b: other },
    'stale',
  ],
  [
    'review, away and back to that head',
    bare([yes('a'), forcePush('b', 'a'), forcePush('a', 'b')]),
    {},
    'given',
  ],
  [
    'review of nobody knows what',
    bare([commit('b'), review('APPROVED', 'quinn', null), commit('a')]),
    { b: same },
    'stale',
  ],

  ['label, then another base', pr([commit('a'), ok, baseChanged('spike', 'devel')]), {}, 'stale'],
  ['review, then another base', bare([commit('a'), yes('a'), baseChanged('spike', 'devel')]), {}, 'stale'],
  ['another base, then a review', bare([commit('a'), baseChanged('spike', 'devel'), yes('a')]), {}, 'given'],
  [
    'command, then a merge of the base',
    bare([commit('b'), comment('/qa-approve', 'quinn'), commit('a')]),
    { b: same },
    'given',
  ],
  [
    'command, then an edit',
    bare([commit('b'), comment('/qa-approve', 'quinn'), commit('a')]),
    { b: other },
    'stale',
  ],
];

describe('an approval is bound to content', () => {
  test.each(cases)('%s', (_name, change, at, state) => {
    expect(stateOf(change, at).state).toBe(state);
  });

  test('a rebase of what was approved in order keeps the order, and one that lost its first approval has none', () => {
    const line = (first: string) => [commit('b'), review('APPROVED', 'rita', first), ok, commit('a')];
    expect(stateOf(pr(line('b')), { b: same }, 'qa').state).toBe('given');
    expect(
      stateOf(
        pr([commit('d'), review('APPROVED', 'rita', 'd'), commit('b'), ok, commit('a')]),
        { b: same, d: other },
        'qa',
      ),
    ).toMatchObject({ state: 'too-early', before: 'rte' });
  });

  test('the same change does not make an approval of somebody who may not give it', () => {
    const by = (who: string | null) =>
      stateOf(pr([commit('b'), labeled('ok', who), commit('a')]), { b: same }).state;
    expect([by('dave'), by('dora'), by(null)]).toEqual(['wrong-person', 'by-author', 'unknown']);
  });

  test.each<[string, Read<EarlierHead>, string]>([
    ['one file', other, 'qa: given by quinn, but src/a.ts was changed after it (aaaaaaaaaa)'],
    [
      'three files',
      found({ commits: 1, changed: ['a', 'b', 'c'] }),
      'qa: given by quinn, but a, b, c were changed after it (aaaaaaaaaa)',
    ],
    [
      'many files',
      found({ commits: 1, changed: ['a', 'b', 'c', 'd', 'e'] }),
      'qa: given by quinn, but a, b, c and 2 more were changed after it (aaaaaaaaaa)',
    ],
    [
      'a head that is gone',
      gone,
      'qa: given by quinn, but the change was changed after it (aaaaaaaaaa); whether it is the same is not known: its head bbbbbbbbbb can no longer be fetched',
    ],
  ])('what is stale is told by its files: %s', (_name, read, words) => {
    expect(approvalWords('qa', stateOf(pr(merged), { b: read }))).toBe(words);
  });

  test.each<[string, PullRequest, string | null]>([
    ['the last push', pr([commit('b'), ok, commit('d'), commit('a')]), 'a'],
    ['the last force-push', pr([ok, commit('b'), forcePush('a', 'b'), labeled('x', 'dave')]), 'a'],
    ['the push that came before a review for an older head', bare([commit('b'), commit('a'), yes('b')]), 'a'],
    ['no push where there was none', bare([commit('a'), yes('a'), baseChanged('spike', 'devel')]), null],
  ])('what is stale is so since %s', (_name, change, digit) => {
    const since = digit === null ? null : shaOf(digit);
    expect(stateOf(change, { b: other })).toMatchObject({ state: 'stale', since });
  });

  test('a review of another head says nothing of what a label was put on before a rebase', () => {
    const change = pr([review('COMMENTED', 'quinn', 'd'), ok, forcePush('a', 'b')]);
    expect(stateOf(change, { b: severalSame })).toMatchObject({
      state: 'stale',
      changed: [],
      why: 'it may have been given for any of the 2 commits before the force-push',
    });
  });

  test('another base is told, and no commit for it', () => {
    const moved = pr([commit('a'), ok, baseChanged('old', 'spike'), baseChanged('spike', 'devel')]);
    expect(approvalWords('qa', stateOf(moved))).toBe(
      'qa: given by quinn, but the change was changed after it; whether it is the same is not known: its base was changed from spike to devel',
    );
  });

  test.each<[string, PullRequest, string[], string[]]>([
    [
      'nothing where everything is for the present head',
      pr([commit('b'), commit('a'), ok, yes('a')]),
      ['qa'],
      [],
    ],
    ['each head once', pr([...merged, yes('b'), yes('d')]), ['sole'], ['b', 'd']],
    ['only of the forms that are asked for', pr([commit('b'), ok, commit('a')]), ['rte'], []],
    ['none where nothing tells', pr([ok, forcePush('a')]), ['sole'], []],
  ])('asks for %s', (_name, change, names, digits) => {
    expect(earlierHeads(change, names, policy).sort()).toEqual(digits.map(shaOf));
  });
});

describe('an approval by comment', () => {
  const by = (...items: TimelineItem[]) => stateOf(bare([commit('a'), ...items]));
  const said = (line: string, who: string | null = 'quinn', edited = false) => comment(line, who, edited);
  test.each<[string, TimelineItem[], string]>([
    ['the command', [said('/qa-approve')], 'given'],
    ['something else', [said('LGTM')], 'missing'],
    ['the command, and then talk', [said('/qa-approve'), said('thanks')], 'given'],
    ['more on its line', [said('/qa-approve please')], 'missing'],
    ['in other letters', [said('/QA-approve')], 'missing'],
    ['a stranger', [said('/qa-approve', 'dave')], 'wrong-person'],
    ['the author', [said('/qa-approve', 'dora')], 'by-author'],
    ['a deleted account', [said('/qa-approve', null)], 'unknown'],
    ['taken back', [said('/qa-approve'), said('/qa-approve cancel', 'Quinn')], 'missing'],
    ['taken back by an edit', [said('/qa-approve'), said('/qa-approve cancel', 'quinn', true)], 'missing'],
    ['taken back by another', [said('/qa-approve'), said('/qa-approve cancel', 'tess')], 'given'],
    ['taken back by somebody unknown', [said('/qa-approve'), said('/qa-approve cancel', null)], 'given'],
    ['taken back, given again', [said('/qa-approve cancel'), said('/qa-approve')], 'given'],
    ['edited', [said('/qa-approve', 'quinn', true)], 'missing'],
    ['edited, once more without', [said('/qa-approve', 'quinn', true), said('/qa-approve', 'tess')], 'given'],
    ['changes wanted beside it', [said('/qa-approve'), review('CHANGES_REQUESTED', 'tess')], 'rejected'],
  ])('%s', (_name, items, state) => {
    expect(by(...items).state).toBe(state);
  });

  test('an edited one is named as the reason, the newest one, and nothing else is', () => {
    expect(by(said('LGTM', 'quinn', true), said('/qa-approve cancel'))).toEqual({
      state: 'missing',
      edited: null,
    });
    expect(by(said('/qa-approve'), said('/qa-approve cancel'))).toEqual({ state: 'missing', edited: null });
    expect(approvalWords('qa', by(said('/qa-approve', 'quinn', true)))).toBe(
      'qa: nobody has given it, since a comment that was edited does not count',
    );
  });
});
