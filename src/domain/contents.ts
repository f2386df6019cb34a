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
