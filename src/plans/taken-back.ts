import type { Sha } from '../domain/git.ts';
import { brings, type History, type KnownCommit } from './own-history.ts';
import { namesCommit } from './revert-message.ts';

/** A commit that brought a change, and the PR the change is, where that is known. */
export interface Brought {
  readonly sha: Sha;
  readonly pr: number | null;
  /** The change's own commit, by which a revert may name its pick. */
  readonly source: Sha;
  readonly paths: readonly string[];
}

/**
 * The commit that took back what `brought` brought, as things stand at `tip`; null where it stands. A revert counts by
 * its words or by being the inverse, only where it holds what it takes back, and not where it was itself taken back.
 * Words alone do not make a revert of what touches none of the same paths.
 */
export function takenBackBy(history: History, brought: Brought, tip: Sha): Sha | null {
  const { holds } = history.lineage;
  const inverses = (history.inverses.get(brought.sha) ?? []).flatMap((sha) => history.bySha.get(sha) ?? []);
  const named = history.reverting.filter((revert) => takesBack(history, revert, brought));
  const reverts = [...new Set([...named, ...inverses])].filter(
    (revert) => revert.sha !== brought.sha && holds(revert.sha, brought.sha) && holds(tip, revert.sha),
  );
  // Of a merge and the revert in it, the revert is what may be taken back by name.
  const own = reverts.filter((merge) => !reverts.some((revert) => brings(history, merge, revert.sha)));
  const standing = own.find((revert) => takenBackBy(history, asBrought(revert), tip) === null);
  return standing?.sha ?? null;
}

/** A commit as something that may be taken back itself. */
const asBrought = ({ sha, paths }: KnownCommit): Brought => ({ sha, pr: null, source: sha, paths });

function takesBack(history: History, revert: KnownCommit, brought: Brought): boolean {
  const { commits, pullRequests } = revert.words.reverted;
  const own = history.bySha.get(brought.sha);
  const shas = [brought.sha, brought.source, ...(own?.words.pickedFrom ?? [])];
  const numbers = [
    ...(own === undefined ? [] : numbersOf(own)),
    ...(brought.pr === null ? [] : [brought.pr]),
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
