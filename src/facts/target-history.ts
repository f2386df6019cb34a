import type { Sha } from '../domain/git.ts';
import { comparablePatchIds, listCommits, mergeBase } from '../git/history.ts';
import { messageText, readCommits } from '../git/objects.ts';
import type { Repository } from '../git/repository.ts';
import { alreadyThere, type OwnCommit, type Place } from '../plans/already-there.ts';

/** Answers for one target whether a commit's change is on it already. */
export type AlreadyThere = (source: Sha) => Place | null;

/**
 * Reads a target's history as far as the sources may be on it, once for all of them. Messages are read back to where
 * the oldest source left the target's line, since a revert may be part of a later source's history, too; patch-ids,
 * which cost more, only for what no source has.
 *
 * @param tip the target's commit
 * @param sources the commits that will be asked about
 */
export async function readTargetHistory(
  repo: Repository,
  tip: Sha,
  sources: readonly Sha[],
): Promise<AlreadyThere> {
  const [foreign, own] = await Promise.all([
    listCommits(repo, { include: sources, exclude: [tip] }),
    listCommits(repo, { include: [tip], exclude: [...sources] }),
  ]);
  const absent = new Set(foreign);
  const shared = await sharedPast(repo, sources, absent);
  const exclude = shared === null ? [] : [shared];
  const data = await readCommits(repo, await listCommits(repo, { include: [tip], exclude }));
  const patches = await comparablePatchIds(repo, own, sources);
  const history: OwnCommit[] = [...data.values()].map((commit) => ({
    sha: commit.sha,
    message: messageText(commit),
    patchId: patches.get(commit.sha) ?? null,
  }));
  return (sha) =>
    alreadyThere({ sha, patchId: patches.get(sha) ?? null, ancestor: !absent.has(sha) }, history);
}

/** A commit of the target that every source holds: nothing before it can have brought one. Null where there is none. */
async function sharedPast(
  repo: Repository,
  sources: readonly Sha[],
  absent: ReadonlySet<Sha>,
): Promise<Sha | null> {
  const parents = [...(await readCommits(repo, [...absent])).values()].flatMap((commit) => commit.parents);
  const [first, ...forks] = new Set([...parents, ...sources].filter((sha) => !absent.has(sha)));
  return first === undefined ? null : mergeBase(repo, first, ...forks);
}
