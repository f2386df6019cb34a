import * as z from 'zod';
import { CheckForm } from './change-form.ts';
import type { FeatureBranch, OwnPullRequest } from './feature-branch.ts';
import { Sha } from './git.ts';
import type {
  BrokenPullRequest,
  MergeForecast,
  OpenPullRequest,
  OpenPullRequests,
} from './merge-forecast.ts';
import { readForm } from './read-form.ts';

const openPullRequest = {
  number: z.int(),
  title: z.string(),
  url: z.string(),
  isDraft: z.boolean(),
  headSha: Sha,
  author: z.string().nullable(),
};

const OpenPullRequestForm = z.object(openPullRequest) satisfies z.ZodType<OpenPullRequest>;

const OpenPullRequestsForm = z.object({
  total: z.int(),
  newest: z.array(OpenPullRequestForm),
}) satisfies z.ZodType<OpenPullRequests>;

const BrokenPullRequestForm = z.object({
  ...openPullRequest,
  paths: z.array(z.string()),
}) satisfies z.ZodType<BrokenPullRequest>;

const OwnPullRequestForm = z.object({
  ...openPullRequest,
  state: z.enum(['OPEN', 'CLOSED', 'MERGED']),
  mergeCommit: Sha.nullable(),
}) satisfies z.ZodType<OwnPullRequest>;

const into = { branch: z.string(), by: z.exactOptional(z.literal('picks')) };

/** What came of a merge in memory, on record as merge-forecast.ts has it. */
export const MergeForecastForm = z.discriminatedUnion('outcome', [
  z.object({ ...into, outcome: z.literal('no-branch') }),
  z.object({ ...into, outcome: z.literal('unreadable'), why: z.string() }),
  z.object({
    ...into,
    outcome: z.literal('conflict'),
    tip: Sha,
    paths: z.array(z.string()),
  }),
  z.object({
    ...into,
    outcome: z.literal('clean'),
    tip: Sha,
    breaks: readForm(z.object({ total: z.int(), tried: z.int(), broken: z.array(BrokenPullRequestForm) })),
  }),
]) satisfies z.ZodType<MergeForecast>;

/** A feature branch on record, as feature-branch.ts has it. */
export const FeatureBranchForm = z.discriminatedUnion('state', [
  z.object({
    branch: z.string(),
    tip: Sha,
    open: readForm(OpenPullRequestsForm),
    state: z.literal('landed'),
    by: OwnPullRequestForm.nullable(),
  }),
  z.object({
    branch: z.string(),
    tip: Sha,
    open: readForm(OpenPullRequestsForm),
    state: z.literal('apart'),
    own: readForm(OwnPullRequestForm.nullable()),
    checks: readForm(z.array(CheckForm)),
    conflicts: readForm(z.array(z.string())),
  }),
]) satisfies z.ZodType<FeatureBranch>;
