import type { Sha } from '../../domain/git.ts';
import type { Repository } from '../../git/repository.ts';
import { type Places, placesIn } from '../../plans/presence/already-there.ts';
import { readHistoryAbout } from '../presence/target-history.ts';
import type { Landed } from './landed.ts';
import type { NotedUnit } from './noted-units.ts';

/** How changes stand to one commit. */
export interface Standing {
  /** All of it is there, whatever brought it, and was not taken back. */
  readonly isThere: (unit: NotedUnit) => boolean;
  /** Something of it is there. */
  readonly isPartly: (unit: NotedUnit) => boolean;
  /** The commits that took back what was there of it. */
  readonly takenBackBy: (unit: NotedUnit) => readonly Sha[];
}

/** Reads how changes stand to a commit, as `rel pick` and `rel where` decide it (`plans/presence/already-there.ts`). */
export async function standingAt(repo: Repository, tip: Sha, units: readonly NotedUnit[]): Promise<Standing> {
  const asked = units.flatMap(({ pullRequest, landed }) =>
    landed.flatMap(({ commit, parts }) => [
      { sha: commit, pr: pullRequest?.number ?? null },
      ...parts.map((sha) => ({ sha })),
    ]),
  );
  const places = new Map<Sha, Places>();
  if (asked.length > 0) {
    const { history, wanted } = await readHistoryAbout(repo, tip, asked);
    for (const [sha, change] of wanted) places.set(sha, placesIn(change, history)(tip));
  }
  const isHeld = (sha: Sha) => (places.get(sha)?.held.length ?? 0) > 0;
  const isAll = ({ commit, parts }: Landed) => isHeld(commit) || (parts.length > 0 && parts.every(isHeld));
  return {
    isThere: ({ landed }) => landed.every(isAll),
    isPartly: ({ landed }) => landed.some(({ commit, parts }) => [commit, ...parts].some(isHeld)),
    takenBackBy: ({ landed }) =>
      landed.flatMap(({ commit, parts }) =>
        [commit, ...parts].flatMap((sha) => (places.get(sha)?.lost ?? []).map(({ by }) => by)),
      ),
  };
}
