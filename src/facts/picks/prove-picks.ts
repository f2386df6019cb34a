import type { Repository } from '../../git/repository.ts';
import type { Forecast, TargetForecast } from '../../plans/picks/forecast.ts';
import { sameByConstruction } from '../../plans/picks/proof.ts';
import { proofsOf } from './proofs.ts';

/**
 * Adds to every clean pick what comes of comparing it with its source, for all targets and picks together. It costs
 * nothing where all were made without a merge, since then each file is the source's own. A conflict that a person
 * resolved is held against the source, too: what they made of it stands on record.
 */
export async function provePicks(
  repo: Repository,
  targets: readonly TargetForecast[],
): Promise<TargetForecast[]> {
  const picks = targets.flatMap(({ forecasts }) => forecasts.filter((f) => f.outcome === 'picked'));
  const doubtful = picks.filter(({ direct, source }) => direct !== true || (source.change ?? null) !== null);
  const pairs = doubtful.map(({ source, commit }) => ({ source: source.sha, landed: commit }));
  const proofs = await proofsOf(repo, pairs);
  const proven = (forecast: Forecast): Forecast => {
    if (forecast.outcome !== 'picked') return forecast;
    return { ...forecast, proof: proofs[doubtful.indexOf(forecast)] ?? sameByConstruction };
  };
  return targets.map((target) => ({ ...target, forecasts: target.forecasts.map(proven) }));
}
