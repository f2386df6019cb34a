import type { Sha } from '../../domain/git.ts';
import { placesIn, type Wanted } from '../presence/already-there.ts';
import type { History, KnownCommit } from '../presence/own-history.ts';
import { readReverts, takenBackIn } from './taken-back.ts';

/** A commit that landed on a source branch and was taken back there later. */
export interface Reverted {
  readonly sha: Sha;
  /** The commit that took it back; where every such commit was itself taken back, the last of them. */
  readonly by: Sha;
  /** The commit that brought it back afterwards; null where it is gone. */
  readonly again: Sha | null;
  /** Whether that one is the very same change. */
  readonly same: boolean;
  /** Paths of it that the revert does not touch: what says to be a revert may be half of one. */
  readonly leaves: readonly string[];
}

/** A source, and what a merge of it brought. */
export interface LandedSource {
  readonly wanted: Wanted;
  /** Without merges; none where the source is no merge. */
  readonly brought: readonly Sha[];
  /** The tip of the branch it is on. */
  readonly tip: Sha;
}

/**
 * What was taken back of a source later on its branch: itself, or of a merge some of the commits it brought; none where
 * it stands. A revert that it brought itself belongs to it.
 *
 * @param alike the commits that are the very same change as one, by that one
 */
export function revertedOf(
  { wanted, brought, tip }: LandedSource,
  history: History,
  alike: ReadonlyMap<Sha, readonly Sha[]> = new Map(),
): Reverted[] {
  const revertOf = (sha: Sha, whole: Wanted | null): Reverted[] => {
    const paths = history.bySha.get(sha)?.paths ?? whole?.paths ?? [];
    const found = lastRevert(history, { sha, paths }, { landed: wanted.sha, tip, whole });
    if (found === null) return [];
    const { by, back } = found;
    const same = alike.get(sha) ?? [];
    const later = [back, ...(whole === null ? [] : standing(whole, history, tip)), ...same];
    const isLater = (one: Sha | null): one is Sha => one !== null && isAfter(history, one, by.sha, tip);
    const again = later.find(isLater) ?? null;
    const touched = new Set(by.paths);
    const leaves = paths.filter((path) => !touched.has(path));
    return [{ sha, by: by.sha, again, same: again !== null && same.includes(again), leaves }];
  };
  const own = revertOf(wanted.sha, wanted);
  return own.length > 0 ? own : brought.flatMap((sha) => revertOf(sha, null));
}

interface Found {
  readonly by: KnownCommit;
  /** What took the revert back. */
  readonly back: Sha | null;
}

function lastRevert(
  history: History,
  brought: { readonly sha: Sha; readonly paths: readonly string[] },
  { landed, tip, whole }: { readonly landed: Sha; readonly tip: Sha; readonly whole: Wanted | null },
): Found | null {
  const { holds } = history.lineage;
  const alias = whole === null ? null : { source: brought.sha, pr: whole.pullRequest?.number ?? null };
  const reverts = readReverts(history, brought, alias).filter(
    (revert) => holds(tip, revert.sha) && !holds(landed, revert.sha),
  );
  const takenBack = takenBackIn(history, null);
  const stands = reverts.find((revert) => takenBack(revert, tip) === null);
  const by = stands ?? reverts.at(-1);
  if (by === undefined) return null;
  return { by, back: stands === undefined ? takenBack(by, tip) : null };
}

/** The commits by which the change is on the branch, by their content or their words. */
const standing = (wanted: Wanted, history: History, tip: Sha): Sha[] =>
  placesIn(wanted, history)(tip).held.map(({ commit }) => commit);

/** True where the commit came after the revert, and was not taken back in turn. */
function isAfter(history: History, sha: Sha, revert: Sha, tip: Sha): boolean {
  const { holds } = history.lineage;
  if (sha === revert || !holds(sha, revert) || !holds(tip, sha)) return false;
  const paths = history.bySha.get(sha)?.paths ?? [];
  return takenBackIn(history, null)({ sha, paths }, tip) === null;
}
