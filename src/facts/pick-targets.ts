import type { PickRequest } from '../domain/pick-request.ts';
import type { Stamp } from '../domain/plan.ts';
import type { Source, TargetForecast } from '../plans/pick.ts';
import { conflictWay, deliveryWay } from '../plans/pick-ways.ts';
import { comingWithOthers, withoutReverted } from '../plans/reverted-sources.ts';
import { selectedFixes } from './approved-sources.ts';
import { treeOf } from './forecast-picks.ts';
import { judgePicks } from './judge-picks.ts';
import { forecastBeside, keepsBack, readRequests } from './pick-requests.ts';
import { provePicks } from './prove-picks.ts';
import { readRequestFacts } from './request-facts.ts';
import { signPicks } from './sign-picks.ts';
import { readSources, type Sources, sourcesNamed } from './sources.ts';
import { readTargets, type Target } from './targets.ts';
import type { World } from './world.ts';

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
  const all = await readSources(world, [...new Set([...asked.sources, ...named.flat()])]);
  const sources = asked.sources.map((text) => all.names.get(text) ?? text);
  const request: PickRequest = { ...asked, sources, into: targets.map((target) => target.branch) };
  const forecasts: TargetForecast[] = [];
  const warnings = [...all.warnings];
  for (const [at, target] of targets.entries()) {
    const commits = sourcesNamed(all, named[at] ?? []);
    const told = await forecastTarget(world, target, { ...all, commits }, request, stamp);
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

async function forecastTarget(
  world: World,
  target: Target,
  { commits, pullRequests, reverts }: Sources,
  request: PickRequest,
  stamp: Stamp,
): Promise<{ readonly forecast: TargetForecast; readonly warnings: readonly string[] }> {
  const { branch, version, tip } = target;
  const goesOn = world.github !== null && conflictWay(request, world.policy) === 'pull-request';
  const resolved = commits.map((source) => ({ ...source, change: changeOf(request, branch, source) }));
  const judged = await judgePicks(world, target, resolved, pullRequests, Date.now());
  const approved = request.approved ? judged.sources.filter((s) => wanted(s, request)) : judged.sources;
  const { sources, warnings } = withoutReverted(approved, reverts, request);
  const byRequest = deliveryWay(request, world.policy) === 'pull-request';
  const requests = await readRequests(world, target, { sources, byRequest });
  const { committer } = stamp;
  const tried = await forecastBeside(world, target, {
    requests,
    goesOn,
    sources,
    together: comingWithOthers(sources, reverts),
    committer,
    skips: request.skips.flatMap((skip) => (skip.target === branch ? [skip.source] : [])),
  });
  const blocked = tried.some((forecast) => keepsBack(forecast, requests, goesOn));
  const forecasts = blocked ? tried : await signPicks(world, tried, committer);
  const told = await readRequestFacts(world, target, {
    requests,
    forecasts,
    pullRequests,
    committer,
    goesOn,
  });
  const { judgements } = judged;
  const treeBefore = await treeOf(world.repo, requests.onto);
  return { forecast: { branch, version, before: tip, treeBefore, judgements, ...told }, warnings };
}

/** What a person made of the source's conflict on this branch; null where nobody had to. */
const changeOf = ({ resolutions }: PickRequest, branch: string, { sha }: Source) =>
  resolutions.find(({ target, source }) => target === branch && source === sha)?.change ?? null;

/** With --approved what is not approved is left out; what was named or ticked stays in and is refused. */
const wanted = (source: Source, request: PickRequest): boolean =>
  source.refused === null ||
  request.chosen !== undefined ||
  request.sources.includes(source.pr === null ? source.sha : `#${source.pr}`);
