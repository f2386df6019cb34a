import type { Sha } from './git.ts';

/** A commit that touched what conflicts, and the PR it says it belongs to. */
export interface SideCommit {
  readonly sha: Sha;
  readonly pr: number | null;
  readonly subject: string;
  /** The author's name. */
  readonly author: string;
}

/** Who changed the conflicting paths since the two lines of history parted, newest first. */
export interface ConflictSides {
  /** The target's own commits. */
  readonly ours: readonly SideCommit[];
  /** The commit being picked. */
  readonly theirs: SideCommit;
  /** What came before it on its own line, and is not on the target. */
  readonly before: readonly SideCommit[];
}
