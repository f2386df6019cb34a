import type { PullRequest } from '../../domain/change.ts';
import { type Sha, short } from '../../domain/git.ts';
import { type CommitGraph, firstParentLine, reach } from './commit-graph.ts';
import { mergeBases } from './merge-bases.ts';

/** What lies between two commits was brought onto a third, which gave a fourth. */
export interface Bringing {
  readonly from: Sha;
  readonly to: Sha;
  readonly onto: Sha;
  readonly landed: Sha;
}

/** How the change of a merged PR came to stand on its base. A closed union. */
export type LandingWays =
  /** It is a commit of the PR itself. */
  | { readonly kind: 'own' }
  /** By one of these, the likeliest first; never none. */
  | { readonly kind: 'brought'; readonly ways: readonly Bringing[] }
  | { readonly kind: 'unclear'; readonly why: string };

/** How many commits of a PR that was rebased are looked for at most. */
const longestRebase = 100;

/**
 * By what a merged PR may have become this commit of its base: a merge of its head, a squash, or a rebase of one commit
 * and more. What GitHub says of the way is not asked: whoever merges by hand is shown as a merge, too.
 *
 * @param graph holds the PR's head and merge commit and `commit`, back to before where they meet
 */
export function landingWays(graph: CommitGraph, pr: PullRequest, commit: Sha): LandingWays {
  const { headSha: head, mergeCommit } = pr;
  if (!graph.has(head)) return unclear(`its head ${short(head)} can no longer be fetched`);
  const own = reach(graph, [head]);
  if (own.has(commit)) return { kind: 'own' };
  const parents = graph.get(commit);
  if (parents === undefined) return unclear(`${short(commit)} cannot be fetched`);
  const brought = (landed: Sha, onto: readonly Sha[]) => ways(graph, head, { landed, onto });
  if (parents.length > 1) {
    // Whoever merges the base into the PR and pushes that has the head as first parent.
    const onto = parents.includes(head) ? parents.find((parent) => parent !== head) : parents[0];
    return brought(commit, onto === undefined ? [] : [onto]);
  }
  const line = mergeCommit === null ? [] : firstParentLine(graph, mergeCommit).slice(0, longestRebase);
  const place = line.indexOf(commit);
  if (mergeCommit === null || place === -1) return unclear(`how it became ${short(commit)} is not clear`);
  const end = line.findIndex((sha) => (graph.get(sha)?.length ?? 0) !== 1);
  const rewritten = line.slice(0, end === -1 ? line.length : end);
  const count = Math.min(reach(graph, [head], reach(graph, [mergeCommit])).size, rewritten.length);
  // A squash is one commit, a rebase as many as the PR has, or fewer where the base has some of them already.
  const counts = [1, ...Array.from({ length: count }, (_, at) => count - at)].filter((n) => n > place);
  return brought(
    mergeCommit,
    [...new Set(counts)].flatMap((n) => graph.get(rewritten[n - 1] ?? '')?.[0] ?? []),
  );
}

function ways(
  graph: CommitGraph,
  head: Sha,
  { landed, onto }: { readonly landed: Sha; readonly onto: readonly Sha[] },
): LandingWays {
  const all = onto.flatMap((sha): Bringing[] => {
    const [from] = mergeBases(graph, head, sha);
    return from === undefined ? [] : [{ from, to: head, onto: sha, landed }];
  });
  if (all.length > 0) return { kind: 'brought', ways: all };
  return unclear(`where ${short(head)} left the base is not clear`);
}

const unclear = (why: string): LandingWays => ({ kind: 'unclear', why });
