import { expect, test } from 'vitest';
import type { PullRequest } from '../../../src/domain/change.ts';
import type { EarlierHead } from '../../../src/domain/contents.ts';
import type { Read } from '../../../src/domain/errors.ts';
import { readContents } from '../../../src/facts/gates/contents.ts';
import { openRepository } from '../../../src/git/repository.ts';
import { awaited } from '../../support/awaited.ts';
import { pullRequestOf, shaOf } from '../../support/gate-facts.ts';
import {
  buildHistory,
  type CommitSpec,
  emptyRepository,
  git,
  type Snapshot,
} from '../../support/git-history.ts';
import { worldOf } from '../../support/world.ts';

const lines = Array.from({ length: 30 }, (_, at) => `line ${at}`);
/** The file with these lines changed. */
const edited = (...at: number[]): string =>
  lines.map((line, n) => (at.includes(n) ? `${line} edited\n` : `${line}\n`)).join('');
const own: Snapshot = { f: edited(20), other: 'x' };

/** What was at root, on devel since, approved, and pushed after it. */
const commits: CommitSpec[] = [
  { name: 'root', files: { f: edited(), other: 'x' } },
  { name: 'devel', parents: ['root'], files: { f: edited(2), other: 'y' } },
  { name: 'near', parents: ['root'], files: { f: edited(18), other: 'x' } },
  { name: 'approved', parents: ['root'], files: own },
  { name: 'baseMerged', parents: ['approved', 'devel'], files: { f: edited(2, 20), other: 'y' } },
  { name: 'evilMerge', parents: ['approved', 'devel'], files: { f: edited(2, 20), other: 'evil' } },
  { name: 'nearMerged', parents: ['approved', 'near'], files: { f: edited(18, 20), other: 'x' } },
  { name: 'rebased', parents: ['devel'], files: { f: edited(2, 20), other: 'y' } },
  { name: 'reworded', parents: ['root'], files: own, message: 'In other words\n' },
  { name: 'edit', parents: ['approved'], files: { ...own, more: 'z' } },
  { name: 'editBack', parents: ['edit'], files: own },
  {
    name: 'blank',
    parents: ['approved'],
    files: { ...own, f: edited(20).replace('20 edited', '20  edited') },
  },
  { name: 'allBack', parents: ['approved'], files: { f: edited(), other: 'x' } },
  { name: 'evil', parents: ['root'], files: { f: edited(), other: 'evil' } },
  { name: 'approvedOnEvil', parents: ['evil'], files: { f: edited(20), other: 'evil' } },
];
/** Each head as it was merged: onto devel or near where it holds that, else onto root. */
const merges = (head: CommitSpec, at: number): CommitSpec => {
  const onto = ['baseMerged', 'evilMerge', 'rebased'].includes(head.name)
    ? 'devel'
    : head.name === 'nearMerged'
      ? 'near'
      : 'root';
  return { name: `merge${at}`, parents: [onto, head.name], files: head.files };
};

const dir = emptyRepository();
const clone = emptyRepository();
const shas = buildHistory(dir, [...commits, ...commits.map(merges)], { 'refs/heads/devel': 'devel' });
git(clone, ['remote', 'add', 'origin', dir]);
const sha = (name: string) => shas[name] ?? shaOf('f');
const mergeOf = (head: string) => sha(`merge${commits.findIndex(({ name }) => name === head)}`);

interface Told {
  readonly head: string;
  readonly commits: number;
  readonly earlier?: string;
  readonly over?: Partial<PullRequest>;
}

let number = 0;
function pullRequest({ head, commits: commitCount, over = {} }: Told): PullRequest {
  number += 1;
  const merged = { headSha: sha(head), mergeCommit: mergeOf(head), commitCount };
  return pullRequestOf({ number, url: `pr/${number}`, ...merged, ...over });
}

/** What is said of each PR's earlier head, asked for all at once in a clone that has nothing yet. */
async function said(all: readonly Told[]): Promise<(Read<EarlierHead> | undefined)[]> {
  const repo = await openRepository(clone);
  const asked = all.map((told) => ({ pr: pullRequest(told), heads: [sha(told.earlier ?? 'approved')] }));
  const remote = worldOf(repo, { devel: sha('devel') }, null);
  const contents = await awaited(remote, readContents(remote, asked));
  return asked.map(({ pr, heads }) => contents[pr.url]?.[heads[0] ?? '']);
}

const same = { ok: true, value: { commits: 1, changed: [] } };
const changed = (...paths: string[]) => ({ ok: true, value: { commits: 1, changed: paths } });
const unread = (why: RegExp) => ({ ok: false, why: expect.stringMatching(why) });

const cases: [string, Told, unknown][] = [
  ['a merge of the base', { head: 'baseMerged', commits: 2 }, same],
  ['a rebase', { head: 'rebased', commits: 1 }, same],
  ['other words', { head: 'reworded', commits: 1 }, same],
  ['an edit and its revert', { head: 'editBack', commits: 3 }, same],
  ['an edit', { head: 'edit', commits: 2 }, changed('more')],
  ['a merge of the base that brings more', { head: 'evilMerge', commits: 2 }, changed('other')],
  ['a merge of what changed the lines beside it', { head: 'nearMerged', commits: 2 }, changed('f')],
  ['whitespace', { head: 'blank', commits: 2 }, changed('f')],
  ['nothing left', { head: 'allBack', commits: 2 }, unread(/changes nothing/)],
  [
    'a head that is gone',
    { head: 'edit', commits: 2, earlier: 'gone' },
    unread(/^its head ffffffffff can no longer/),
  ],
  [
    'a present head that is gone',
    { head: 'edit', commits: 2, over: { headSha: shaOf('e') } },
    unread(/eeeeeeeeee can no longer/),
  ],
  ['no merge commit', { head: 'edit', commits: 2, over: { mergeCommit: null } }, unread(/merged as/)],
  [
    'open, its base has gone on',
    { head: 'rebased', commits: 1, over: { state: 'OPEN', mergeCommit: null } },
    same,
  ],
  [
    'open, its base is gone',
    { head: 'rebased', commits: 1, over: { state: 'OPEN', base: 'gone' } },
    unread(/base gone is gone/),
  ],
  // Its first parent holds evil, so that only the last commit would seem to be the PR.
  [
    'pushed onto the base, with evil under it',
    { head: 'approvedOnEvil', commits: 2, over: { mergeCommit: sha('approvedOnEvil') } },
    unread(/counts 2 commits of it, git 1/),
  ],
  ['rebased onto evil', { head: 'approvedOnEvil', commits: 2 }, changed('other')],
  [
    'held by its base',
    { head: 'edit', commits: 1, over: { mergeCommit: sha('edit') } },
    unread(/its base holds/),
  ],
];

test('what became of a PR after it was approved', async () => {
  const reads = await said(cases.map(([, told]) => told));
  expect(cases.map(([name], at) => [name, reads[at]])).toEqual(
    cases.map(([name, , expected]) => [name, expected]),
  );
});

test('nothing is read where no head is asked for', async () => {
  const broken = worldOf(await openRepository(emptyRepository()), {}, null);
  expect(await awaited(broken, readContents(broken, [{ pr: pullRequestOf(), heads: [] }]))).toEqual({});
});
