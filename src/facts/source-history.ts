import type { Sha } from '../domain/git.ts';
import { mergeBase, readGraph } from '../git/history.ts';
import { readCommits } from '../git/objects.ts';
import { type CommitGraph, landings, reach } from '../plans/commit-graph.ts';
import type { Branch } from './merged-pull-requests.ts';
import { knownBranches } from './merged-pull-requests.ts';
import type { World } from './world.ts';

/** The history that some commits are part of, from before the oldest of them to the tips of the branches they are on. */
export interface SourceHistory {
  readonly graph: CommitGraph;
  /** Where each commit stands in landing order. */
  readonly placeOf: (sha: Sha) => number;
  /** The branch a commit is on: develop before any other; null where it is on none that rel knows. */
  readonly branchOf: (sha: Sha) => Branch | null;
  /** The commit of that branch's line that brought it: itself, or a merge. */
  readonly landedBy: (sha: Sha) => Sha;
  /** What a merge brought, other merges among it; none for any other commit. */
  readonly broughtBy: (sha: Sha) => readonly Sha[];
}

/**
 * Reads it for the commits, two git processes at most while all are on the develop branch or on `branches`.
 *
 * @param branches others that are known to hold some of the commits
 */
export async function readSourceHistory(
  world: World,
  shas: readonly Sha[],
  branches: readonly Branch[] = [],
): Promise<SourceHistory> {
  const [develop, ...others] = knownBranches(world);
  const near = [...(develop === undefined ? [] : [develop]), ...branches];
  const exclude = await before(world, shas);
  const read = async (on: readonly Branch[]) => {
    const unique = [...new Map(on.map((branch) => [branch.name, branch])).values()];
    const tips = unique.map(({ tip }) => tip);
    const graph = await readGraph(world.repo, { include: [...new Set([...tips, ...shas])], exclude });
    return historyOf(graph, unique);
  };
  const history = await read(near);
  return shas.every((sha) => history.branchOf(sha) !== null) ? history : read([...near, ...others]);
}

/** The commit before all of them: what is older has no say. None where one of them is a root. */
async function before({ repo }: World, shas: readonly Sha[]): Promise<Sha[]> {
  const data = await readCommits(repo, shas);
  const parents = new Set([...data.values()].map((commit) => commit.parents[0]));
  const [first, ...rest] = parents;
  if (first === undefined || parents.has(undefined)) return [];
  if (rest.length === 0) return [first];
  const shared = await mergeBase(repo, first, ...rest.flatMap((sha) => sha ?? []));
  return shared === null ? [] : [shared];
}

function historyOf(graph: CommitGraph, branches: readonly Branch[]): SourceHistory {
  const landed = landings(
    graph,
    branches.map(({ tip }) => tip),
  );
  const held = branches.map((branch) => ({ branch, commits: reach(graph, [branch.tip]) }));
  return {
    graph,
    placeOf: (sha) => landed.get(sha)?.place ?? -1,
    landedBy: (sha) => landed.get(sha)?.by ?? sha,
    branchOf: (sha) => held.find(({ commits }) => commits.has(sha))?.branch ?? null,
    broughtBy: (sha) => {
      const [first, ...others] = graph.get(sha) ?? [];
      if (first === undefined || others.length === 0) return [];
      return [...reach(graph, others, reach(graph, [first]))];
    },
  };
}
