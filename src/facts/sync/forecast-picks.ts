import type { Stamp } from '../../domain/plan.ts';
import { shellWord } from '../../domain/shell-word.ts';
import type { SyncRequest } from '../../domain/sync-request.ts';
import type { TargetForecast } from '../../plans/picks/forecast.ts';
import { syncConflictWay } from '../../plans/sync/conflict-way.ts';
import { readHold } from '../hold.ts';
import { forecastBeside, keepsBack } from '../picks/forecast-beside.ts';
import { treeOf } from '../picks/forecast-picks.ts';
import { signPicks } from '../picks/sign-picks.ts';
import { readHistoryForPicks } from '../presence/target-history.ts';
import { requireGitHub } from '../requests/delivery-branch.ts';
import { type RequestsAtHand, readRequests } from '../requests/pick-requests.ts';
import { readRequestFacts } from '../requests/request-facts.ts';
import type { World } from '../world.ts';
import type { SyncFinding } from './findings.ts';
import { syncSources } from './sources.ts';
import type { SyncWay } from './way.ts';

export interface AskedOfSync {
  readonly request: SyncRequest;
  readonly stamp: Stamp;
}

/** What would come of picking what a branch lacks onto it. */
export interface SyncPicks {
  readonly forecast: TargetForecast;
  readonly requests: RequestsAtHand;
  readonly warnings: readonly string[];
}

/** Tries the missing changes on their branch as `rel pick` does, in landing order; no gate is asked. */
export async function forecastSyncPicks(
  world: World,
  finding: SyncFinding,
  { byRequest }: SyncWay,
  { request, stamp }: AskedOfSync,
): Promise<SyncPicks> {
  const { target } = finding;
  const { branch, version, product, tip } = target;
  const { committer } = stamp;
  const { sources, pullRequests, authors, warnings } = await syncSources(world, finding, request);
  const way = syncConflictWay(request, world.policy);
  if (request.onConflict === 'pull-request')
    requireGitHub(world, 'a conflict cannot get a PR', 'use another way (--on-conflict fail)');
  const goesOn = world.github !== null && way === 'pull-request';
  const requests = await readRequests(world, target, { sources, byRequest, whole: false });
  const { emptyReason } = await readHistoryForPicks(world.repo, tip, sources);
  const tried = await forecastBeside(world, target, {
    requests,
    goesOn,
    sources,
    committer,
    skips: request.skips.flatMap((skip) => (skip.target === branch ? [skip.source] : [])),
    // What is missing was decided with the files, which have the last word.
    history: { already: () => null, emptyReason },
  });
  const blocked = tried.some((forecast) => keepsBack(forecast, requests, goesOn));
  const forecasts = blocked ? tried : await signPicks(world, tried, committer);
  const told = await readRequestFacts(world, target, {
    ...{ requests, forecasts, pullRequests, authors, committer, goesOn },
  });
  const conflicting = told.forecasts.some(({ outcome }) => outcome === 'conflict');
  return {
    forecast: {
      ...{ branch, version: finding.kind === 'develop' ? null : version, product, before: tip },
      treeBefore: await treeOf(world.repo, requests.onto),
      judgements: [],
      again: `rel sync-hotfix --into ${shellWord(branch)}`,
      forecasts: told.forecasts,
      requests: told.requests,
      hold: version === null ? null : await readHold(world, { version }),
    },
    requests,
    warnings: [...told.warnings, ...(conflicting && goesOn ? warnings : [])],
  };
}
