import type { Sha } from '../../domain/git.ts';
import { type CommitGraph, reach } from './commit-graph.ts';

/**
 * The best common ancestors of two commits, as `git merge-base --all` has them. The graph must hold both whole, as far
 * back as where they meet; none where they do not.
 */
export function mergeBases(graph: CommitGraph, one: Sha, other: Sha): Sha[] {
  const held = reach(graph, [other]);
  const common = new Set([...reach(graph, [one])].filter((sha) => held.has(sha)));
  const surpassed = new Set([...common].flatMap((sha) => graph.get(sha) ?? []));
  return [...common].filter((sha) => !surpassed.has(sha));
}
