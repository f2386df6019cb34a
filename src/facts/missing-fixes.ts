import type { Missing } from '../domain/facts.ts';
import type { Sha } from '../domain/git.ts';
import { listCommits } from '../git/history.ts';
import { readCommits } from '../git/objects.ts';
import type { Source } from '../plans/picks/forecast.ts';
import { readTargetHistory } from './presence/target-history.ts';
import { ownCommits } from './product-paths.ts';
import { subjectLine } from './subject-line.ts';
import type { World } from './world.ts';

/** A change of production as it landed there: one commit of its first-parent line. */
export interface LandedFix extends Missing {
  readonly source: Source;
}

/**
 * The changes of the product on production that a branch does not have, in landing order, decided by ancestry, `-x` provenance
 * and patch-id. A merge counts as missing while any commit that it brought is.
 */
export async function missingFixes(world: World, production: Sha, tip: Sha): Promise<LandedFix[]> {
  const { repo } = world;
  const line = await listCommits(repo, { include: [production], exclude: [tip], firstParent: true });
  const landed = await ownCommits(world, line);
  if (landed.length === 0) return [];
  const all = await listCommits(repo, { include: [production], exclude: [tip], noMerges: true });
  const already = await readTargetHistory(repo, tip, [...all, ...landed]);
  const absent = new Set<Sha>();
  for (const sha of all) if (already(sha) === null) absent.add(sha);
  const data = await readCommits(repo, landed);
  const missing: LandedFix[] = [];
  for (const sha of landed) {
    const commit = data.get(sha);
    const [first, ...others] = commit?.parents ?? [];
    const merge = first !== undefined && others.length > 0;
    const brought = merge
      ? await listCommits(repo, { include: [sha], exclude: [tip, first], noMerges: true })
      : [sha];
    if (!brought.some((c) => absent.has(c)) || (merge && already(sha) !== null)) continue;
    const source: Source = { pr: null, sha, mainline: merge ? 1 : null, refused: null };
    missing.push({ sha, subject: subjectLine(commit), source });
  }
  return missing;
}
