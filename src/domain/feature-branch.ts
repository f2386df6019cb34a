import type { Check } from './change.ts';
import type { Read } from './errors.ts';
import type { Sha } from './git.ts';
import type { OpenPullRequest, OpenPullRequests } from './merge-forecast.ts';

/** A PR from a branch of this repository against the develop branch. */
export interface OwnPullRequest extends OpenPullRequest {
  readonly state: 'OPEN' | 'CLOSED' | 'MERGED';
  /** Set only where it is merged. */
  readonly mergeCommit: Sha | null;
}

/** A feature (FR) branch of the remote, and how it stands towards the develop branch. */
export type FeatureBranch = {
  readonly branch: string;
  readonly tip: Sha;
  /** The open PRs against it: what is still to be merged into it. */
  readonly open: Read<OpenPullRequests>;
} & (
  | {
      /** Develop has its tip, or the PR that had this very tip is merged (`by`). */
      readonly state: 'landed';
      readonly by: OwnPullRequest | null;
    }
  | {
      readonly state: 'apart';
      /** Its open PR against develop; null where there is none. */
      readonly own: Read<OwnPullRequest | null>;
      readonly checks: Read<readonly Check[]>;
      /** The paths in which it conflicts with develop, merged in memory; none where it merges. */
      readonly conflicts: Read<readonly string[]>;
    }
);
