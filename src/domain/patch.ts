import type { Sha } from './git.ts';

/** A file as a tree names it: `mode` as git writes it (`100644`). */
export interface FileState {
  readonly mode: string;
  readonly sha: Sha;
}

/** Lines that stand together and were changed together, no context between them. */
export interface Run {
  /** Where the removed lines begin in the file before (from 1); where none are, the line after which the added ones go. */
  readonly oldStart: number;
  /** The same for the added lines in the file after. */
  readonly newStart: number;
  /** The line of the file before that begins the function the run is in or after; null where nobody has asked for it. */
  readonly heading: string | null;
  readonly removed: readonly string[];
  readonly added: readonly string[];
}

/**
 * What a change did to one file, no renames looked for: a file that was renamed is one deleted and one added. All
 * strings are binary: one character a byte.
 */
export interface FilePatch {
  readonly path: string;
  /** null: added. */
  readonly before: FileState | null;
  /** null: deleted. */
  readonly after: FileState | null;
  /** The lines that git's patch begins with: the paths, the modes, and that a binary file differs. */
  readonly head: readonly string[];
  /** None for a binary file, and where nothing but the mode changed. */
  readonly runs: readonly Run[];
  /** The file before; null where it is no text, or was not there, or becomes another kind of file. */
  readonly old: string | null;
}

/** A change: its files, by path. */
export type Patch = readonly FilePatch[];

/** A change, and what came of it elsewhere. */
export interface PatchPair {
  readonly source: Patch;
  readonly landed: Patch;
}
