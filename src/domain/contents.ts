import type { Read } from './errors.ts';
import type { Sha } from './git.ts';

/** How a PR stood at one of its earlier heads, held against what it is at present. */
export interface EarlierHead {
  /** How many commits it had then. */
  readonly commits: number;
  /** The paths that it changes in another way now, sorted; none where it is the same change on another base. */
  readonly changed: readonly string[];
}

/** By the PR's URL and the earlier head; only what was asked for is in it. */
export type Contents = Readonly<Record<string, Readonly<Record<Sha, Read<EarlierHead>>>>>;

/** How a change stands on its branch otherwise than git brings it there from its PR: somebody had a hand in it. */
export interface AlteredChange {
  /** Where that was: as its PR was merged, or as it was picked from there. */
  readonly by: 'merge' | 'pick';
  /** The commit that holds it so. */
  readonly commit: Sha;
  /** ISO 8601: GitHub's time of the merge, or the time of the pick's record, which is a claim; null where there is none. */
  readonly at: string | null;
  /** The paths, sorted, never none; not ok where it cannot be told whether it is otherwise. */
  readonly changed: Read<readonly string[]>;
}

/** By a change's commit; one that stands there as git brings it is not in it. */
export type AlteredChanges = Readonly<Record<Sha, readonly AlteredChange[]>>;
