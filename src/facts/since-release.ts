import type { Missing, Train } from '../domain/facts.ts';
import type { Sha } from '../domain/git.ts';
import { isAncestor, listCommits, readGraph } from '../git/history.ts';
import { mergeInMemory } from '../git/merge.ts';
import { readCommits } from '../git/objects.ts';
import type { Repository } from '../git/repository.ts';
import { ownCommits } from './product-paths.ts';
import { productionRelease } from './production-release.ts';
import { subjectLine } from './subject-line.ts';
import type { World } from './world.ts';

/**
 * What `sha` holds on its own line and no release before it does, in landing order. How production took a release in, by
 * a merge or by a squash, is no change; nor is a merge that only brings what is released, as a sync of production does.
 */
export async function commitsSinceRelease(world: World, sha: Sha): Promise<Sha[]> {
  const exclude = await releasedIn(world);
  const line = await listCommits(world.repo, { include: [sha], exclude, firstParent: true });
  const graph = await readGraph(world.repo, { include: [sha], exclude });
  const bringsNothing = await plainMerges(world.repo, line, graph);
  return line.filter((commit) => !bringsNothing.has(commit));
}

/**
 * The merges among these commits that bring no change of `graph`, and that are what git makes of their parents: with
 * anything of their own they are changes.
 */
async function plainMerges(
  repo: Repository,
  commits: readonly Sha[],
  graph: ReadonlyMap<Sha, readonly Sha[]>,
): Promise<Set<Sha>> {
  const merges = commits.flatMap((sha) => {
    const [ours, theirs, ...more] = graph.get(sha) ?? [];
    const isPlain = ours !== undefined && theirs !== undefined && more.length === 0 && !graph.has(theirs);
    return isPlain ? [{ sha, ours, theirs }] : [];
  });
  const data = await readCommits(
    repo,
    merges.map(({ sha }) => sha),
  );
  const plain = new Set<Sha>();
  for (const { sha, ours, theirs } of merges) {
    const made = await mergeInMemory(repo, { ours, theirs, attributes: ours });
    if (made.clean && made.tree === data.get(sha)?.tree) plain.add(sha);
  }
  return plain;
}

/**
 * Whether a hotfix was cut and nothing has been brought onto it since. What production has of other products, beside
 * what is released of its own, is nothing.
 */
export async function isEmptyHotfix(world: World, { kind, tip, candidates }: Train): Promise<boolean> {
  if (kind !== 'hotfix' || candidates.length > 0) return false;
  const since = await commitsSinceRelease(world, tip);
  if (since.length === 0) return true;
  const { repo, production } = world;
  if ((await ownCommits(world, since)).length > 0 || production.sha === null) return false;
  return isAncestor(repo, tip, production.sha);
}

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
