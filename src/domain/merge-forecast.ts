import type { Read } from './errors.ts';
import type { Sha } from './git.ts';

/** An open PR as a list of its branch tells it. */
export interface OpenPullRequest {
  readonly number: number;
  readonly title: string;
  readonly url: string;
  readonly isDraft: boolean;
  readonly headSha: Sha;
  /** The login; null for a deleted account. */
  readonly author: string | null;
}

/** The open PRs against one branch. */
export interface OpenPullRequests {
  /** How many there are; `newest` may be fewer. */
  readonly total: number;
  /** Those that were updated last, newest first. */
  readonly newest: readonly OpenPullRequest[];
}

/** An open PR that merges into its base today, and would conflict in `paths` after the merge. */
export interface BrokenPullRequest extends OpenPullRequest {
  readonly paths: readonly string[];
}

/** Which open PRs against a branch a merge into it would break. */
export interface BrokenPullRequests {
  readonly total: number;
  /** How many of them were tried: the newest ones whose head is still there. */
  readonly tried: number;
  readonly broken: readonly BrokenPullRequest[];
}

/** A branch that something is to come onto, and how: a commit by a merge, or its changes by picks. */
export interface Into {
  readonly branch: string;
  /** Left out: by a merge. */
  readonly by?: 'picks';
}

/** What comes of bringing a commit onto a branch, computed in memory. */
export type MergeForecast = Into &
  (
    | { readonly outcome: 'no-branch' }
    | { readonly outcome: 'unreadable'; readonly why: string }
    | { readonly outcome: 'conflict'; readonly tip: Sha; readonly paths: readonly string[] }
    | { readonly outcome: 'clean'; readonly tip: Sha; readonly breaks: Read<BrokenPullRequests> }
  );
