import type { Sha } from '../domain/git.ts';
import type { Proof } from '../domain/proof.ts';
import { readPatches } from '../git/patches.ts';
import type { Repository } from '../git/repository.ts';
import type { Forecast, TargetForecast } from '../plans/pick.ts';
import { prove, sameByConstruction } from '../plans/proof.ts';

/**
 * Adds to every clean pick what comes of comparing it with its source. Two processes for all targets and picks
 * together, none where all were made without a merge, since then each file is the source's own. A conflict that a
 * person resolved is held against the source, too: what they made of it stands on record.
 *
 * @throws GitFailure where a source's parent is not here.
 */
export async function provePicks(
  repo: Repository,
  targets: readonly TargetForecast[],
): Promise<TargetForecast[]> {
  const picked = targets.flatMap(({ forecasts }) => forecasts.filter((f) => f.outcome === 'picked'));
  const commits = picked
    .filter((pick) => !isSame(pick))
    .flatMap(({ source, commit }): Sha[] => [source.sha, commit]);
  const patches = await readPatches(repo, commits);
  const proofOf = (pick: Picked): Proof =>
    isSame(pick)
      ? sameByConstruction
      : prove(patches.get(pick.source.sha) ?? [], patches.get(pick.commit) ?? []);
  const proven = (forecast: Forecast): Forecast =>
    forecast.outcome === 'picked' ? { ...forecast, proof: proofOf(forecast) } : forecast;
  return targets.map((target) => ({ ...target, forecasts: target.forecasts.map(proven) }));
}

type Picked = Extract<Forecast, { outcome: 'picked' }>;

const isSame = ({ direct, source }: Picked): boolean => direct === true && (source.change ?? null) === null;
