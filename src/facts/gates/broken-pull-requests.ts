import type { Sha } from '../../domain/git.ts';
import type {
  BrokenPullRequest,
  BrokenPullRequests,
  OpenPullRequest,
  OpenPullRequests,
} from '../../domain/merge-forecast.ts';
import { relatedTo } from '../../git/history.ts';
import { mergeEachInMemory } from '../../git/merge-each.ts';
import { objectsExist } from '../../git/objects.ts';
import type { Repository } from '../../git/repository.ts';

/**
 * The open PRs that merge into their base as it is at `before` and would conflict at `after`, whatever brings the
 * base there: a merge, or picks. Their heads must have been fetched; one that is not here is not tried. All are merged
 * in one pass, and those that conflict in a second one.
 */
export async function brokenPullRequests(
  repo: Repository,
  { total, newest }: OpenPullRequests,
  { before, after }: { readonly before: Sha; readonly after: Sha },
): Promise<BrokenPullRequests> {
  const here = await objectsExist(
    repo,
    newest.map(({ headSha }) => headSha),
  );
  const tried = newest.filter(({ headSha }) => here.has(headSha));
  // What shares no history with its base merges neither before nor after.
  const related = await relatedTo(repo, before, [...new Set(tried.map(({ headSha }) => headSha))]);
  const whole = tried.filter(({ headSha }) => related.has(headSha));
  const then = await mergeEachInMemory(repo, after, whole.map(onto(after)));
  const stuck = whole.flatMap((pr, at): BrokenPullRequest[] => {
    const outcome = then[at];
    return outcome === undefined || outcome.clean ? [] : [{ ...pr, paths: outcome.paths }];
  });
  const today = await mergeEachInMemory(repo, before, stuck.map(onto(before)));
  return { total, tried: tried.length, broken: stuck.filter((_, at) => today[at]?.clean === true) };
}

const onto =
  (ours: Sha) =>
  ({ headSha }: OpenPullRequest) => ({ ours, theirs: headSha });
