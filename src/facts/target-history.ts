import type { Sha } from '../domain/git.ts';
import { listCommits, patchIds } from '../git/history.ts';
import { messageText, readCommits } from '../git/objects.ts';
import type { Repository } from '../git/repository.ts';
import { alreadyThere, type OwnCommit, type Place } from '../plans/already-there.ts';

/** Answers for one target whether a commit's change is on it already. */
export type AlreadyThere = (source: Sha) => Place | null;

/**
 * Reads what is on the target and not on the branches the sources come from, once for all sources.
 *
 * @param tip the target's commit
 * @param sources the commits that will be asked about
 */
export async function readTargetHistory(
  repo: Repository,
  tip: Sha,
  sources: readonly Sha[],
): Promise<AlreadyThere> {
  const own = await listCommits(repo, { include: [tip], exclude: [...sources] });
  const foreign = new Set(await listCommits(repo, { include: sources, exclude: [tip] }));
  const [data, patches] = [await readCommits(repo, own), await patchIds(repo, [...own, ...sources])];
  const history: OwnCommit[] = [...data.values()].map((commit) => ({
    sha: commit.sha,
    message: messageText(commit),
    patchId: patches.get(commit.sha) ?? null,
  }));
  return (sha) => {
    return alreadyThere({ sha, patchId: patches.get(sha) ?? null, ancestor: !foreign.has(sha) }, history);
  };
}
