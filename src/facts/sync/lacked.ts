import type { Missing, Train } from '../../domain/facts.ts';
import type { Sha } from '../../domain/git.ts';
import { lineOf } from '../../domain/line.ts';
import { isOlderLine, newestOfLine } from '../../plans/lines.ts';
import { missingAmong, missingFixes } from '../missing/missing-fixes.ts';
import { productionRelease } from '../production-release.ts';
import type { Target } from '../targets.ts';
import type { World } from '../world.ts';
import { changesFor } from './findings.ts';

/**
 * What a commit of a version lacks of what is released, so that whoever has that would lose it: an RC all that
 * `rel sync-hotfix` would bring it; a hotfix what is on production, which it takes the place of; one of an older line what
 * its own line has. Nothing where there is no production branch.
 */
export async function lackedBy(world: World, version: string, sha: Sha): Promise<Missing[]> {
  const production = world.production.sha;
  if (production === null) return [];
  const target = targetOf(world, version, sha);
  if (await isOlder(world, version)) {
    const own = newestOfLine(lineOf(version), world.released);
    return own === null ? [] : told(await missingFixes(world, own.commit, sha, target));
  }
  if (isHotfix(world, version)) return told(await missingFixes(world, production, sha, target));
  return told(missingAmong(await changesFor(world, { kind: 'rc', target })));
}

/** The same, and what would do it good beside: an older line has no hotfix of a later one before it is brought there. */
export async function unsyncedOf(world: World, version: string, sha: Sha): Promise<Missing[]> {
  const lacked = await lackedBy(world, version, sha);
  if (!(await isOlder(world, version))) return lacked;
  const target = targetOf(world, version, sha);
  const later = missingAmong(await changesFor(world, { kind: 'line', line: lineOf(version), target }));
  return told([...lacked, ...later]);
}

const isOlder = async (world: World, version: string): Promise<boolean> =>
  isOlderLine(version, (await productionRelease(world))?.version ?? null);

const trainOf = ({ trains }: World, version: string): Train | undefined =>
  trains.find((train) => train.version === version);

const isHotfix = (world: World, version: string): boolean => trainOf(world, version)?.kind === 'hotfix';

const targetOf = (world: World, version: string, tip: Sha): Target => ({
  ...{ version, tip, product: world.policy.product?.name },
  branch: trainOf(world, version)?.branch ?? version,
});

/** Each once. */
const told = (missing: readonly Missing[]): Missing[] => [
  ...new Map(missing.map(({ sha, subject }) => [sha, { sha, subject }])).values(),
];
