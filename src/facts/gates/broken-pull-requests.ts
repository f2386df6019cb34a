import type { Sha } from '../../domain/git.ts';
import type { BrokenPullRequest, BrokenPullRequests, OpenPullRequests } from '../../domain/merge-forecast.ts';
import { mergeBase } from '../../git/history.ts';
import { type MergeOutcome, mergeInMemory } from '../../git/merge.ts';
import { objectsExist } from '../../git/objects.ts';
import type { Repository } from '../../git/repository.ts';

/**
 * The open PRs that merge into their base as it is at `before` and would conflict at `after`, whatever brings the
 * base there: a merge, or picks. Their heads must have been fetched; one that is not here is not tried. A merge in
 * memory for each PR, and a second one for those that conflict.
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
  const broken: BrokenPullRequest[] = [];
  for (const pr of tried) {
    const then = await tryMerge(repo, after, pr.headSha);
    if (then.clean) continue;
    const today = await tryMerge(repo, before, pr.headSha);
    if (today.clean) broken.push({ ...pr, paths: then.paths });
  }
  return { total, tried: tried.length, broken };
}

/** A head without history in common with its base merges neither before nor after. */
async function tryMerge(repo: Repository, base: Sha, head: Sha): Promise<MergeOutcome> {
  if ((await mergeBase(repo, base, head)) === null) return { clean: false, paths: [] };
  return mergeInMemory(repo, { ours: base, theirs: head, attributes: base });
}
