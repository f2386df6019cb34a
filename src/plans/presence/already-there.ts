import type { Sha } from '../../domain/git.ts';
import { takenBackIn } from '../sources/taken-back.ts';
import { brings, type History, type KnownCommit } from './own-history.ts';
import { claimers } from './pull-request-claims.ts';

/** The change that is asked for. */
export interface Wanted {
  readonly sha: Sha;
  readonly title: string;
  /** Name, address and date. */
  readonly author: string;
  /** The commits that its own `-x` lines say it was picked from. */
  readonly origins: readonly Sha[];
  readonly paths: readonly string[];
  readonly patchId: string | null;
  /** True where a branch that is asked about holds the commit itself. */
  readonly ancestor: boolean;
  /** The PR it is, or is a part of, where that is known. */
  readonly pullRequest: WholePullRequest | null;
}

/** A PR as the commits it landed as. */
export interface WholePullRequest {
  readonly number: number;
  /** In landing order; one for a squash or a merge. */
  readonly parts: readonly Omit<Wanted, 'pullRequest' | 'patchId' | 'ancestor' | 'origins'>[];
  /** The patch-id of all of them together; null for one, and where others came between. */
  readonly patchId: string | null;
}

/** Where the change is, and how that was decided. */
export interface Place {
  readonly how: 'ancestry' | 'provenance' | 'patch-id' | 'PR';
  readonly commit: Sha;
}

/** A place whose commit was reverted later. */
export interface LostPlace extends Place {
  readonly by: Sha;
}

/** Where a change stands on one branch, the surest first, and where it stood until it was reverted. */
export interface Places {
  readonly held: readonly Place[];
  readonly lost: readonly LostPlace[];
}

/**
 * Is the change on the branch whose tip this is already? By ancestry, by `-x` lines (its own, too), by patch-id (its own, that of
 * its whole PR in one commit, or its own in several), by a commit that says it is its PR; and not where the commit
 * that brought it was reverted there, unless that revert was itself reverted.
 */
export const alreadyThere = (wanted: Wanted, history: History, tip: Sha): Place | null =>
  placesIn(wanted, history)(tip).held[0] ?? null;

/** Answers where the change stands on the branch with a tip; what was read may be of many branches. */
export function placesIn(wanted: Wanted, history: History): (tip: Sha) => Places {
  const { holds } = history.lineage;
  const found = placesOf(wanted, history);
  const takenBack = takenBackIn(history, { source: wanted.sha, pr: wanted.pullRequest?.number ?? null });
  const undone = (sha: Sha, tip: Sha): Sha | null =>
    takenBack({ sha, paths: history.bySha.get(sha)?.paths ?? wanted.paths }, tip);
  return (tip) => {
    const held: Place[] = [];
    const lost: LostPlace[] = [];
    for (const { how, commit, commits } of found.filter((place) =>
      place.commits.every((c) => holds(tip, c)),
    )) {
      const by = commits.map((sha) => undone(sha, tip)).find((revert) => revert !== null) ?? null;
      if (by === null) held.push({ how, commit });
      else lost.push({ how, commit, by });
    }
    const standing = ({ sha }: KnownCommit) => holds(tip, sha) && undone(sha, tip) === null;
    const claimed = claimers(wanted, history, standing);
    return { held: claimed === null ? held : [...held, { how: 'PR', commit: claimed }], lost };
  };
}

/** A place in one commit or several, wherever it is. */
export interface FoundPlace extends Place {
  readonly commits: readonly Sha[];
}

/** The places that need no weighing of words, on any of the branches, the surest first. */
export function placesOf(
  { sha, patchId, ancestor, pullRequest, origins }: Wanted,
  history: History,
): FoundPlace[] {
  const one = (how: Place['how']) => (commit: KnownCommit) => ({
    how,
    commit: commit.sha,
    commits: [commit.sha],
  });
  const own: FoundPlace[] = ancestor ? [{ how: 'ancestry', commit: sha, commits: [sha] }] : [];
  const picked = [
    ...[sha, ...origins].flatMap((from) => history.byPicked.get(from) ?? []),
    ...origins.flatMap((from) => history.bySha.get(from) ?? []),
  ].map(one('provenance'));
  const patches = [patchId, pullRequest?.patchId ?? null].flatMap((id) => id ?? []);
  const equal = patches.flatMap((id) => history.byPatch.get(id) ?? []).map(one('patch-id'));
  const copies = (history.copies.get(sha) ?? []).flatMap((copy) => history.bySha.get(copy) ?? []);
  const runs = history.runs
    .filter((run) => patches.includes(run.patchId))
    .map(({ commits }): FoundPlace => ({ how: 'patch-id', commit: commits.at(-1) ?? sha, commits }));
  const places = new Map<Sha, FoundPlace>();
  for (const place of [...own, ...picked, ...equal, ...copies.map(one('patch-id')), ...runs]) {
    if (!places.has(place.commit)) places.set(place.commit, place);
  }
  return [...places.values()].filter(({ commit }) => {
    const merge = history.bySha.get(commit);
    // What a merge brought is the place, since that is what a revert may name.
    return (
      merge === undefined ||
      commit === sha ||
      ![...places.keys()].some((other) => brings(history, merge, other))
    );
  });
}
