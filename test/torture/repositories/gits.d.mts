/** A version of git, as it says it, and the folder of its programs, which goes in front of PATH. */
export interface OtherGit {
  readonly version: string;
  readonly dir: string;
}

/** The versions that are in the cache, the oldest first. */
export function gitsHere(): OtherGit[];

/** Gets what is not in the cache yet; gives the reason for each of Debian's suites that could not be had. */
export function getGits(): string[];
