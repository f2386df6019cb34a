import type { Sha } from '../../domain/git.ts';
import { bareTitle } from '../sources/commit-words.ts';
import type { Wanted } from './already-there.ts';
import type { History, KnownCommit } from './own-history.ts';

/**
 * The newest commit by which the change is there because commits say that they are its PR; null where it is not.
 * Words alone are not believed: a commit with the change's author and author date is a cherry-pick of it; any others
 * count where together they touch every path of the change, and of the whole PR unless their titles say which part
 * of it they are. A number at the end of a title may only speak of the PR (`Follow up on the cart (#7)`), so that it
 * counts below the same title alone. `standing` is false for what is not on the branch or was reverted there.
 */
export function claimers(
  wanted: Wanted,
  history: History,
  standing: (commit: KnownCommit) => boolean,
): Sha | null {
  const { pullRequest } = wanted;
  if (pullRequest === null) return null;
  const parts = new Set(pullRequest.parts.map(({ sha }) => sha));
  const claiming = (history.byPullRequest.get(pullRequest.number) ?? []).filter(
    (commit) =>
      !parts.has(commit.sha) &&
      !commit.words.pickedFrom.some((sha) => parts.has(sha)) &&
      commit.words.isRevert === isRevert(wanted) &&
      (commit.words.pullRequests.includes(pullRequest.number) || partOf(wanted, commit) !== null) &&
      standing(commit),
  );
  const copy = claiming.findLast(({ author }) => author === wanted.author);
  if (copy !== undefined) return copy.sha;
  const whole = pullRequest.parts.length === 1;
  const own = claiming.filter((commit) => whole || partOf(wanted, commit) === wanted.sha);
  if (covers(own, wanted.paths)) return own.at(-1)?.sha ?? null;
  const ofAll = claiming.filter((commit) => partOf(wanted, commit) === null);
  const all = pullRequest.parts.flatMap(({ paths }) => paths);
  return covers(ofAll, all) ? (ofAll.at(-1)?.sha ?? null) : null;
}

const isRevert = ({ title }: Wanted): boolean => /^revert\b/i.test(title);

/** The part of the PR that a commit is by its author's date or its title; null where it may be all of it. */
function partOf({ pullRequest }: Wanted, { author, words }: KnownCommit): Sha | null {
  const parts = pullRequest?.parts ?? [];
  const byAuthor = parts.find((part) => part.author === author);
  const byTitle = parts.find((part) => bareTitle(part.title) === bareTitle(words.title));
  return (byAuthor ?? byTitle)?.sha ?? null;
}

function covers(commits: readonly KnownCommit[], paths: readonly string[]): boolean {
  const touched = new Set(commits.flatMap((commit) => commit.paths));
  return commits.length > 0 && paths.length > 0 && paths.every((path) => touched.has(path));
}
