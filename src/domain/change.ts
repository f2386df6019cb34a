import type { Sha } from './git.ts';

/** One entry of a PR's timeline, in GitHub's order, which is the only order that counts (facts 20 and 21). */
export type TimelineItem =
  | {
      readonly kind: 'labeled' | 'unlabeled';
      readonly label: string;
      readonly actor: string | null;
      readonly at: string;
    }
  | { readonly kind: 'commit'; readonly sha: Sha }
  | {
      readonly kind: 'force-push';
      /** The head that was replaced, and the new one; null where GitHub no longer says. */
      readonly before: Sha | null;
      readonly after: Sha | null;
      readonly at: string;
    }
  /** From then on it is a change of another branch. */
  | { readonly kind: 'base-changed'; readonly from: string; readonly to: string; readonly at: string }
  | {
      readonly kind: 'comment';
      /** Its first line, trimmed. */
      readonly line: string;
      readonly actor: string | null;
      readonly at: string;
      /** Somebody changed its text after it was written, maybe not its author. */
      readonly edited: boolean;
      readonly url: string;
    }
  | {
      readonly kind: 'review';
      readonly state: 'APPROVED' | 'CHANGES_REQUESTED' | 'COMMENTED' | 'DISMISSED' | 'PENDING';
      readonly actor: string | null;
      /** The head it was given for; null where GitHub no longer says (fact 19). */
      readonly sha: Sha | null;
      readonly at: string;
      readonly url: string;
    };

/** A pull request as GitHub tells it, in plain data. Times are ISO 8601 in UTC. */
export interface PullRequest {
  readonly number: number;
  readonly title: string;
  readonly url: string;
  /** The login; null for a deleted account. */
  readonly author: string | null;
  readonly state: 'OPEN' | 'CLOSED' | 'MERGED';
  readonly isDraft: boolean;
  readonly base: string;
  /** The head branch's name and tip; `refs/pull/N/head` is where to fetch it (fact 41). */
  readonly headRef: string;
  readonly headSha: Sha;
  /** Set only where the PR is merged: GitHub's test merge of an open PR is never shown here (fact 12). */
  readonly mergeCommit: Sha | null;
  readonly mergedAt: string | null;
  /** How many commits the PR has by GitHub's count. */
  readonly commitCount: number;
  readonly labels: readonly string[];
  readonly milestone: string | null;
  readonly timeline: readonly TimelineItem[];
  /** False where the timeline was longer than what was read: nothing may be concluded from its end. */
  readonly timelineComplete: boolean;
}

/** A check run or a commit status on one SHA. */
export interface Check {
  readonly kind: 'check-run' | 'status';
  readonly name: string;
  /** The app's slug (`github-actions`) of a check run; null for a status. */
  readonly app: string | null;
  readonly workflow: string | null;
  /** Finished or not; a status that is PENDING or EXPECTED is not. */
  readonly completed: boolean;
  /** GitHub's word in lower case: success, failure, neutral, skipped, cancelled, timed_out, error, pending... */
  readonly conclusion: string | null;
  /** ISO 8601; when it started (check run) or was set (status). */
  readonly startedAt: string | null;
  readonly completedAt: string | null;
  readonly url: string | null;
}

export interface Issue {
  readonly number: number;
  readonly title: string;
  readonly url: string;
  readonly state: 'OPEN' | 'CLOSED';
  readonly labels: readonly string[];
  readonly milestone: string | null;
  readonly author: string | null;
  readonly assignees: readonly string[];
}

/** One change under judgement: a commit that landed, and the PR it belongs to where there is one. */
export interface Change {
  readonly commit: Sha;
  readonly subject: string;
  readonly pullRequest: PullRequest | null;
  /** What it was picked from, and when by the record of that (ISO 8601); absent where it landed itself. */
  readonly picked?: { readonly source: Sha; readonly at: string };
}

/** A GitHub Release (facts 45 to 47). */
export interface Release {
  readonly id: number;
  readonly tag: string;
  readonly name: string;
  readonly body: string;
  readonly draft: boolean;
  readonly prerelease: boolean;
  readonly url: string;
  /** It can be changed no more (fact 47). */
  readonly immutable: boolean;
  /** How many files are attached to it. */
  readonly assets: number;
  /** ISO 8601, UTC; null where it never was. */
  readonly publishedAt: string | null;
}
