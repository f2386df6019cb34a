import type { PullRequest } from '../domain/change.ts';
import type { Train } from '../domain/facts.ts';
import type { Stamp } from '../domain/plan.ts';
import type { WaitingFix } from '../domain/results.ts';
import type { Forecast, Source } from '../plans/pick.ts';
import { selectedFixes } from './approved-sources.ts';
import { forecastPicks } from './forecast-picks.ts';
import { judgePicks } from './judge-picks.ts';
import { commitsOfPullRequests } from './pull-request-commits.ts';
import { readHistoryForPicks } from './target-history.ts';
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
  const unmerged = selected.filter((pr) => pr.state === 'OPEN').map(unmergedFix);
  const merged = selected.filter((pr) => pr.state === 'MERGED');
  const resolved = await commitsOfPullRequests(world, merged);
  const sources = [...resolved].flatMap(([pr, { commits }]) =>
    commits.map((c) => ({ ...c, pr, refused: null })),
  );
  const history = await readHistoryForPicks(world.repo, train.tip, sources);
  const waiting: WaitingFix[] = [];
  for (const pr of merged) {
    const own = sources.filter((source) => source.pr === pr.number && history.already(source.sha) === null);
    if (own.length === 0) continue;
    const { committer } = stamp;
    const forecasts = await forecastPicks(world.repo, { tip: train.tip, sources: own, committer, history });
    waiting.push(waitingFix(pr, await refusal(world, train, own, pr, now), forecasts));
  }
  return [...waiting, ...unmerged].sort((a, b) => a.pr - b.pr);
}

const described = ({ number, title, url }: PullRequest) => ({ pr: number, title, url });

function unmergedFix(pr: PullRequest): WaitingFix {
  const reason = pr.isDraft ? 'it is a draft' : `it is not merged into ${pr.base} yet`;
  return { ...described(pr), approved: false, reason, applies: 'not-merged' };
}

/** Why the gates of `pick` refuse the PR; null where they let it pass. */
async function refusal(
  world: World,
  { branch, version, tip }: Train,
  sources: readonly Source[],
  pr: PullRequest,
  now: number,
): Promise<string | null> {
  const judged = await judgePicks(world, { branch, version, tip }, sources, new Map([[pr.number, pr]]), now);
  return judged.sources.find((source) => source.refused !== null)?.refused?.reason ?? null;
}

function waitingFix(pr: PullRequest, reason: string | null, forecasts: readonly Forecast[]): WaitingFix {
  const fix = { ...described(pr), approved: reason === null, reason };
  const paths = forecasts.flatMap((f) => (f.outcome === 'conflict' ? f.paths : []));
  if (paths.length > 0) return { ...fix, applies: 'conflict', paths: [...new Set(paths)].sort() };
  return { ...fix, applies: forecasts.some((f) => f.outcome === 'picked') ? 'clean' : 'empty' };
}
