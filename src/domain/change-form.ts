import * as z from 'zod';
import type { Change, Check, Issue, PullRequest, TimelineItem } from './change.ts';
import { Sha } from './git.ts';
import type { Ticket } from './ticket.ts';

const text = z.string();
const orNull = text.nullable();

const LabelForm = z.object({
  kind: z.enum(['labeled', 'unlabeled']),
  label: text,
  actor: orNull,
  at: text,
});

const TimelineItemForm = z.discriminatedUnion('kind', [
  LabelForm,
  z.object({ kind: z.literal('commit'), sha: Sha }),
  z.object({ kind: z.literal('force-push'), before: Sha.nullable(), after: Sha.nullable(), at: text }),
  z.object({ kind: z.literal('base-changed'), from: text, to: text, at: text }),
  z.object({
    kind: z.literal('comment'),
    line: text,
    actor: orNull,
    at: text,
    edited: z.boolean(),
    url: text,
  }),
  z.object({
    kind: z.literal('review'),
    state: z.enum(['APPROVED', 'CHANGES_REQUESTED', 'COMMENTED', 'DISMISSED', 'PENDING']),
    actor: orNull,
    sha: Sha.nullable(),
    at: text,
    url: text,
  }),
]) satisfies z.ZodType<TimelineItem>;

/** A PR on record, as change.ts has it. */
export const PullRequestForm = z.object({
  number: z.int(),
  title: text,
  url: text,
  author: orNull,
  state: z.enum(['OPEN', 'CLOSED', 'MERGED']),
  isDraft: z.boolean(),
  base: text,
  headRef: text,
  headSha: Sha,
  mergeCommit: Sha.nullable(),
  mergedAt: orNull,
  commitCount: z.int(),
  labels: z.array(text),
  milestone: orNull,
  timeline: z.array(TimelineItemForm),
  timelineComplete: z.boolean(),
}) satisfies z.ZodType<PullRequest>;

export const ChangeForm = z.object({
  commit: Sha,
  subject: text,
  pullRequest: PullRequestForm.nullable(),
  picked: z.exactOptional(z.object({ source: Sha, at: text })),
}) satisfies z.ZodType<Change>;

export const CheckForm = z.object({
  kind: z.enum(['check-run', 'status']),
  name: text,
  app: orNull,
  workflow: orNull,
  completed: z.boolean(),
  conclusion: orNull,
  startedAt: orNull,
  completedAt: orNull,
  url: orNull,
}) satisfies z.ZodType<Check>;

export const IssueForm = z.object({
  number: z.int(),
  title: text,
  url: text,
  state: z.enum(['OPEN', 'CLOSED']),
  labels: z.array(text),
  milestone: orNull,
  author: orNull,
  assignees: z.array(text),
}) satisfies z.ZodType<Issue>;

export const TicketForm = z.object({
  name: text,
  title: text,
  url: text,
  body: text,
  milestone: orNull,
  history: z.array(LabelForm),
  historyComplete: z.boolean(),
}) satisfies z.ZodType<Ticket>;
