import { expect, test } from 'vitest';
import type { Change, PullRequest } from '../../../src/domain/change.ts';
import type { AlteredChange } from '../../../src/domain/contents.ts';
import { alteredReader } from '../../../src/facts/gates/altered.ts';
import { openRepository } from '../../../src/git/repository.ts';
import { awaited } from '../../support/awaited.ts';
import { noon, pullRequestOf, shaOf } from '../../support/gate-facts.ts';
import {
  buildHistory,
  type CommitSpec,
  emptyRepository,
  git,
  type Snapshot,
} from '../../support/git-history.ts';
import { worldOf } from '../../support/world.ts';

const lines = Array.from({ length: 30 }, (_, at) => `line ${at}`);
/** The file with these lines changed, each in its own words. */
const edited = (at: Readonly<Record<number, string>> = {}): string =>
  lines.map((line, n) => `${at[n] ?? line}\n`).join('');
const tree = (at: Readonly<Record<number, string>> = {}, more: Snapshot = {}): Snapshot => ({
  f: edited(at),
  ...more,
});
const mine = { 20: 'mine' };
/** What devel did meanwhile: far away, right beside the PR's line, and on that line itself. */
const [far, near, clash] = [{ 2: 'theirs' }, { 17: 'theirs' }, { 20: 'theirs' }];

const commit = (name: string, parents: string[], files: Snapshot): CommitSpec => ({ name, parents, files });
const commits: CommitSpec[] = [
  commit('root', [], tree()),
  commit('far', ['root'], tree(far)),
  commit('near', ['root'], tree(near)),
  commit('clash', ['root'], tree(clash)),
  commit('twin', ['root'], tree({}, { a: 'a' })),
  // PRs: of one commit, and of two.
  commit('fix', ['root'], tree(mine)),
  commit('first', ['root'], tree({}, { a: 'a' })),
  commit('both', ['first'], tree(mine, { a: 'a' })),

  commit('merged', ['far', 'fix'], tree({ ...far, ...mine })),
  commit('mergedBeside', ['near', 'fix'], tree({ ...near, ...mine })),
  commit('mergedWithMore', ['far', 'fix'], tree({ ...far, ...mine }, { more: 'x' })),
  commit('mergedOtherwise', ['far', 'fix'], tree({ ...far, 20: 'not mine' })),
  commit('mergedBesideWithMore', ['near', 'fix'], tree({ ...near, ...mine }, { more: 'x' })),
  commit('mergedAndUndone', ['far', 'fix'], tree(mine)),
  commit('mergedFromFix', ['fix', 'far'], tree({ ...far, ...mine })),
  commit('resolved', ['clash', 'fix'], tree({ 20: 'both' })),
  commit('resolvedAsMine', ['clash', 'fix'], tree(mine)),
  commit('squashed', ['far'], tree({ ...far, ...mine })),
  commit('squashedWithMore', ['far'], tree({ ...far, ...mine }, { more: 'x' })),
  commit('bothSquashed', ['far'], tree({ ...far, ...mine }, { a: 'a' })),
  commit('rebasedFirst', ['far'], tree(far, { a: 'a' })),
  commit('rebased', ['rebasedFirst'], tree({ ...far, ...mine }, { a: 'a' })),
  commit('rebasedWithMore', ['rebasedFirst'], tree({ ...far, ...mine }, { a: 'evil' })),
  commit('rebasedWithoutTwin', ['twin'], tree(mine, { a: 'a' })),
  commit('unrelated', [], { f: 'x' }),

  // The RC, and picks of `squashed` there.
  commit('rc', ['root'], tree({ 10: 'rc' })),
  commit('rcClash', ['root'], tree(clash)),
  commit('pick', ['rc'], tree({ 10: 'rc', ...mine })),
  commit('pickWithMore', ['rc'], tree({ 10: 'rc', ...mine }, { more: 'x' })),
  commit('pickResolved', ['rcClash'], tree({ 20: 'mine and theirs' })),
  commit('pickOfMore', ['rc'], tree({ 10: 'rc', ...mine }, { more: 'x' })),
];

const dir = emptyRepository();
const clone = emptyRepository();
const shas = buildHistory(dir, commits, { 'refs/heads/devel': 'far' });
git(clone, ['remote', 'add', 'origin', dir]);
const sha = (name: string) => shas[name] ?? shaOf('f');

interface Told {
  readonly head: string;
  readonly merged: string;
  /** The commit that is judged, where it is not what the PR was merged as. */
  readonly commit?: string;
  readonly picked?: string;
  readonly over?: Partial<PullRequest>;
}

let number = 0;
function changeOf({ head, merged, commit: own = merged, picked, over = {} }: Told): Change {
  number += 1;
  const facts = { headSha: sha(head), mergeCommit: sha(merged) };
  const pullRequest = pullRequestOf({ number, url: `pr/${number}`, ...facts, ...over });
  const change = { commit: sha(own), subject: 'Mend', pullRequest };
  if (picked === undefined) return change;
  return { ...change, commit: sha(picked), picked: { source: sha(own), at: '2026-11-21T09:00:00Z' } };
}

const by = (way: AlteredChange['by'], name: string, ...paths: string[]): AlteredChange => ({
  by: way,
  commit: sha(name),
  at: way === 'merge' ? noon : '2026-11-21T09:00:00Z',
  changed: { ok: true, value: paths },
});
const untold = (way: AlteredChange['by'], name: string, why: RegExp) => ({
  ...by(way, name),
  changed: { ok: false, why: expect.stringMatching(why) },
});
const asIs: never[] = [];

const cases: [string, Told, unknown[]][] = [
  ['a merge', { head: 'fix', merged: 'merged' }, asIs],
  ['a merge right beside what devel changed', { head: 'fix', merged: 'mergedBeside' }, asIs],
  ['a merge of devel into it, pushed', { head: 'fix', merged: 'mergedFromFix' }, asIs],
  [
    'a merge with more in it',
    { head: 'fix', merged: 'mergedWithMore' },
    [by('merge', 'mergedWithMore', 'more')],
  ],
  [
    'a merge of something else',
    { head: 'fix', merged: 'mergedOtherwise' },
    [by('merge', 'mergedOtherwise', 'f')],
  ],
  [
    'a merge beside what devel changed, with more in it',
    { head: 'fix', merged: 'mergedBesideWithMore' },
    [by('merge', 'mergedBesideWithMore', 'more')],
  ],
  [
    'a merge that takes back what devel did',
    { head: 'fix', merged: 'mergedAndUndone' },
    [by('merge', 'mergedAndUndone', 'f')],
  ],
  ['a merge with a conflict in it', { head: 'fix', merged: 'resolved' }, [by('merge', 'resolved', 'f')]],
  [
    'one resolved by taking one side',
    { head: 'fix', merged: 'resolvedAsMine' },
    [by('merge', 'resolvedAsMine', 'f')],
  ],
  ['a squash', { head: 'fix', merged: 'squashed' }, asIs],
  [
    'a squash with more in it',
    { head: 'fix', merged: 'squashedWithMore' },
    [by('merge', 'squashedWithMore', 'more')],
  ],
  ['a squash of two', { head: 'both', merged: 'bothSquashed' }, asIs],
  ['a rebase of two', { head: 'both', merged: 'rebased' }, asIs],
  ['the first commit of that', { head: 'both', merged: 'rebased', commit: 'rebasedFirst' }, asIs],
  [
    'a rebase with more in it',
    { head: 'both', merged: 'rebasedWithMore' },
    [by('merge', 'rebasedWithMore', 'a')],
  ],
  ['a rebase of two, of which devel had one', { head: 'both', merged: 'rebasedWithoutTwin' }, asIs],
  ['pushed as it is', { head: 'both', merged: 'both', commit: 'first' }, asIs],
  [
    'a head that is gone',
    { head: 'gone', merged: 'squashed' },
    [untold('merge', 'squashed', /^its head ffffffffff can no longer be fetched$/)],
  ],
  [
    'a merge of what has no history in common',
    { head: 'fix', merged: 'unrelated' },
    [untold('merge', 'unrelated', /not clear$/)],
  ],
  [
    'another commit',
    { head: 'fix', merged: 'merged', commit: 'squashed' },
    [untold('merge', 'squashed', /not clear$/)],
  ],
  [
    'no merge commit',
    { head: 'fix', merged: 'squashed', over: { mergeCommit: null } },
    [untold('merge', 'squashed', /not clear/)],
  ],
  ['not merged', { head: 'fix', merged: 'mergedWithMore', over: { state: 'OPEN' } }, asIs],

  ['a pick', { head: 'fix', merged: 'squashed', picked: 'pick' }, asIs],
  ['a pick of a merge', { head: 'fix', merged: 'merged', picked: 'pick' }, asIs],
  [
    'a pick with more in it',
    { head: 'fix', merged: 'squashed', picked: 'pickWithMore' },
    [by('pick', 'pickWithMore', 'more')],
  ],
  [
    'a pick that was resolved',
    { head: 'fix', merged: 'squashed', picked: 'pickResolved' },
    [by('pick', 'pickResolved', 'f')],
  ],
  [
    'a pick of a squash with more in it',
    { head: 'fix', merged: 'squashedWithMore', picked: 'pickOfMore' },
    [by('merge', 'squashedWithMore', 'more')],
  ],
  [
    'a pick of what is gone',
    { head: 'fix', merged: 'squashed', commit: 'gone', picked: 'pick' },
    [
      untold('merge', 'gone', /not be fetched|cannot be fetched/),
      untold('pick', 'pick', /^its source ffffffffff can no longer be fetched$/),
    ],
  ],
];

const all = cases.map(([, told]) => changeOf(told));

test('what a person had a hand in on the way from the PR to the train', async () => {
  const remote = worldOf(await openRepository(clone), { devel: sha('far') }, null);
  const told: unknown[] = [];
  for (const change of all)
    told.push((await awaited(remote, alteredReader(remote, [change])([change])))[change.commit]);
  expect(cases.map(([name], at) => [name, told[at] ?? []])).toEqual(
    cases.map(([name, , expected]) => [name, expected]),
  );
});

test('many are told at once, and nothing is read where nothing came by a PR', async () => {
  const remote = worldOf(await openRepository(clone), { devel: sha('far') }, null);
  const distinct = all.filter(
    ({ commit: one }, at) => all.findLastIndex((other) => other.commit === one) === at,
  );
  const told = await awaited(remote, alteredReader(remote, distinct)(distinct));
  const expected = distinct.flatMap((change) => {
    const altered = cases[all.indexOf(change)]?.[2] ?? [];
    return altered.length === 0 ? [] : [[change.commit, altered]];
  });
  expect(told).toEqual(Object.fromEntries(expected));
  const broken = worldOf(await openRepository(emptyRepository()), {}, null);
  const bare = { commit: shaOf('1'), subject: 'Mend', pullRequest: null };
  expect(await awaited(broken, alteredReader(broken, [bare])([bare]))).toEqual({});
});
