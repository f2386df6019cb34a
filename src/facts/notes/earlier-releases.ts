import type { RefName, Sha } from '../../domain/git.ts';
import { madeAt } from '../../git/made-at.ts';
import { fetchObjects } from '../../git/remote.ts';
import type { Released } from '../../plans/trains.ts';
import { compareVersions } from '../../plans/versions.ts';
import type { World } from '../world.ts';

/**
 * The releases that a version comes after, oldest version first: those with a lower one; for a version that is out
 * itself only what was out by then, by the times of the tags (1.8.5 may be younger than 1.9.0).
 */
export async function earlierReleases(world: World, version: string): Promise<Released[]> {
  const lower = world.released.filter((release) => compareVersions(release.version, version) < 0);
  const own = world.released.find((release) => release.version === version);
  if (own === undefined || lower.length === 0) return lower;
  const times = await releasedAt(world, [own, ...lower]);
  const at = times.get(own.tag);
  return lower.filter(({ tag }) => at === undefined || (times.get(tag) ?? at) <= at);
}

/** When releases were tagged, by tag, in milliseconds since 1970; of a tag that is only a name, when its commit was made. */
export async function releasedAt(
  { repo, remote, refs }: World,
  releases: readonly Released[],
): Promise<Map<string, number>> {
  const tagged = releases.map(({ tag, commit }) => {
    const name: RefName = `refs/tags/${tag}`;
    return { tag, object: refs.get(name)?.sha ?? commit };
  });
  const objects: Sha[] = tagged.map(({ object }) => object);
  await fetchObjects(repo, remote, objects);
  const times = await madeAt(repo, objects);
  return new Map(
    tagged.flatMap(({ tag, object }) => {
      const at = times.get(object);
      return at === undefined ? [] : [[tag, at]];
    }),
  );
}
