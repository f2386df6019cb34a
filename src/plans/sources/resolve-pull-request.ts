import type { Sha } from '../../domain/git.ts';

/** A commit, and what makes it the same change elsewhere. */
export interface CommitIdentity {
  readonly sha: Sha;
  /** Name, address and author date: a rebase keeps them, a squash makes new ones. */
  readonly author: string;
  /** Without blanks at its end. */
  readonly message: string;
  /** `git patch-id --stable`; null for an empty change, and where it was not needed. */
  readonly patchId: string | null;
}

/**
 * To whom GitHub says a commit of the base belongs. `merges`: the merge commits of other merged PRs it may belong to.
 * `none`: GitHub knows the commit, and no PR of it. `unknown`: GitHub could not say.
 */
export type Belonging =
  | { readonly to: 'ours' | 'others'; readonly merges: readonly Sha[] }
  | { readonly to: 'none' | 'unknown' };

/** A merged PR whose head its base does not hold: it was squashed, or rebased. */
export interface RewrittenFacts {
  readonly mergeCommit: Sha;
  /**
   * The PR's own commits without merges, oldest first, counted by git (fact 10: GitHub stops at 250); null where its
   * head can no longer be read.
   */
  readonly authored: readonly CommitIdentity[] | null;
  /** How many commits GitHub says it has: all there is to go by without the head. */
  readonly commitCount: number;
  /** As many first-parent commits of the base as the PR has, ending with the merge commit, oldest first; no merges. */
  readonly landed: readonly CommitIdentity[];
  /** What GitHub said of those that were asked about. */
  readonly belongs: ReadonlyMap<Sha, Belonging>;
}

/** The commits that a merged PR is on its base, oldest first, and how they came there. */
export interface Resolved {
  readonly how: 'merge' | 'squash' | 'rebase' | 'single' | 'pushed';
  readonly commits: readonly { readonly sha: Sha; readonly mainline: 1 | null }[];
}

/** Its commits; or what GitHub has to be asked about first; or why it cannot be told. */
export type Resolution =
  | { readonly kind: 'resolved'; readonly resolved: Resolved }
  | { readonly kind: 'ask'; readonly commits: readonly Sha[] }
  | { readonly kind: 'unclear'; readonly why: string };

/**
 * Which commits of the base a squashed or rebased PR is (facts 12 and 13). A squash leaves no trace of the PR's own
 * commits, a rebase leaves each of them, in one piece that ends with the merge commit. What looks like the PR's own and
 * may have come by another PR (this one was built on it) is decided by GitHub's word.
 */
export function resolveRewritten(facts: RewrittenFacts): Resolution {
  if (facts.authored === null) return resolveWithoutHead(facts);
  if (facts.authored.length < 2) return resolvedAs('single', [facts.mergeCommit]);
  const { authored, landed, belongs } = facts;
  const last = landed.length - 1;
  const same = sameChanges(authored, landed);
  const foreign = lastForeign(facts);
  let from = same.findIndex((known, at) => known && at > foreign);
  if (from === -1) return resolvedAs('squash', [facts.mergeCommit]);
  while (from - 1 > foreign && isOurs(facts, from - 1)) from -= 1;
  const ask = landed.flatMap(({ sha }, at) => {
    const before = at === from - 1 && at > foreign && landed.length - from < authored.length;
    const within = at >= from && at < last && (at === from || !same[at] || !same[last]);
    return (before || within) && !belongs.has(sha) ? [sha] : [];
  });
  if (ask.length > 0) return { kind: 'ask', commits: [...new Set([...ask, facts.mergeCommit])] };
  const proven = (at: number) => isOurs(facts, at) || (same[at] === true && same[last] === true);
  const stray = landed.findIndex((_, at) => at >= from && at < last && !proven(at));
  if (stray !== -1) return unclear(landed[stray]?.sha ?? '');
  return resolvedAs(
    'rebase',
    landed.slice(from).map(({ sha }) => sha),
  );
}

/** Without the PR's own commits only GitHub can tell which ones of the base are its. */
function resolveWithoutHead(facts: RewrittenFacts): Resolution {
  const { mergeCommit, commitCount, landed, belongs } = facts;
  if (commitCount === 1) return resolvedAs('single', [mergeCommit]);
  const unknown = landed.filter(({ sha }) => !belongs.has(sha));
  if (unknown.length > 0) return { kind: 'ask', commits: unknown.map(({ sha }) => sha) };
  const foreign = lastForeign(facts);
  let from = landed.length - 1;
  while (from - 1 > foreign && isOurs(facts, from - 1)) from -= 1;
  if (from > 0 && from - 1 !== foreign) return unclear(landed[from - 1]?.sha ?? mergeCommit);
  const own = landed.slice(from).map(({ sha }) => sha);
  return resolvedAs(own.length === 1 ? 'squash' : 'rebase', own);
}

/** The place of the last commit before the merge commit that came by another PR, or by none; -1 where none did. */
function lastForeign({ landed, belongs, mergeCommit }: RewrittenFacts): number {
  const answers = [...belongs.values()];
  const merges = new Set(answers.flatMap((answer) => ('merges' in answer ? answer.merges : [])));
  // An answer of "none" counts where GitHub has caught up with this merge.
  const current = belongs.get(mergeCommit)?.to === 'ours';
  return landed.findLastIndex(({ sha }) => {
    if (sha === mergeCommit) return false;
    const to = belongs.get(sha)?.to;
    return merges.has(sha) || to === 'others' || (to === 'none' && current);
  });
}

const isOurs = ({ landed, belongs }: RewrittenFacts, at: number): boolean =>
  belongs.get(landed[at]?.sha ?? '')?.to === 'ours';

/**
 * Which of the landed commits are one of the PR's own, whatever their order, each of those once. Two of three must be
 * the same: author with date, message, change. A conflict changes the change, a bot the message, a bad tool the date.
 */
function sameChanges(authored: readonly CommitIdentity[], landed: readonly CommitIdentity[]): boolean[] {
  const left = new Set(authored);
  const found = new Set<Sha>();
  for (const enough of [3, 2]) {
    for (const commit of landed) {
      if (found.has(commit.sha)) continue;
      const own = [...left].find((one) => inCommon(one, commit) >= enough);
      if (own === undefined) continue;
      left.delete(own);
      found.add(commit.sha);
    }
  }
  return landed.map(({ sha }) => found.has(sha));
}

const inCommon = (a: CommitIdentity, b: CommitIdentity): number =>
  Number(a.author === b.author) +
  Number(a.message === b.message) +
  Number(a.patchId !== null && a.patchId === b.patchId);

/** The commits whose patch-ids could decide: those that have the author with date or the message alone in common. */
export function undecided(authored: readonly CommitIdentity[], landed: readonly CommitIdentity[]): Sha[] {
  const shas = new Set<Sha>();
  const [own, known] = [sameChanges(landed, authored), sameChanges(authored, landed)];
  for (const one of authored.filter((_, at) => own[at] !== true)) {
    for (const other of landed.filter((_, at) => known[at] !== true)) {
      if (inCommon(one, other) === 1) shas.add(one.sha).add(other.sha);
    }
  }
  return [...shas];
}

const resolvedAs = (how: Resolved['how'], shas: readonly Sha[]): Resolution => ({
  kind: 'resolved',
  resolved: { how, commits: shas.map((sha) => ({ sha, mainline: null })) },
});

const unclear = (sha: Sha): Resolution => ({
  kind: 'unclear',
  why: `whether ${sha} is one of its commits cannot be told: neither its author and message nor GitHub says so`,
});
