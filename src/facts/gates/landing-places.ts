import type { Into } from '../../domain/merge-forecast.ts';
import { isOlderLine } from '../../plans/lines.ts';
import { compareVersions } from '../../plans/versions.ts';
import { productionRelease } from '../production-release.ts';
import type { World } from '../world.ts';

/** The branches that are asked about by name, and whether the live RCs that come after the version are, too. */
export interface AskedPlaces {
  readonly into: readonly string[];
  readonly rcs?: true;
}

/**
 * How what is released as a version comes onto each of these branches afterwards: by a merge, onto an RC that comes
 * after by picks, and by picks onto develop, too, where the version is of an older line, which production never has.
 */
export async function landingPlaces(
  world: World,
  version: string,
  { into, rcs }: AskedPlaces,
): Promise<Into[]> {
  const picked = (branch: string): Into => ({ branch, by: 'picks' });
  const older = into.includes(world.develop.branch) && (await isOfOlderLine(world, version));
  const named = into.map((branch) =>
    older && branch === world.develop.branch ? picked(branch) : { branch },
  );
  const after = world.live.filter(
    (train) => train.kind === 'rc' && compareVersions(train.version, version) > 0,
  );
  const others = after.filter(({ branch }) => !into.includes(branch));
  return [...named, ...(rcs === true ? others.map(({ branch }) => picked(branch)) : [])];
}

async function isOfOlderLine(world: World, version: string): Promise<boolean> {
  const newest = world.released.at(-1)?.version ?? null;
  return (
    isOlderLine(version, newest) && isOlderLine(version, (await productionRelease(world))?.version ?? null)
  );
}
