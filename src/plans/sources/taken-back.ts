import type { Sha } from '../../domain/git.ts';
import { brings, type History, type KnownCommit } from '../presence/own-history.ts';
import { namesCommit } from './revert-message.ts';

/** A commit that brought a change, and what it touched. */
export interface Brought {
  readonly sha: Sha;
  readonly paths: readonly string[];
}

/** Another name of what was brought, by which a revert may name it: the change's own commit, and its PR. */
export interface Alias {
  readonly source: Sha;
  readonly pr: number | null;
}

/**
 * Answers which commit took back what one brought, as things stand at a tip; null where it stands. A revert counts by
 * its words or by being the inverse, only where it holds what it takes back, and not where it was itself taken back.
 * Words alone do not make a revert of what touches none of the same paths.
 */
export function takenBackIn(
  history: History,
  alias: Alias | null,
): (brought: Brought, tip: Sha) => Sha | null {
  const { holds } = history.lineage;
  const known = new Map<Sha, readonly Brought[]>();
  const revertsOf = (brought: Brought): readonly Brought[] => {
    const before = known.get(brought.sha);
    if (before !== undefined) return before;
    const reverts = readReverts(history, brought, alias);
    known.set(brought.sha, reverts);
    return reverts;
  };
  const ofReverts = alias === null ? null : takenBackIn(history, null);
  const takenBack = (brought: Brought, tip: Sha): Sha | null => {
    const above = revertsOf(brought).filter((revert) => holds(tip, revert.sha));
    return above.find((revert) => (ofReverts ?? takenBack)(revert, tip) === null)?.sha ?? null;
  };
  return takenBack;
}

/** Everything that takes it back, on whatever branch. */
export function readReverts(history: History, brought: Brought, alias: Alias | null): KnownCommit[] {
  const inverses = (history.inverses.get(brought.sha) ?? []).flatMap((sha) => history.bySha.get(sha) ?? []);
  const named = history.reverting.filter((revert) => takesBack(history, revert, brought, alias));
  const reverts = [...new Set([...named, ...inverses])].filter(
    (revert) => revert.sha !== brought.sha && history.lineage.holds(revert.sha, brought.sha),
  );
  // Of a merge and the revert in it, the revert is what may be taken back by name.
  return reverts.filter((merge) => !reverts.some((revert) => brings(history, merge, revert.sha)));
}

function takesBack(history: History, revert: KnownCommit, brought: Brought, alias: Alias | null): boolean {
  const { commits, pullRequests } = revert.words.reverted;
  const own = history.bySha.get(brought.sha);
  const shas = [brought.sha, ...(alias === null ? [] : [alias.source]), ...(own?.words.pickedFrom ?? [])];
  const numbers = [
    ...(own === undefined ? [] : numbersOf(own)),
    ...(alias === null || alias.pr === null ? [] : [alias.pr]),
  ];
  const named =
    shas.some((sha) => namesCommit(commits, sha)) ||
    numbers.some((number) => pullRequests.includes(number)) ||
    mergesNamed(history, revert).some((merge) => brings(history, merge, brought.sha)) ||
    namesAllOf(history, revert, own);
  return named && shareAPath(revert.paths, brought.paths);
}

/** True for a merge where a revert names commits it brought that make up all of its paths. */
function namesAllOf(history: History, { words }: KnownCommit, merge: KnownCommit | undefined): boolean {
  if (merge === undefined || merge.parents.length < 2) return false;
  const named = history.commits.filter(
    ({ sha }) => namesCommit(words.reverted.commits, sha) && brings(history, merge, sha),
  );
  const touched = new Set(named.flatMap(({ paths }) => paths));
  return named.length > 0 && merge.paths.every((path) => touched.has(path));
}

const numbersOf = ({ words }: Pick<KnownCommit, 'words'>): number[] => [
  ...words.pullRequests,
  ...words.titleNumbers,
];

/** The merges that a revert names, by SHA or by the PR they merged. */
function mergesNamed({ merges }: History, { words: { reverted } }: KnownCommit): KnownCommit[] {
  return merges.filter(
    ({ sha, words }) =>
      namesCommit(reverted.commits, sha) ||
      numbersOf({ words }).some((n) => reverted.pullRequests.includes(n)),
  );
}

function shareAPath(some: readonly string[], others: readonly string[]): boolean {
  if (some.length === 0 || others.length === 0) return true;
  const known = new Set(some);
  return others.some((path) => known.has(path));
}
