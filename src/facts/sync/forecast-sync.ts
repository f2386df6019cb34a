import type { SyncForecast } from '../../plans/sync/sync.ts';
import { provePicks } from '../picks/prove-picks.ts';
import type { World } from '../world.ts';
import { type SyncFinding, syncFindings, toldOf } from './findings.ts';
import { forecastSyncMerge } from './forecast-merge.ts';
import { type AskedOfSync, forecastSyncPicks } from './forecast-picks.ts';
import { syncWay } from './way.ts';

export interface ForecastSync {
  readonly forecasts: readonly SyncForecast[];
  /** What a person should know although it stops nothing. */
  readonly warnings: readonly string[];
}

/** What a sync would do, a branch at a time (`syncFindings`): nothing is changed, and nothing refers to what is made. */
export async function forecastSync(world: World, asked: AskedOfSync): Promise<ForecastSync> {
  const forecasts: SyncForecast[] = [];
  const warnings: string[] = [];
  for (const finding of await syncFindings(world, asked.request.into)) {
    const told = await forecastOf(world, finding, asked);
    forecasts.push(told.forecast);
    warnings.push(...told.warnings.map((warning) => `${finding.target.branch}: ${warning}`));
  }
  return { forecasts, warnings };
}

async function forecastOf(
  world: World,
  finding: SyncFinding,
  asked: AskedOfSync,
): Promise<{ readonly forecast: SyncForecast; readonly warnings: readonly string[] }> {
  const { includeReverted } = asked.request;
  const base = { ...toldOf(finding), includeReverted };
  const wanted = finding.missing.filter(({ state }) => includeReverted || state.takenBackBy === null);
  if (wanted.length === 0 || finding.closed === true) {
    return { forecast: { ...base, target: null, merge: null, unrelated: false }, warnings: [] };
  }
  const way = await syncWay(world, finding, asked);
  const picks = await forecastSyncPicks(world, finding, way, asked);
  const merge = await forecastSyncMerge(world, { finding, picks, way }, asked);
  const [target = picks.forecast] = merge === null ? await provePicks(world.repo, [picks.forecast]) : [];
  const unrelated = merge === 'unrelated';
  return {
    forecast: { ...base, target, merge: merge === 'unrelated' ? null : merge, unrelated },
    warnings: [...way.warnings, ...picks.warnings],
  };
}
