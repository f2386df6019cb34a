import type { PickRequest } from '../../domain/pick-request.ts';
import type { Stamp } from '../../domain/plan.ts';
import type { TargetForecast } from '../../plans/picks/forecast.ts';
import { selectedFixes } from '../sources/approved-sources.ts';
import { readSources, sourcesNamed } from '../sources/sources.ts';
import { readTargets, type Target } from '../targets.ts';
import type { World } from '../world.ts';
import { forecastTarget } from './forecast-target.ts';
import { provePicks } from './prove-picks.ts';

/** What would come of a request on each of its targets, and the request with every name in it resolved. */
export interface PickForecast {
  readonly request: PickRequest;
  readonly targets: readonly TargetForecast[];
  /** What a person should know although it stops nothing. */
  readonly warnings: readonly string[];
}

/**
 * Resolves what `rel pick` was asked for, judges it and tries it in memory, a target at a time.
 *
 * @throws RelError as `readTargets` and `readSources` do.
 */
export async function forecastPick(world: World, asked: PickRequest, stamp: Stamp): Promise<PickForecast> {
  const targets = await readTargets(world, asked.into);
  const named = await Promise.all(targets.map((target) => askedFor(world, target, asked)));
  const tips = targets.map(({ tip }) => tip);
  const all = await readSources(world, [...new Set([...asked.sources, ...named.flat()])], tips);
  const sources = asked.sources.map((text) => all.names.get(text) ?? text);
  const request: PickRequest = { ...asked, sources, into: targets.map((target) => target.branch) };
  const forecasts: TargetForecast[] = [];
  const warnings = [...all.warnings];
  for (const [at, target] of targets.entries()) {
    const commits = sourcesNamed(all, named[at] ?? []);
    const told = await forecastTarget(world, { target, sources: { ...all, commits }, request, stamp });
    forecasts.push(told.forecast);
    warnings.push(...told.warnings.map((warning) => `${target.branch}: ${warning}`));
  }
  return { request, targets: await provePicks(world.repo, forecasts), warnings };
}

/** What is asked for on one target: what was named, and with --approved what is selected for its version. */
async function askedFor(world: World, target: Target, request: PickRequest): Promise<string[]> {
  if (!request.approved || target.version === null) return request.sources;
  const chosen = request.chosen?.filter((one) => one.target === target.branch).map(({ pr }) => `#${pr}`);
  if (chosen !== undefined) return [...new Set([...request.sources, ...chosen])];
  const fixes = await selectedFixes(world, target.version);
  const merged = fixes.filter((pr) => pr.state === 'MERGED').map((pr) => `#${pr.number}`);
  return [...new Set([...request.sources, ...merged])];
}
