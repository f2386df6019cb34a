import type { Train } from '../../domain/facts.ts';
import type { Sha } from '../../domain/git.ts';
import type { Stamp } from '../../domain/plan.ts';
import { isAncestor } from '../../git/history.ts';
import type { SyncForecast } from '../../plans/sync/sync.ts';
import { compareVersions } from '../../plans/versions.ts';
import { missingFixes } from '../missing/missing-fixes.ts';
import { prepareMerge } from '../objects.ts';
import { forecastPicks, treeOf } from '../picks/forecast-picks.ts';
import { signPicks } from '../picks/sign-picks.ts';
import type { World } from '../world.ts';

/** What a sync would do: the develop branch first, then each live RC. Empty where there is no production branch. */
export async function forecastSync(world: World, stamp: Stamp): Promise<SyncForecast[]> {
  const production = world.production.sha;
  if (production === null) return [];
  const forecasts = [await forecastDevelop(world, production, stamp)];
  for (const train of syncedTrains(world))
    forecasts.push(await forecastTrain(world, train, production, stamp));
  return forecasts;
}

/** The live RCs that come after what is released: what is on production belongs on them too. */
function syncedTrains(world: World): Train[] {
  const newest = world.released.at(-1)?.version;
  return world.live.filter(
    (train) => train.kind === 'rc' && (newest === undefined || compareVersions(train.version, newest) > 0),
  );
}

async function forecastDevelop(world: World, production: Sha, stamp: Stamp): Promise<SyncForecast> {
  const { repo, develop } = world;
  const { branch, sha: before } = develop;
  const missing = (await missingFixes(world, production, before)).map(({ sha, subject }) => ({
    sha,
    subject,
  }));
  const base = { kind: 'merge' as const, branch, before, missing };
  if (missing.length === 0) return { ...base, merge: { kind: 'fast-forward', to: before } };
  if (await isAncestor(repo, before, production))
    return { ...base, merge: { kind: 'fast-forward', to: production } };
  const merge = await prepareMerge(world, {
    target: branch,
    into: branch,
    ours: before,
    theirs: production,
    committer: stamp.committer,
    message: `Sync ${world.production.branch} into ${branch}\n`,
  });
  return { ...base, merge };
}

async function forecastTrain(
  world: World,
  train: Train,
  production: Sha,
  stamp: Stamp,
): Promise<SyncForecast> {
  const { repo } = world;
  const { branch, version, tip } = train;
  const fixes = await missingFixes(world, production, tip);
  const sources = fixes.map((fix) => fix.source);
  const tried = await forecastPicks(repo, { tip, sources, committer: stamp.committer });
  const blocked = tried.some((f) => f.outcome === 'conflict' || f.outcome === 'refused');
  const forecasts = blocked ? tried : await signPicks(world, tried, stamp.committer);
  return {
    kind: 'picks',
    missing: fixes.map(({ sha, subject }) => ({ sha, subject })),
    target: {
      branch,
      version,
      product: world.policy.product?.name,
      before: tip,
      treeBefore: await treeOf(repo, tip),
      forecasts,
      judgements: [],
    },
  };
}
