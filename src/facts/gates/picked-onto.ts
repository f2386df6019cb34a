import type { Sha } from '../../domain/git.ts';
import { listCommits } from '../../git/history.ts';
import { missingFixes } from '../missing/missing-fixes.ts';
import { forecastPicks } from '../picks/forecast-picks.ts';
import type { World } from '../world.ts';

/** What a branch is at before and after something was brought onto it, or where that conflicts. */
export type Brought = { readonly before: Sha; readonly after: Sha } | { readonly paths: readonly string[] };

const nobody = { name: 'rel', email: '', when: '0 +0000' };

/**
 * Picks onto a branch what a commit has and the branch has not, as a sync would once the commit is released. What
 * production has already comes first: it is on the branch before the rest, and where it conflicts itself, that is for the
 * sync that is due (and not for this commit) to say.
 */
export async function pickedOnto(world: World, sha: Sha, tip: Sha): Promise<Brought> {
  const { repo, production } = world;
  const sources = (await missingFixes(world, sha, tip)).map(({ source }) => source);
  const exclude = production.sha === null ? [] : [production.sha];
  const own = new Set(await listCommits(repo, { include: sources.map((source) => source.sha), exclude }));
  const isOwn = (source: { readonly sha: Sha }) => own.has(source.sha);
  const ordered = [...sources.filter((source) => !isOwn(source)), ...sources.filter(isOwn)];
  const forecasts = await forecastPicks(repo, { tip, sources: ordered, committer: nobody });
  const paths = forecasts.flatMap((one) =>
    one.outcome === 'conflict' && isOwn(one.source) ? one.paths : [],
  );
  if (paths.length > 0) return { paths: [...new Set(paths)].sort() };
  const picked = forecasts.flatMap((one) => (one.outcome === 'picked' ? [one] : []));
  const before = picked.findLast((one) => !isOwn(one.source))?.commit ?? tip;
  return { before, after: picked.at(-1)?.commit ?? tip };
}
