import type { Missing, Train } from '../domain/facts.ts';
import type { Sha } from '../domain/git.ts';
import { listCommits, readGraph } from '../git/history.ts';
import { readCommits } from '../git/objects.ts';
import { ownCommits } from './product-paths.ts';
import { productionRelease } from './production-release.ts';
import { subjectLine } from './subject-line.ts';
import type { World } from './world.ts';

/**
 * What `sha` holds on its own line and no release before it does, in landing order. How production took a release in, by
 * a merge or by a squash, is no change.
 */
export async function commitsSinceRelease(world: World, sha: Sha): Promise<Sha[]> {
  return listCommits(world.repo, { include: [sha], exclude: await releasedIn(world), firstParent: true });
}

/** Whether a hotfix was cut and nothing has been brought onto it since. */
export const isEmptyHotfix = async (world: World, { kind, tip, candidates }: Train): Promise<boolean> =>
  kind === 'hotfix' && candidates.length === 0 && (await commitsSinceRelease(world, tip)).length === 0;

/**
 * What production has beside the release it stands for, in landing order: changes that nobody has released, which a
 * hotfix from there brings along. What only brings a release to production is none.
 */
export async function unreleasedOnProduction(world: World): Promise<Missing[]> {
  const { repo, production } = world;
  const release = await productionRelease(world);
  if (production.sha === null || release === null) return [];
  const exclude = await releasedIn(world);
  const graph = await readGraph(repo, { include: [production.sha], exclude });
  const line = await listCommits(repo, { include: [production.sha], exclude, firstParent: true });
  const changes = line.filter((sha) => {
    const [, ...merged] = graph.get(sha) ?? [];
    return merged.length === 0 || merged.some((parent) => graph.has(parent));
  });
  const data = await readCommits(repo, [...changes, production.sha, release.landed]);
  if (data.get(production.sha)?.tree === data.get(release.landed)?.tree) return [];
  const own = await ownCommits(world, changes);
  return own.map((sha) => ({ sha, subject: subjectLine(data.get(sha)) }));
}

/** The commits that end what is released: every release, and production as its release came there. */
async function releasedIn(world: World): Promise<Sha[]> {
  const release = await productionRelease(world);
  return [...world.released.map(({ commit }) => commit), ...(release === null ? [] : [release.landed])];
}
