import type { Read } from '../domain/errors.ts';
import type { RefName, Sha } from '../domain/git.ts';

/** OWNER/NAME of the repository, split. */
export interface Slug {
  readonly owner: string;
  readonly name: string;
}

/** A comment on a PR or an issue. `author` is null for a deleted account. */
export interface Comment {
  readonly id: number;
  readonly body: string;
  readonly author: string | null;
  readonly url: string;
}

/** What a GitHub Release shall be; the tag must exist already, since `rel` pushes it itself (fact 44). */
export interface ReleaseDraft {
  readonly tag: string;
  readonly name: string;
  readonly body: string;
  readonly draft: boolean;
  readonly prerelease: boolean;
  /** Sent only where GitHub allows it: not for drafts and prereleases (fact 45). */
  readonly makeLatest: 'true' | 'false' | 'legacy';
}

/** A PR from a branch of this very repository. */
export interface BranchPullRequest {
  readonly number: number;
  readonly url: string;
  readonly state: 'OPEN' | 'CLOSED' | 'MERGED';
  readonly isDraft: boolean;
  readonly title: string;
  readonly body: string;
  readonly headSha: Sha;
  /** The login; null for a deleted account. */
  readonly author: string | null;
}

/** What a PR shall be; `head` and `base` are branches of this repository. */
export interface PullRequestDraft {
  readonly head: string;
  readonly base: string;
  readonly title: string;
  readonly body: string;
  readonly draft: boolean;
}

/** The open PR, made or found as it was (`made`: false); `no-commits`: there is nothing between head and base. */
export type OpenedPullRequest =
  | { readonly kind: 'open'; readonly made: boolean; readonly pullRequest: BranchPullRequest }
  | { readonly kind: 'no-commits' };

/** A commit status. */
export interface CommitStatus {
  readonly context: string;
  readonly state: 'error' | 'failure' | 'pending' | 'success';
  /** One line; GitHub takes 140 characters, and what is longer is cut. */
  readonly description: string;
  readonly targetUrl: string | null;
}

/** What an issue shall be. */
export interface IssueDraft {
  readonly title: string;
  readonly body: string;
  /** One that the repository does not have is made. */
  readonly labels: readonly string[];
  /** Logins. */
  readonly assignees: readonly string[];
  /** A part of the body that no other issue has. */
  readonly marker: string;
  /** ISO 8601: it cannot have been opened before. */
  readonly since: string;
}

/** An issue that is there. */
export interface OpenedIssue {
  readonly number: number;
  readonly url: string;
}

export interface IssueQuery {
  readonly labels: readonly string[];
  readonly milestone: string | null;
}

/** The labels and the milestones of a repository, closed ones as well. */
export interface NamesInUse {
  readonly labels: readonly string[];
  readonly milestones: readonly string[];
}

/** The refs whose rules are asked for, which need not be there, and who asks. */
export interface RefsAsked {
  readonly refs: readonly RefName[];
  /** Those of them that are there. */
  readonly there: readonly RefName[];
  readonly defaultBranch: string;
  readonly login: string;
  readonly isAdmin: boolean;
}

/** Settings that GitHub shows to admins only. */
export interface AdminSettings {
  /** Releases that are published become immutable (fact 47). */
  readonly immutableReleases: Read<boolean>;
  /** GITHUB_TOKEN of a workflow may open PRs (fact 18). */
  readonly actionsPullRequests: Read<boolean>;
}
