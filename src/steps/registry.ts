import * as z from 'zod';
import { planSchema } from '../domain/plan.ts';
import { type AbandonRelease, abandonRelease } from './abandon-release.ts';
import { type CloseIssue, closeIssue } from './close-issue.ts';
import { type CloseMilestone, closeMilestone } from './close-milestone.ts';
import { type ConflictCommits, conflictCommits } from './conflict-commits.ts';
import { type CreateTag, createTag } from './create-tag.ts';
import { type DeleteMilestone, deleteMilestone } from './delete-milestone.ts';
import { type DraftRelease, draftRelease } from './draft-release.ts';
import { type LabelPullRequest, labelPullRequest } from './label-pull-request.ts';
import { type MergeCommit, mergeCommit } from './merge-commit.ts';
import { type OpenIssue, openIssue } from './open-issue.ts';
import { type OpenMilestone, openMilestone } from './open-milestone.ts';
import { type OpenPullRequest, openPullRequest } from './open-pull-request.ts';
import { type PickCommits, pickCommits } from './pick-commits.ts';
import { type PublishRelease, publishRelease } from './publish-release.ts';
import { type Push, push } from './push.ts';
import { type ReopenMilestone, reopenMilestone } from './reopen-milestone.ts';
import { type ReportPick, reportPick } from './report-pick.ts';
import { type SetStatus, setStatus } from './set-status.ts';
import type { StepKind } from './step.ts';
import { type TakeBackPullRequest, takeBackPullRequest } from './take-back-pull-request.ts';
import { type TakeBackRelease, takeBackRelease } from './take-back-release.ts';
import { type TakeBackReport, takeBackReport } from './take-back-report.ts';
import { type UnlabelPullRequest, unlabelPullRequest } from './unlabel-pull-request.ts';
import { type UpdateRelease, updateRelease } from './update-release.ts';

/** Any step, as data. */
export type Step =
  | AbandonRelease
  | CloseIssue
  | CloseMilestone
  | ConflictCommits
  | CreateTag
  | DeleteMilestone
  | DraftRelease
  | LabelPullRequest
  | MergeCommit
  | OpenIssue
  | OpenMilestone
  | OpenPullRequest
  | PickCommits
  | PublishRelease
  | Push
  | ReopenMilestone
  | ReportPick
  | SetStatus
  | TakeBackPullRequest
  | TakeBackRelease
  | TakeBackReport
  | UnlabelPullRequest
  | UpdateRelease;

/** Every kind of step, sorted by name: a new kind is a file, and a line in each of the two lists here. */
const stepKinds = [
  abandonRelease,
  closeIssue,
  closeMilestone,
  conflictCommits,
  createTag,
  deleteMilestone,
  draftRelease,
  labelPullRequest,
  mergeCommit,
  openIssue,
  openMilestone,
  openPullRequest,
  pickCommits,
  publishRelease,
  push,
  reopenMilestone,
  reportPick,
  setStatus,
  takeBackPullRequest,
  takeBackRelease,
  takeBackReport,
  unlabelPullRequest,
  updateRelease,
] as const;

/** The kind of a step, typed for any step: each kind is only ever given its own data. */
export function kindOf(step: Step): StepKind<Step> {
  const kind = stepKinds.find((k) => k.kind === step.kind);
  if (kind === undefined) throw new Error(`no step kind ${step.kind}`);
  return kind as unknown as StepKind<Step>;
}

const [first, ...rest] = stepKinds.map((kind) => kind.schema);
if (first === undefined) throw new Error('no step kinds');

/** A step, as read from a journal or a saved plan. */
const StepSchema: z.ZodType<Step> = z.union([first, ...rest]);

/** A plan, as read from a journal or a saved plan. */
export const PlanSchema = planSchema(StepSchema);
