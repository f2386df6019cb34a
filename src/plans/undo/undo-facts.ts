import type { Release } from '../../domain/change.ts';
import type { RefName, RemoteRefs, Sha } from '../../domain/git.ts';
import type { LedgerEntry } from '../../domain/ledger.ts';
import type { Policy } from '../../domain/policy.ts';
import type { PushRuleKind } from '../../domain/push-rules.ts';
import type { AbandonRelease } from '../../steps/abandon-release.ts';
import type { CloseMilestone } from '../../steps/close-milestone.ts';
import type { DraftRelease } from '../../steps/draft-release.ts';
import type { LabelPullRequest } from '../../steps/label-pull-request.ts';
import type { OpenIssue } from '../../steps/open-issue.ts';
import type { OpenMilestone } from '../../steps/open-milestone.ts';
import type { OpenPullRequest, PullRequestsThen } from '../../steps/open-pull-request.ts';
import type { PublishRelease } from '../../steps/publish-release.ts';
import type { Push } from '../../steps/push.ts';
import type { ReportPick } from '../../steps/report-pick.ts';
import type { SetStatus, StatusThen } from '../../steps/set-status.ts';
import type { UpdateRelease } from '../../steps/update-release.ts';
import type { Basis } from '../planned.ts';

/** What is to be taken back: an operation, by its stamp. */
export interface UndoSubject {
  readonly id: string;
  readonly command: string;
  /** ISO 8601, UTC. */
  readonly at: string;
  /** The login of whoever did it. */
  readonly by: string;
}

/** A change of a release, with what was there before, and what is there now. */
export interface ReleaseEffect {
  readonly kind: 'release';
  readonly step: AbandonRelease | DraftRelease | PublishRelease | UpdateRelease;
  readonly before: Release | null | undefined;
  /** The release that was the latest one before this one was published as that; null where none is to be again. */
  readonly latest: { readonly id: number; readonly tag: string } | null;
  readonly now: Release | null;
}

/** A PR that was opened or brought up to date, with the PRs of its branches now. */
export interface RequestEffect {
  readonly kind: 'request';
  readonly step: OpenPullRequest;
  readonly before: PullRequestsThen | null | undefined;
  readonly now: readonly { readonly number: number; readonly state: 'OPEN' | 'CLOSED' | 'MERGED' }[];
}

/**
 * An effect on GitHub that has happened, or may have, and what is known of it. `before` is undefined where an older rel
 * did not write it down.
 */
export type Effect =
  | {
      readonly kind: 'issue';
      readonly step: OpenIssue;
      readonly before: object | null | undefined;
      readonly now: { readonly number: number } | null;
    }
  | { readonly kind: 'label'; readonly step: LabelPullRequest; readonly before: boolean | null | undefined }
  | { readonly kind: 'milestone'; readonly step: CloseMilestone | OpenMilestone }
  | ReleaseEffect
  | {
      readonly kind: 'report';
      readonly step: ReportPick;
      readonly before: { readonly body: string } | null | undefined;
    }
  | RequestEffect
  | { readonly kind: 'status'; readonly step: SetStatus; readonly before: StatusThen | undefined };

/** What was put onto a ref since rel moved it. */
export interface OnTop {
  readonly count: number;
  /** The newest of these commits; null where what rel put there is not below it any more. */
  readonly newest: { readonly sha: Sha; readonly author: string; readonly subject: string } | null;
}

/** A rule of GitHub's that forbids that a ref goes back. */
export type RuleAgainst =
  | {
      readonly ref: RefName;
      readonly kind: PushRuleKind;
      /** Whose it is: `the ruleset "Releases"`. */
      readonly by: string;
      /** False: this token may get past it. */
      readonly sure: boolean;
    }
  /** Why nobody can tell which rules there are. */
  | { readonly ref: null; readonly kind: null; readonly by: string; readonly sure: false };

export interface UndoFacts extends Basis {
  readonly policy: Policy;
  readonly subject: UndoSubject;
  /** The pushes that have happened, in order. */
  readonly pushes: readonly Push[];
  readonly refs: RemoteRefs;
  /** The refs that are not where rel left them. */
  readonly onTop: ReadonlyMap<RefName, OnTop>;
  /** Other refs that hold a commit that the operation made. */
  readonly holding: readonly { readonly ref: RefName; readonly commit: Sha }[];
  /** Open PRs against a branch that goes. */
  readonly against: readonly { readonly branch: string; readonly number: number; readonly title: string }[];
  readonly effects: readonly Effect[];
  /** What is on record of the versions concerned, and counts, by another operation since. */
  readonly since: readonly LedgerEntry[];
  /** What stands against it in GitHub's rules. */
  readonly rules: readonly RuleAgainst[];
}
