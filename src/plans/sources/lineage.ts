import type { Sha } from '../../domain/git.ts';

/** Who holds whom among commits that were read. */
export interface Lineage {
  /** True where `descendant` is `ancestor` or holds it. An ancestor from before what was read is held by all. */
  holds(descendant: Sha, ancestor: Sha): boolean;
}

/** The lineage of `commits`, which are in any order with no commit before its parents. Each ancestor costs one pass. */
export function lineageOf(
  commits: readonly { readonly sha: Sha; readonly parents: readonly Sha[] }[],
): Lineage {
  const read = new Set(commits.flatMap(({ sha, parents }) => [sha, ...parents]));
  const known = new Map<Sha, ReadonlySet<Sha>>();
  const holdersOf = (ancestor: Sha): ReadonlySet<Sha> => {
    const before = known.get(ancestor);
    if (before !== undefined) return before;
    const holders = new Set([ancestor]);
    for (const { sha, parents } of commits) if (parents.some((p) => holders.has(p))) holders.add(sha);
    known.set(ancestor, holders);
    return holders;
  };
  return { holds: (descendant, ancestor) => !read.has(ancestor) || holdersOf(ancestor).has(descendant) };
}
