import type { Sha } from '../../domain/git.ts';
import { listCommits, mergeBase } from '../../git/history.ts';
import { readCommits } from '../../git/objects.ts';
import type { Repository } from '../../git/repository.ts';
import { alreadyThere, type Place } from '../../plans/presence/already-there.ts';
import { emptyReason } from '../../plans/presence/empty-reason.ts';
import { withWholeReverts } from '../sources/whole-reverts.ts';
import { type Evidence, readEvidence } from './change-evidence.ts';
import type { AskedChange } from './whole-pull-requests.ts';

export type { AskedChange } from './whole-pull-requests.ts';

/** Answers for one target where a commit's change is on it already; null where it is not. */
export type AlreadyThere = (source: Sha) => Place | null;

/** What is known of one target's history. */
export interface TargetHistory {
  readonly already: AlreadyThere;
  /** Why picking it would change nothing, where it would. */
  readonly emptyReason: (source: Sha) => string;
}

/**
 * Reads a target's history as far as the sources may be on it, once for all of them: back to where the oldest source
 * left the target's line, since a revert may be part of a later source's history, too.
 *
 * @param tip the target's commit
 * @param sources the commits that will be asked about, in landing order, each with its PR where it has one
 */
export async function readHistoryForPicks(
  repo: Repository,
  tip: Sha,
  sources: readonly AskedChange[],
): Promise<TargetHistory> {
  const { history, wanted } = await readHistoryAbout(repo, tip, sources);
  const ofSource = <T>(sha: Sha, answer: (change: NonNullable<ReturnType<typeof wanted.get>>) => T): T => {
    const change = wanted.get(sha);
    if (change === undefined) throw new Error(`the commit ${sha} was not asked about`);
    return answer(change);
  };
  return {
    already: (sha) => ofSource(sha, (change) => alreadyThere(change, history, tip)),
    emptyReason: (sha) => ofSource(sha, (change) => emptyReason(change, history, tip)),
  };
}

/** What `readHistoryForPicks` reads, as it stands. */
export async function readHistoryAbout(
  repo: Repository,
  tip: Sha,
  sources: readonly AskedChange[],
): Promise<Evidence> {
  const shas = sources.map(({ sha }) => sha);
  const absent = new Set(await listCommits(repo, { include: shas, exclude: [tip] }));
  const shared = await sharedPast(repo, shas, absent);
  const commits = await listCommits(repo, { include: [tip], exclude: shared === null ? [] : [shared] });
  const isHeld = (sha: Sha) => !absent.has(sha);
  const evidence = await readEvidence(repo, { commits, asked: sources, isHeld });
  return { ...evidence, history: await withWholeReverts(repo, evidence, [tip]) };
}

/** The same for plain commits, whose PRs do not matter. */
export async function readTargetHistory(
  repo: Repository,
  tip: Sha,
  commits: readonly Sha[],
): Promise<AlreadyThere> {
  const asked = [...new Set(commits)].map((sha) => ({ sha }));
  return (await readHistoryForPicks(repo, tip, asked)).already;
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
