import type { Sha } from '../../domain/git.ts';
import type { Repository } from '../../git/repository.ts';
import { placesIn } from '../../plans/presence/already-there.ts';
import type { History } from '../../plans/presence/own-history.ts';
import type { Evidence } from '../presence/change-evidence.ts';
import { withInversesOfSets } from './revert-content.ts';

/**
 * The history with the commits that take back at once, whatever they say, all that a PR of several commits was picked
 * as on one of the branches.
 *
 * @param tips those of the branches
 */
export async function withWholeReverts(
  repo: Repository,
  { history, wanted }: Evidence,
  tips: readonly Sha[],
): Promise<History> {
  const pullRequests = new Map(
    [...wanted.values()].map(({ pullRequest }) => [pullRequest?.number, pullRequest]),
  );
  const sets = new Map<string, readonly Sha[]>();
  for (const whole of pullRequests.values()) {
    if (whole === null || whole.parts.length < 2) continue;
    const parts = whole.parts.flatMap(({ sha }) => wanted.get(sha) ?? []);
    const places = parts.map((part) => placesIn(part, history));
    for (const tip of tips) {
      const set = places.flatMap((at) => at(tip).held[0]?.commit ?? []);
      if (set.length === parts.length) sets.set(set.join(' '), set);
    }
  }
  return sets.size === 0 ? history : withInversesOfSets(repo, history, [...sets.values()]);
}
