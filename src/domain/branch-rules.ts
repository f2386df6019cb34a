/** What the rules of a branch demand of a change. */
export interface BranchRules {
  /** Why a change cannot be pushed but has to come by a PR, a phrase each; empty: it may be pushed. */
  readonly byPullRequest: readonly string[];
  /** No merge commit may come onto it. */
  readonly linear: boolean;
  /** A PR against it may be merged by a merge commit. */
  readonly mergesPullRequests: boolean;
  /** Every commit has to be signed. */
  readonly signed: boolean;
  /** The logins that may push to it; null: everybody who may write. */
  readonly pushers: readonly string[] | null;
  /** True where it is protected and the token may not read how (fact 26). */
  readonly hidden: boolean;
}

/** Those of a branch without any, and of a repository without GitHub. */
export const noRules: BranchRules = {
  byPullRequest: [],
  linear: false,
  mergesPullRequests: true,
  signed: false,
  pushers: null,
  hidden: false,
};
