import type { Sha } from '../../domain/git.ts';
import type { PickRequest } from '../../domain/pick-request.ts';
import type { Stamp } from '../../domain/plan.ts';
import type { Refusal, Source, TargetForecast } from '../../plans/picks/forecast.ts';
import { conflictWay, deliveryWay } from '../../plans/picks/pick-ways.ts';
import { changeName, letThrough, type TakenPrerequisites } from '../../plans/picks/taken-prerequisites.ts';
import { comingWithOthers, withoutReverted } from '../../plans/sources/reverted-sources.ts';
import { recordJudgements } from '../gates/record-judgements.ts';
import { readHold } from '../hold.ts';
import { foreignSources } from '../product-paths.ts';
import { requireGitHub } from '../requests/delivery-branch.ts';
import { readRequests } from '../requests/pick-requests.ts';
import { readRequestFacts } from '../requests/request-facts.ts';
import { readSources, type Sources } from '../sources/sources.ts';
import type { Target } from '../targets.ts';
import type { World } from '../world.ts';
import { forecastBeside, keepsBack } from './forecast-beside.ts';
import { forecastWithNeeds } from './forecast-needs.ts';
import { treeOf } from './forecast-picks.ts';
import { type JudgedSources, judgePicks } from './judge-picks.ts';
import { signPicks } from './sign-picks.ts';

/** What is asked of one target. */
export interface AskedOfTarget {
  readonly target: Target;
  /** Those for this target, of all that was asked for. */
  readonly sources: Sources;
  readonly request: PickRequest;
  readonly stamp: Stamp;
}

/** What would come of the changes on one target: judged, tried in memory, and signed where the user signs. */
export async function forecastTarget(
  world: World,
  asked: AskedOfTarget,
): Promise<{ readonly forecast: TargetForecast; readonly warnings: readonly string[] }> {
  const { target, request, stamp } = asked;
  const { branch, version, product, tip } = target;
  const { committer } = stamp;
  const { withPrerequisites } = request;
  const tried = await forecastWithNeeds(world, { withPrerequisites, committer }, (taken) =>
    tryChanges(world, asked, taken),
  );
  const { requests, pullRequests, warnings, onto } = tried;
  const goesOn = conflictsGoOn(world, request);
  const blocked = tried.forecasts.some((forecast) => keepsBack(forecast, requests, goesOn));
  const forecasts = blocked ? tried.forecasts : await signPicks(world, tried.forecasts, committer);
  const options = { requests, forecasts, pullRequests, committer, goesOn };
  const told = await readRequestFacts(world, target, options);
  const treeBefore = await treeOf(world.repo, onto);
  const judgements = await recordJudgements(world, tried.judgements);
  const hold = version === null ? null : await readHold(world, { version });
  const common = { branch, version, product, before: tip, treeBefore, judgements, hold };
  return {
    forecast: { ...common, forecasts: told.forecasts, requests: told.requests },
    warnings: [...warnings, ...told.warnings],
  };
}

/** A fix that conflicts gets a PR of its own, and the others go on. */
const conflictsGoOn = ({ github, policy }: World, request: PickRequest): boolean =>
  github !== null && conflictWay(request, policy) === 'pull-request';

/** Tries what was asked for, and what that needs first as if the gates let it through. */
async function tryChanges(
  world: World,
  { target, sources: asked, request, stamp }: AskedOfTarget,
  taken: TakenPrerequisites,
) {
  const names = new Set([...asked.commits.map(changeName), ...taken.keys()]);
  const { commits, pullRequests, reverts } = taken.size === 0 ? asked : await readSources(world, [...names]);
  const resolved = commits.map((source) => ({ ...source, change: changeOf(request, target.branch, source) }));
  const foreign = await foreignSources(world, resolved);
  const own = resolved.filter(({ sha }) => !foreign.has(sha));
  const judged = withForeign(
    await judgePicks(world, target, own, pullRequests, Date.now()),
    resolved,
    foreign,
  );
  const named = { ...request, sources: [...request.sources, ...taken.keys()] };
  const wanted = request.approved ? judged.sources.filter((s) => isWanted(s, named)) : judged.sources;
  const { sources: left, warnings } = withoutReverted(wanted, reverts, named);
  const { sources, refusals } = letThrough(left, taken);
  if (request.onConflict === 'pull-request') {
    requireGitHub(world, 'a conflict cannot get a PR', 'use another way (--on-conflict fail)');
  }
  const byRequest = deliveryWay(request, world.policy) === 'pull-request';
  const requests = await readRequests(world, target, { sources, byRequest, whole: request.allOrNothing });
  const forecasts = await forecastBeside(world, target, {
    requests,
    goesOn: conflictsGoOn(world, request),
    sources,
    together: comingWithOthers(sources, reverts),
    committer: stamp.committer,
    skips: request.skips.flatMap((skip) => (skip.target === target.branch ? [skip.source] : [])),
  });
  const { judgements } = judged;
  return { onto: requests.onto, forecasts, refusals, warnings, requests, pullRequests, judgements };
}

/** What was judged, and what is not the product's, which no gate need look at, in the order of both. */
function withForeign(
  judged: JudgedSources,
  all: readonly Source[],
  foreign: ReadonlyMap<Sha, Refusal>,
): JudgedSources {
  const verdicts = new Map(judged.sources.map((source) => [source.sha, source]));
  const sources = all.map((source) => {
    const refused = foreign.get(source.sha);
    return refused === undefined ? (verdicts.get(source.sha) ?? source) : { ...source, refused };
  });
  return { ...judged, sources };
}

/** What a person made of the source's conflict on this branch; null where nobody had to. */
const changeOf = ({ resolutions }: PickRequest, branch: string, { sha }: Source) =>
  resolutions.find(({ target, source }) => target === branch && source === sha)?.change ?? null;

/** With --approved what is not approved is left out; what was named or ticked stays in and is refused. */
const isWanted = (source: Source, { chosen, sources }: PickRequest): boolean =>
  source.refused === null || chosen !== undefined || sources.includes(changeName(source));
