import type { PickOfTarget } from '../../domain/results.ts';
import type { Forecast, Refusal, Source } from './forecast.ts';
import type { Needs } from './prerequisites.ts';

/** What stands for all commits of a change, and what `rel pick` takes for it: `#231`, or a commit's whole SHA. */
export const changeName = ({ pr, sha }: Pick<Source, 'pr' | 'sha'>): string => (pr === null ? sha : `#${pr}`);

/** What is picked since something else needs it first, by name (`changeName`): the changes that need it. */
export type TakenPrerequisites = ReadonlyMap<string, readonly Source[]>;

/** The sources as they are tried: prerequisites as if the gates let them through, and why those do not. */
export function letThrough(
  sources: readonly Source[],
  taken: TakenPrerequisites,
): { readonly sources: readonly Source[]; readonly refusals: ReadonlyMap<string, Refusal> } {
  const refusals = new Map<string, Refusal>();
  const tried = sources.map((source): Source => {
    const neededBy = taken.get(changeName(source));
    if (neededBy === undefined) return source;
    if (source.refused !== null) refusals.set(changeName(source), source.refused);
    return { ...source, refused: null, neededBy };
  });
  return { sources: tried, refusals };
}

/**
 * The changes that conflict, each with those of its commits that were tried, in landing order. One whose paths are not
 * known was not tried: its conflict waits elsewhere.
 */
export function conflictingChanges(forecasts: readonly Forecast[]): Source[][] {
  const tried = forecasts.filter(({ outcome }) => ['picked', 'empty', 'conflict'].includes(outcome));
  const names = new Set(
    tried.flatMap((f) => (f.outcome === 'conflict' && f.paths.length > 0 ? [changeName(f.source)] : [])),
  );
  return [...names].map((name) =>
    tried.flatMap(({ source }) => (changeName(source) === name ? [source] : [])),
  );
}

/** The same forecasts, where each conflict of a change says what that needs first. */
export function withNeeds(forecasts: readonly Forecast[], needs: ReadonlyMap<string, Needs>): Forecast[] {
  return forecasts.map((forecast) => {
    const own = needs.get(changeName(forecast.source));
    return forecast.outcome === 'conflict' && own !== undefined ? { ...forecast, needs: own } : forecast;
  });
}

/**
 * What becomes of picks that were tried with their prerequisites as if those were let through: the prerequisites that
 * the gates refuse are refused, and with them what needs them.
 *
 * @param refusals why the gates refuse a prerequisite, by its name
 * @param needs what each change needs first, by its name
 */
export function refusePrerequisites(
  forecasts: readonly Forecast[],
  refusals: ReadonlyMap<string, Refusal>,
  needs: ReadonlyMap<string, Needs>,
): Forecast[] {
  return forecasts.map((forecast): Forecast => {
    const { source, outcome } = forecast;
    if (outcome !== 'picked' && outcome !== 'empty') return forecast;
    const refusal = refusals.get(changeName(source));
    if (refusal !== undefined) return { source, outcome: 'refused', refusal };
    const own = needs.get(changeName(source));
    const missing = new Set(own?.commits.flatMap(({ name }) => (refusals.has(name) ? [name] : [])));
    if (own === undefined || missing.size === 0) return forecast;
    const remedies = [...missing].flatMap((name) => refusals.get(name)?.remedy ?? []);
    const reason = `it needs ${[...missing].join(', ')} first, which may not be picked`;
    return { source, outcome: 'refused', refusal: { reason, remedy: remedies.join('\n') }, needs: own };
  });
}

/** What is told of a change's needs, as results hold it. */
export const neededRows = ({ are, commits }: Needs): Pick<PickOfTarget, 'needs' | 'needsAre'> => ({
  needs: commits.map((commit) => ({ ...named(commit), subject: commit.subject })),
  needsAre: are,
});

const named = ({ pr, sha }: Pick<Source, 'pr' | 'sha'>) => ({ ...(pr === null ? {} : { pr }), source: sha });

/** What a pick's row says of what it needs, and of what needs it. */
export function needsRow(forecast: Forecast): Pick<PickOfTarget, 'needs' | 'needsAre' | 'neededBy'> {
  const { neededBy = [] } = forecast.source;
  const needs =
    forecast.outcome === 'conflict' || forecast.outcome === 'refused' ? forecast.needs : undefined;
  return {
    ...(neededBy.length === 0 ? {} : { neededBy: neededBy.map(named) }),
    ...(needs === undefined ? {} : neededRows(needs)),
  };
}
