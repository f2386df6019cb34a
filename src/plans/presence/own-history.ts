import type { Sha } from '../../domain/git.ts';
import { type CommitWords, commitWords } from '../sources/commit-words.ts';
import { type Lineage, lineageOf } from '../sources/lineage.ts';

/** A commit of a branch, as far as it matters whether it brought a change there. */
export interface OwnCommit {
  readonly sha: Sha;
  readonly parents: readonly Sha[];
  readonly message: string;
  /** Name, address and date: a cherry-pick keeps all three. */
  readonly author: string;
  /** The paths it changed, a merge against its first parent. */
  readonly paths: readonly string[];
  /** Null for an empty change, and where it was not worth computing. */
  readonly patchId: string | null;
}

export interface KnownCommit extends OwnCommit {
  readonly words: CommitWords;
}

/** Several commits, one after the other, whose changes together have this patch-id. */
export interface Run {
  readonly commits: readonly Sha[];
  readonly patchId: string;
}

/** What was read of one or more branches: commits with their words, by what one looks for. */
export interface History {
  /** No commit before its parents. */
  readonly commits: readonly KnownCommit[];
  readonly bySha: ReadonlyMap<Sha, KnownCommit>;
  /** By the commit that an `-x` line names. */
  readonly byPicked: ReadonlyMap<Sha, readonly KnownCommit[]>;
  readonly byPatch: ReadonlyMap<string, readonly KnownCommit[]>;
  /** By the PRs that a commit says it is or that its title ends with. */
  readonly byPullRequest: ReadonlyMap<number, readonly KnownCommit[]>;
  readonly merges: readonly KnownCommit[];
  /** Those whose words take something back. */
  readonly reverting: readonly KnownCommit[];
  readonly runs: readonly Run[];
  /** The commits that are a change in other surroundings, by the change's own commit. */
  readonly copies: ReadonlyMap<Sha, readonly Sha[]>;
  /** The commits whose change is the inverse of a commit's, by that commit. */
  readonly inverses: ReadonlyMap<Sha, readonly Sha[]>;
  readonly lineage: Lineage;
}

/** Reads the commits' words, once each. `repository` (OWNER/NAME) as in `revertedBy`. */
export function historyOf(
  own: readonly OwnCommit[],
  repository: string | null = null,
  runs: readonly Run[] = [],
): History {
  const commits = own.map((commit) => ({ ...commit, words: commitWords(commit.message, repository) }));
  return {
    commits,
    bySha: new Map(commits.map((commit) => [commit.sha, commit])),
    byPicked: grouped(commits, ({ words }) => words.pickedFrom),
    byPatch: grouped(commits, ({ patchId }) => (patchId === null ? [] : [patchId])),
    byPullRequest: grouped(commits, ({ words }) => [...words.pullRequests, ...words.titleNumbers]),
    merges: commits.filter(({ parents }) => parents.length > 1),
    reverting: commits.filter(
      ({ words: { reverted } }) => reverted.commits.length + reverted.pullRequests.length > 0,
    ),
    runs,
    copies: new Map(),
    inverses: new Map(),
    lineage: lineageOf(commits),
  };
}

/** True where the merge brought the commit: it holds it, and its first parent does not. */
export function brings({ lineage }: History, { sha, parents }: KnownCommit, commit: Sha): boolean {
  const [first, ...others] = parents;
  if (first === undefined || others.length === 0 || sha === commit) return false;
  return lineage.holds(sha, commit) && !lineage.holds(first, commit);
}

function grouped<K>(
  commits: readonly KnownCommit[],
  keysOf: (commit: KnownCommit) => readonly K[],
): Map<K, KnownCommit[]> {
  const groups = new Map<K, KnownCommit[]>();
  for (const commit of commits) {
    for (const key of new Set(keysOf(commit))) {
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [commit]);
      else group.push(commit);
    }
  }
  return groups;
}
