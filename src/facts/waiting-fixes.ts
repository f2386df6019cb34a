import type { PullRequest } from '../domain/change.ts';
import type { Train } from '../domain/facts.ts';
import type { Stamp } from '../domain/plan.ts';
import type { WaitingFix } from '../domain/results.ts';
import type { Source } from '../plans/pick.ts';
import { selectedFixes } from './approved-sources.ts';
import { forecastPicks } from './forecast-picks.ts';
import { judgePicks } from './judge-picks.ts';
import { commitsOfPullRequest } from './pull-request-commits.ts';
import type { World } from './world.ts';

/** The fixes that are selected for a train and not on it, each with its approval and whether it applies by itself. */
export async function waitingFixes(
  world: World,
  train: Train,
  stamp: Stamp,
  now: number,
): Promise<WaitingFix[]> {
  if (world.github === null) return [];
  const selected = await selectedFixes(world, train.version);
  const waiting: WaitingFix[] = [];
  for (const pr of selected) {
    if (pr.state === 'CLOSED') continue;
    const fix = await waitingFix(world, train, pr, stamp, now);
    if (fix !== null) waiting.push(fix);
  }
  return waiting;
}

async function waitingFix(
  world: World,
  train: Train,
  pr: PullRequest,
  stamp: Stamp,
  now: number,
): Promise<WaitingFix | null> {
  const base = { pr: pr.number, title: pr.title, url: pr.url };
  if (pr.state === 'OPEN') {
    const reason = pr.isDraft ? 'it is a draft' : `it is not merged into ${pr.base} yet`;
    return { ...base, approved: false, reason, applies: 'not-merged' };
  }
  const { commits } = await commitsOfPullRequest(world, pr);
  const sources: Source[] = commits.map((commit) => ({ ...commit, pr: pr.number, refused: null }));
  const target = { branch: train.branch, version: train.version, tip: train.tip };
  const judged = await judgePicks(world, target, sources, new Map([[pr.number, pr]]), now);
  const forecasts = await forecastPicks(world.repo, { tip: train.tip, sources, committer: stamp.committer });
  if (forecasts.every((f) => f.outcome === 'already')) return null;
  const reason = judged.sources.find((s) => s.refused !== null)?.refused ?? null;
  const verdict = { ...base, approved: reason === null, reason };
  const paths = forecasts.flatMap((f) => (f.outcome === 'conflict' ? f.paths : []));
  if (paths.length > 0) return { ...verdict, applies: 'conflict', paths: [...new Set(paths)].sort() };
  return { ...verdict, applies: forecasts.some((f) => f.outcome === 'picked') ? 'clean' : 'empty' };
}
