import type { Sha } from '../domain/git.ts';
import { listCommits, readGraph } from '../git/history.ts';
import { readCommits } from '../git/objects.ts';
import type { Repository } from '../git/repository.ts';
import { landingOn } from '../plans/sources/commit-graph.ts';
import type { Released } from '../plans/trains.ts';
import type { World } from './world.ts';

/** The release that production stands for, and how it came there. */
export interface ProductionRelease extends Released {
  /** The commit of production's own line that brought it: the release's commit itself, a merge, or what a squash made of it. */
  readonly landed: Sha;
}

type Remote = Pick<World, 'repo' | 'production' | 'released'>;

const answers = new WeakMap<Remote, Promise<ProductionRelease | null>>();

/**
 * The newest release that is on production: by its commit, or since a commit of production has the very tree of it (a
 * squashed PR). Null where there is no production branch, or no release on it. Asked once for a world.
 */
export function productionRelease(world: Remote): Promise<ProductionRelease | null> {
  const asked = answers.get(world) ?? find(world);
  answers.set(world, asked);
  return asked;
}

async function find({ repo, production, released }: Remote): Promise<ProductionRelease | null> {
  const tip = production.sha;
  if (tip === null || released.length === 0) return null;
  const commits = released.map(({ commit }) => commit);
  const elsewhere = new Set(await listCommits(repo, { include: commits, exclude: [tip] }));
  const held = released.findLast(({ commit }) => !elsewhere.has(commit)) ?? null;
  const later = released.slice(held === null ? 0 : released.indexOf(held) + 1);
  const squashed = await squashedOnto(repo, tip, held?.commit ?? null, later);
  if (squashed !== null) return squashed;
  if (held === null) return null;
  const graph = await readGraph(repo, { include: [tip], exclude: [held.commit] });
  return { ...held, landed: landingOn(graph, tip, held.commit) ?? held.commit };
}

/** The newest of these releases whose files are exactly those of a commit of production, and the newest such commit. */
async function squashedOnto(
  repo: Repository,
  tip: Sha,
  since: Sha | null,
  releases: readonly Released[],
): Promise<ProductionRelease | null> {
  if (releases.length === 0) return null;
  const exclude = since === null ? [] : [since];
  const line = await listCommits(repo, { include: [tip], exclude, firstParent: true });
  const data = await readCommits(repo, [...line, ...releases.map(({ commit }) => commit)]);
  const landings = new Map(line.map((sha) => [data.get(sha)?.tree, sha]));
  for (const release of releases.toReversed()) {
    const landed = landings.get(data.get(release.commit)?.tree);
    if (landed !== undefined) return { ...release, landed };
  }
  return null;
}
