import type { Sha } from '../../domain/git.ts';

/**
 * A part of history: each commit with its parents, oldest first, no commit before its parents. A parent that is no
 * key lies beyond the edge: everything beyond is older than what the graph was read for.
 */
export type CommitGraph = ReadonlyMap<Sha, readonly Sha[]>;

/** What `tips` hold within the graph, themselves among it, without what is in `except`. */
export function reach(graph: CommitGraph, tips: readonly Sha[], except?: ReadonlySet<Sha>): Set<Sha> {
  const found = new Set<Sha>();
  const open = [...tips];
  for (let sha = open.pop(); sha !== undefined; sha = open.pop()) {
    const parents = graph.get(sha);
    if (parents === undefined || found.has(sha) || except?.has(sha) === true) continue;
    found.add(sha);
    open.push(...parents);
  }
  return found;
}

/** The first-parent line that ends with `tip`, newest first, as far as the graph goes. */
export function firstParentLine(graph: CommitGraph, tip: Sha): Sha[] {
  const line: Sha[] = [];
  for (let sha: Sha | undefined = tip; sha !== undefined; ) {
    const parents: readonly Sha[] | undefined = graph.get(sha);
    if (parents === undefined) break;
    line.push(sha);
    sha = parents[0];
  }
  return line;
}

/** Where a commit came onto a line: the commit of the line that brought it, and a number that grows with time. */
export interface Landing {
  readonly by: Sha;
  readonly place: number;
}

/**
 * How everything in the graph landed: first on the line of the first tip, then what only later tips hold. What a merge
 * of the line brought comes right before it, however old it is; what no tip holds comes last.
 */
export function landings(graph: CommitGraph, tips: readonly Sha[]): Map<Sha, Landing> {
  const landed = new Map<Sha, Landing>();
  const land = (by: Sha, brought: readonly Sha[]) => {
    for (const sha of brought) landed.set(sha, { by, place: landed.size });
  };
  const order = new Map([...graph.keys()].map((sha, at) => [sha, at]));
  const oldestFirst = (a: Sha, b: Sha) => (order.get(a) ?? 0) - (order.get(b) ?? 0);
  const held = new Set<Sha>();
  for (const tip of tips) {
    for (const by of firstParentLine(graph, tip).reverse()) {
      const brought = reach(graph, [by], held);
      for (const sha of brought) held.add(sha);
      land(by, [...brought].sort(oldestFirst));
    }
  }
  for (const sha of graph.keys()) if (!held.has(sha)) land(sha, [sha]);
  return landed;
}

/**
 * The commit of the line ending with `tip` that brought `sha`; null where the line does not hold it. `sha` itself may
 * lie right at the graph's edge.
 */
export function landingOn(graph: CommitGraph, tip: Sha, sha: Sha): Sha | null {
  const holds = new Set([sha]);
  for (const [commit, parents] of graph) if (parents.some((parent) => holds.has(parent))) holds.add(commit);
  if (!holds.has(tip)) return null;
  const line = firstParentLine(graph, tip);
  const first = line.findIndex((commit) => !holds.has(commit));
  const last = first === -1 ? line.at(-1) : line[first - 1];
  // The line leads to the commit itself, which the graph may not hold any more.
  return last === undefined || graph.get(last)?.[0] === sha ? sha : last;
}
