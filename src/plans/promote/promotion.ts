import type { Missing, Train } from '../../domain/facts.ts';
import type { Sha } from '../../domain/git.ts';
import type { Policy } from '../../domain/policy.ts';
import type { CreateTag } from '../../steps/create-tag.ts';
import type { MergeCommit } from '../../steps/merge-commit.ts';
import type { Basis } from '../planned.ts';
import type { DeploymentPlace } from './deployment-issue.ts';
import type { Milestones } from './milestones.ts';
import type { ProductionRequest } from './production-request.ts';

/** How the candidate gets into the production branch. */
export type Merge =
  | { readonly kind: 'create' }
  | { readonly kind: 'fast-forward' }
  | { readonly kind: 'contained' }
  /** A release of an older line: production is ahead of it, and stays as it is. */
  | { readonly kind: 'stays-off' }
  | { readonly kind: 'merge'; readonly step: MergeCommit }
  | { readonly kind: 'conflict'; readonly paths: readonly string[] };

/** All that a promotion is decided on. */
export interface PromoteFacts extends Basis {
  readonly policy: Policy;
  readonly train: Train;
  /** The versions that are out, oldest first. */
  readonly released: readonly string[];
  /** The SHA the ledger recorded for the newest candidate's tag; null where it holds no record of it. */
  readonly recorded: Sha | null;
  /** The tip of the production branch; null where there is no such branch yet. */
  readonly production: Sha | null;
  readonly merge: Merge;
  /** Where production takes PRs only: the one of this candidate; null where it is pushed, or has been merged. */
  readonly delivery: ProductionRequest | null;
  /** What the candidate lacks of production, or of the newest release of its own older line; in landing order. */
  readonly missing: readonly Missing[];
  /** The final tag on the candidate's commit, written already but referred to by nothing. */
  readonly tag: CreateTag;
  /** The policy wants a signature on the tag, and git signs none here. */
  readonly unsigned: boolean;
  /** The release notes, Markdown. */
  readonly notes: string;
  /** What is not as it should be in them. */
  readonly notesWarnings: readonly string[];
  readonly milestones: Milestones;
  readonly github: boolean;
  /** Where the deployment issue is opened; null: it is not. */
  readonly deployment: DeploymentPlace | null;
}
