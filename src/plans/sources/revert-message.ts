import type { Sha } from '../../domain/git.ts';

/** What a commit's own words say it takes back. */
export interface Reverted {
  /** Lower-case SHAs as they stand there: whole ones, and beginnings of seven digits or more (`git revert --reference`). */
  readonly commits: readonly string[];
  readonly pullRequests: readonly number[];
}

const sha = '[0-9a-f]{7,64}\\b';
const between = '(?:,?\\s+and\\s+|,\\s*|[ \\t]*\\n[ \\t]*(?:[-*][ \\t]+)?)';
const commitList = new RegExp(
  `^(?:this )?reverts? commits?:?\\s+(?:[-*]\\s+)?(${sha}(?:${between}${sha})*)`,
  'gim',
);
const pullRequest =
  '(?:(?:pr|pull request) )?(?:([\\w.-]+\\/[\\w.-]+)?#(\\d{1,9})\\b|(https?:\\/\\/\\S+\\/pull\\/\\d{1,9})\\b)';
const pullRequestLine = new RegExp(`^(?:this )?reverts?:? ${pullRequest}`, 'gim');

/**
 * What a commit with this message reverts, by its words: git's own (`This reverts commit SHA`, of a merge, of several,
 * by `--reference`), those of GitHub's button (`Reverts OWNER/NAME#7`), and a title that quotes one with its PR's
 * number (`Revert "Mend the cart (#7)" (#9)`), which is all that is left of a squash by title. Words of a partial
 * revert say nothing.
 *
 * @param repository OWNER/NAME, where it is known: a PR of a repository with another NAME is not ours. The owner may
 *   differ, since a transferred repository keeps its old name in messages.
 */
export function revertedBy(message: string, repository: string | null = null): Reverted {
  const commits = [...message.matchAll(commitList)].flatMap(
    ([, listed = '']) => listed.match(new RegExp(sha, 'gi')) ?? [],
  );
  const named = [...message.matchAll(pullRequestLine)].flatMap(([, where, number, url]) => {
    const [, from = where, n = number] = /\/([\w.-]+\/[\w.-]+)\/pull\/(\d+)$/.exec(url ?? '') ?? [];
    return isOurs(from, repository) ? [Number(n)] : [];
  });
  const quoted = quotedPullRequest(titleOf(message));
  return {
    commits: [...new Set(commits.map((name) => name.toLowerCase()))],
    pullRequests: [...new Set([...named, ...(quoted === null ? [] : [quoted])])],
  };
}

/** True where one of the names that `revertedBy` found is this commit's. */
export const namesCommit = (names: readonly string[], commit: Sha): boolean =>
  names.some((name) => commit.startsWith(name));

/** A commit's title; of GitHub's merge of a PR that PR's title, which stands below. */
function titleOf(message: string): string {
  const lines = message.split('\n').flatMap((line) => line.trim() || []);
  return (/^Merge pull request #\d+ from /.test(lines[0] ?? '') ? lines[1] : lines[0]) ?? '';
}

/** The PR whose title a revert's title holds: in quotes, or after `revert:` and before the revert's own number. */
function quotedPullRequest(title: string): number | null {
  const inner =
    /^revert "(.*)"(?: \(#\d+\))?$/i.exec(title)?.[1] ??
    /^revert(?:\([^)]*\))?!?: (.*) \(#\d+\)$/i.exec(title)?.[1];
  const number = /\(#(\d{1,9})\)$/.exec(inner ?? '')?.[1];
  return number === undefined ? null : Number(number);
}

function isOurs(named: string | undefined, repository: string | null): boolean {
  if (named === undefined || repository === null) return true;
  const nameOf = (slug: string) => slug.slice(slug.indexOf('/') + 1).toLowerCase();
  return nameOf(named) === nameOf(repository);
}
