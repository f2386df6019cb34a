import type { Sha } from '../../domain/git.ts';
import { type CommitRange, mergeBase, readGraph } from '../../git/history.ts';
import { readCommits } from '../../git/objects.ts';
import { type CommitGraph, landings, reach } from '../../plans/sources/commit-graph.ts';
import type { World } from '../world.ts';
import { type Branch, knownBranches } from './merged-pull-requests.ts';

/** The history that some commits are part of, from before the oldest of them to the tips of the branches they are on. */
export interface SourceHistory {
  readonly graph: CommitGraph;
  /** What the graph was read for. */
  readonly range: CommitRange;
  /**
   * The commits it was read for, in landing order: that of their branch, and between branches by the time they landed.
   */
  readonly inOrder: readonly Sha[];
  /** The branch a commit is on: develop before any other; null where it is on none that rel knows. */
  readonly branchOf: (sha: Sha) => Branch | null;
  /** The commit of that branch's line that brought it: itself, or a merge. */
  readonly landedBy: (sha: Sha) => Sha;
  /** What a merge brought, other merges among it; none for any other commit. */
  readonly broughtBy: (sha: Sha) => readonly Sha[];
}

/**
 * Reads it for the commits, two git processes at most while all are on the develop branch or on one of `lines`.
 *
 * @param lines the branch on whose line a commit landed, where that is known
 */
export async function readSourceHistory(
  world: World,
  shas: readonly Sha[],
  lines: ReadonlyMap<Sha, Branch> = new Map(),
): Promise<SourceHistory> {
  const [develop, ...others] = knownBranches(world);
  const near = [...(develop === undefined ? [] : [develop]), ...lines.values()];
  const exclude = await before(world, shas);
  const read = async (on: readonly Branch[]) => {
    const unique = [...new Map(on.map((branch) => [branch.name, branch])).values()];
    const tips = unique.map(({ tip }) => tip);
    const range = { include: [...new Set([...tips, ...shas])], exclude };
    return { range, ...historyOf(await readGraph(world.repo, range), unique) };
  };
  const history = await read(near);
  const isWhole = shas.every((sha) => history.branchOf(sha) !== null);
  const whole = isWhole ? history : await read([...near, ...others]);
  return { ...whole, inOrder: await inLandingOrder(world, whole, shas, lines) };
}

/** Lines of several branches are put together by the committer's time of what brought each commit. */
async function inLandingOrder(
  { repo }: World,
  { graph, branchOf }: Pick<SourceHistory, 'graph' | 'branchOf'>,
  shas: readonly Sha[],
  known: ReadonlyMap<Sha, Branch>,
): Promise<Sha[]> {
  const lines = new Map<Sha | null, Set<Sha>>();
  for (const sha of shas) {
    const tip = (known.get(sha) ?? branchOf(sha))?.tip ?? null;
    lines.set(tip, (lines.get(tip) ?? new Set()).add(sha));
  }
  const sorted = [...lines].map(([tip, line]) => {
    const landed = landings(graph, tip === null ? [] : [tip]);
    return [...line]
      .map((sha) => ({ sha, ...(landed.get(sha) ?? { by: sha, place: -1 }) }))
      .sort((a, b) => a.place - b.place);
  });
  if (sorted.length < 2) return sorted.flat().map(({ sha }) => sha);
  const data = await readCommits(
    repo,
    sorted.flat().map(({ by }) => by),
  );
  const timed = sorted.flatMap((line) => {
    let last = 0;
    return line.map(({ sha, by }) => {
      // A clock that went back does not change the order of a branch.
      last = Math.max(last, Number(data.get(by)?.committer.when.split(' ')[0] ?? 0));
      return { sha, when: last };
    });
  });
  return timed.sort((a, b) => a.when - b.when).map(({ sha }) => sha);
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

function historyOf(
  graph: CommitGraph,
  branches: readonly Branch[],
): Omit<SourceHistory, 'inOrder' | 'range'> {
  const landed = landings(
    graph,
    branches.map(({ tip }) => tip),
  );
  const held = branches.map((branch) => ({ branch, commits: reach(graph, [branch.tip]) }));
  return {
    graph,
    landedBy: (sha) => landed.get(sha)?.by ?? sha,
    branchOf: (sha) => held.find(({ commits }) => commits.has(sha))?.branch ?? null,
    broughtBy: (sha) => {
      const [first, ...others] = graph.get(sha) ?? [];
      if (first === undefined || others.length === 0) return [];
      return [...reach(graph, others, reach(graph, [first]))];
    },
  };
}
