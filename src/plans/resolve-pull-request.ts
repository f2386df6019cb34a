import type { Sha } from '../domain/git.ts';

/** A commit, and what makes it the same change elsewhere. */
export interface CommitIdentity {
  readonly sha: Sha;
  /** `git patch-id --stable`; null for an empty change. */
  readonly patchId: string | null;
  /** Author, author date and message in one string: a rebase merge keeps them, a squash makes new ones. */
  readonly authorship: string;
}

export interface MergedFacts {
  readonly mergeCommit: Sha;
  readonly parents: readonly Sha[];
  /** The PR's own commits without merges, oldest first, counted by git (fact 10: GitHub stops at 250). */
  readonly authored: readonly CommitIdentity[];
  /** As many first-parent commits of the base as the PR has, ending with the merge commit, oldest first. */
  readonly landed: readonly CommitIdentity[];
}

/** The commits that a merged PR is on its base, oldest first, and how it was merged. */
export interface Resolved {
  readonly how: 'merge' | 'squash' | 'rebase' | 'single';
  readonly commits: readonly { readonly sha: Sha; readonly mainline: 1 | null }[];
}

/**
 * Which commits of the base a merged PR is (facts 12 to 14). A rebase is told from a squash by the commits
 * themselves: every landed commit is, from the last one back, one of the PR's own in their order.
 */
export function resolvePullRequest(facts: MergedFacts): Resolved {
  const { mergeCommit, parents, authored } = facts;
  if (parents.length > 1) return { how: 'merge', commits: [{ sha: mergeCommit, mainline: 1 }] };
  const rebased = rebasedCommits(facts);
  if (authored.length > 1 && rebased.length > 1) {
    return { how: 'rebase', commits: rebased.map((sha) => ({ sha, mainline: null })) };
  }
  const how = authored.length > 1 ? 'squash' : 'single';
  return { how, commits: [{ sha: mergeCommit, mainline: null }] };
}

/**
 * The landed commits that are the PR's own, oldest first. A commit of the PR that became empty on the base is not
 * there, so that its place may be passed over.
 */
function rebasedCommits({ authored, landed }: MergedFacts): Sha[] {
  const commits: Sha[] = [];
  let next = authored.length - 1;
  for (const commit of [...landed].reverse()) {
    while (next >= 0 && !sameChange(commit, authored[next])) next--;
    if (next < 0) break;
    next--;
    commits.unshift(commit.sha);
  }
  return commits;
}

function sameChange(a: CommitIdentity, b: CommitIdentity | undefined): boolean {
  if (b === undefined) return false;
  return a.authorship === b.authorship || (a.patchId !== null && a.patchId === b.patchId);
}
