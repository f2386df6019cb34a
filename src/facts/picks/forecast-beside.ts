import type { Sha } from '../../domain/git.ts';
import type { Forecast, Source } from '../../plans/picks/forecast.ts';
import type { DeliveryBranch } from '../../plans/requests/request-facts.ts';
import { readHistoryForPicks, type TargetHistory } from '../presence/target-history.ts';
import { type ConflictAtHand, fixOf, type RequestsAtHand, waitsIn } from '../requests/pick-requests.ts';
import type { Target } from '../targets.ts';
import type { World } from '../world.ts';
import { type ForecastOptions, forecastPicks, settledWithout } from './forecast-picks.ts';

export interface BesideOptions extends Omit<ForecastOptions, 'tip'> {
  readonly requests: RequestsAtHand;
  /** True where a fix that conflicts gets a PR of its own, and the others go on without it. */
  readonly goesOn: boolean;
}

/**
 * Tries the picks as `forecastPicks` does, beside what waits elsewhere: a fix that waits for a PR is there already, and
 * one whose conflict has a branch of its own, or gets one, is whole or not at all: the others are tried without any
 * of it.
 */
export async function forecastBeside(
  { repo }: World,
  target: Target,
  { requests, goesOn, ...options }: BesideOptions,
): Promise<Forecast[]> {
  const { sources, skips = [], together = new Map<Sha, Sha>() } = options;
  const { delivery, conflicts, onto } = requests;
  if (delivery === null && conflicts.size === 0 && !goesOn) {
    return forecastPicks(repo, { ...options, tip: target.tip });
  }
  const history = options.history ?? (await readHistoryForPicks(repo, target.tip, sources));
  // What nobody has worked on is tried again: what it needed first may have come.
  const worked = ({ closed, tip, made }: ConflictAtHand) => closed === null && tip !== made;
  const apart = new Set([...conflicts].flatMap(([fix, branch]) => (worked(branch) ? [fix] : [])));
  const seen = new Map<Sha, Forecast>();
  for (;;) {
    const left = sources.filter(
      (source) => waitingFor(source, delivery, history, target) === null && !apart.has(fixOf(source)),
    );
    const shas = new Set(left.map(({ sha }) => sha));
    const pairs = new Map([...together].filter(([sha, other]) => shas.has(sha) && shas.has(other)));
    const tried = await forecastPicks(repo, {
      ...options,
      tip: onto,
      sources: left,
      history,
      together: pairs,
    });
    const found = tried.filter(
      ({ outcome, source }) => outcome === 'conflict' && (goesOn || conflicts.has(fixOf(source))),
    );
    const fixes = new Set(found.map(({ source }) => fixOf(source)));
    for (const fix of fixes) apart.add(fix);
    for (const forecast of found) seen.set(forecast.source.sha, forecast);
    if (tried.some(({ outcome, source }) => outcome === 'picked' && fixes.has(fixOf(source)))) continue;
    const forecasts = new Map(tried.map((forecast) => [forecast.source.sha, forecast]));
    return sources.map(
      (source): Forecast =>
        forecasts.get(source.sha) ??
        seen.get(source.sha) ??
        waitingFor(source, delivery, history, target) ??
        settledWithout(source, history, new Set(skips)) ?? { source, outcome: 'conflict', onto, paths: [] },
    );
  }
}

/** Whether a forecast keeps the target as it is: a refusal, or a conflict that nothing else holds. */
export function keepsBack(forecast: Forecast, { conflicts }: RequestsAtHand, goesOn: boolean): boolean {
  if (forecast.outcome !== 'conflict') return forecast.outcome === 'refused';
  return !goesOn && !conflicts.has(fixOf(forecast.source));
}

/** A pick that waits on the branch of the target's PR; null where it does not, or is on the target by now. */
function waitingFor(
  source: Source,
  delivery: DeliveryBranch | null,
  { already }: TargetHistory,
  { branch }: Target,
): Forecast | null {
  if (delivery?.kind !== 'go-on') return null;
  const waiting = delivery.waiting.find((pick) => pick.source === source.sha);
  if (waiting === undefined || already(source.sha) !== null) return null;
  const reason = waitsIn(delivery, branch);
  return { source, outcome: 'already', commit: waiting.commit, reason, waits: delivery.head };
}
