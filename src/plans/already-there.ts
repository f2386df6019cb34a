import type { Sha } from '../domain/git.ts';

/** A commit that is on the target and not on the source branch, as far as this question needs it. */
export interface OwnCommit {
  readonly sha: Sha;
  readonly message: string;
  readonly patchId: string | null;
}

/** The change that is asked for. */
export interface Wanted {
  readonly sha: Sha;
  readonly patchId: string | null;
  /** True where the target's history holds the commit itself. */
  readonly ancestor: boolean;
}

/** Where the change is on the target, and how that was decided. */
export interface Place {
  readonly how: 'ancestry' | 'provenance' | 'patch-id';
  readonly commit: Sha;
}

/**
 * Is the change on the target already? By ancestry, by the `-x` line, by patch-id; and not where the commit that
 * brought it was reverted on the target, unless that revert was itself reverted. `own` is oldest first.
 */
export function alreadyThere(wanted: Wanted, own: readonly OwnCommit[]): Place | null {
  const places: Place[] = wanted.ancestor ? [{ how: 'ancestry', commit: wanted.sha }] : [];
  for (const commit of own) {
    if (pickedFrom(commit.message).includes(wanted.sha))
      places.push({ how: 'provenance', commit: commit.sha });
    else if (wanted.patchId !== null && commit.patchId === wanted.patchId) {
      places.push({ how: 'patch-id', commit: commit.sha });
    }
  }
  return places.find((place) => stands(place.commit, own)) ?? null;
}

/** The SHAs that a commit's `-x` lines name. */
const pickedFrom = (message: string): Sha[] =>
  [...message.matchAll(/^\(cherry picked from commit ([0-9a-f]{40,64})\)$/gm)].flatMap((m) => m[1] ?? []);

/** True where no commit of the target that itself stands reverts it. */
function stands(sha: Sha, own: readonly OwnCommit[]): boolean {
  const at = own.findIndex((commit) => commit.sha === sha);
  const later = own.slice(at + 1);
  return !later.some((commit) => revertOf(commit.message) === sha && stands(commit.sha, own));
}

/** The SHA that a commit made by `git revert` takes back, or null. */
function revertOf(message: string): Sha | null {
  return /^This reverts commit ([0-9a-f]{40,64})\b/m.exec(message)?.[1] ?? null;
}
