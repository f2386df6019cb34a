import type { NearCommit } from '../../domain/fix-state.ts';
import type { Sha } from '../../domain/git.ts';
import type { Wanted } from '../presence/already-there.ts';
import type { History, KnownCommit } from '../presence/own-history.ts';
import { bareTitle } from '../sources/commit-words.ts';
import { takenBackIn } from '../sources/taken-back.ts';

/** The commits of a branch that production has not, as far as its history was read. */
export interface OwnCommits {
  readonly history: History;
  readonly tip: Sha;
  readonly own: ReadonlySet<Sha>;
}

/** Those that are the change by author, author date and title, as a cherry-pick that was resolved by hand is, and stand. */
export function copiesOf(wanted: Wanted, { history, tip, own }: OwnCommits): KnownCommit[] {
  const takenBack = takenBackIn(history, null);
  return history.commits.filter(
    (commit) =>
      own.has(commit.sha) &&
      commit.author === wanted.author &&
      bareTitle(commit.words.title) === bareTitle(wanted.title) &&
      commit.paths.length > 0 &&
      takenBack(commit, tip) === null,
  );
}

const issue = /(?:^|[\s(])#(\d{1,9})\b/g;

/** The newest that touches one of the change's files and seems to speak of the same thing; null where none does. */
export function nearCommitOf(
  wanted: Wanted,
  message: string,
  { history, own }: OwnCommits,
): NearCommit | null {
  const paths = new Set(wanted.paths);
  const issues = new Set([...message.matchAll(issue)].map(([, number]) => number));
  const why = (commit: KnownCommit): NearCommit['why'] | null => {
    if (commit.author === wanted.author) return 'the same author and date';
    if (bareTitle(commit.words.title) === bareTitle(wanted.title)) return 'the same title';
    return [...commit.message.matchAll(issue)].some(([, number]) => issues.has(number))
      ? 'the same issue'
      : null;
  };
  for (const commit of [...history.commits].reverse()) {
    if (!own.has(commit.sha) || commit.words.isRevert || !commit.paths.some((path) => paths.has(path)))
      continue;
    const reason = why(commit);
    if (reason !== null) return { commit: commit.sha, subject: commit.words.title, why: reason };
  }
  return null;
}
