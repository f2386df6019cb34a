import * as z from 'zod';
import { Sha } from './git.ts';
import { PickOfTarget, RequestedPullRequest } from './pick-results.ts';

/** A change that a branch lacks, and what is known of it there. */
export const SyncMissing = z.strictObject({
  sha: Sha,
  subject: z.string(),
  takenBackBy: z
    .strictObject({ sha: Sha, subject: z.string() })
    .optional()
    .describe('the commit of the branch that took it back there: it is not brought again by itself'),
  partly: z
    .strictObject({ commit: Sha, paths: z.array(z.string()) })
    .optional()
    .describe('a part of it came by this commit; the paths that did not'),
  near: z
    .strictObject({ commit: Sha, subject: z.string(), why: z.string() })
    .optional()
    .describe('a commit of the branch to look at: it may be the same change, made another way'),
});
export type SyncMissing = z.infer<typeof SyncMissing>;

/** A change of production that a branch need not get, and how that was decided. */
export const SyncPresent = z.strictObject({
  sha: Sha,
  subject: z.string(),
  how: z
    .enum([
      ...(['ancestry', 'provenance', 'patch-id', 'PR', 'author', 'content', 'decision'] as const),
      ...(['taken-back', 'takes-back-nothing'] as const),
    ])
    .describe(
      'how it is there; taken-back: production took it back itself; takes-back-nothing: what it takes back never was there',
    ),
  commit: Sha.optional().describe('the commit of the branch that brought it'),
  by: z.string().optional().describe('who decided that it need not come'),
  reason: z.string().optional().describe('why they decided so'),
});
export type SyncPresent = z.infer<typeof SyncPresent>;

export const SyncTarget = z.strictObject({
  branch: z.string(),
  line: z.string().optional().describe('the older line it stands for'),
  missing: z.array(SyncMissing),
  present: z
    .array(SyncPresent)
    .optional()
    .describe('what it has or need not have of production, beside ancestry'),
  product: z.string().optional().describe('whose it lacks, where the policy has products'),
  outcome: z
    .enum(['up-to-date', 'missing', 'merged', 'picked', 'waits', 'conflict'])
    .describe('waits: a PR brings it, once it is merged'),
  after: Sha.optional(),
  paths: z.array(z.string()).optional(),
  pullRequest: RequestedPullRequest.optional().describe('the PR that brings it'),
  picks: z.array(PickOfTarget).optional().describe('what came of each change that is picked'),
});
export type SyncTarget = z.infer<typeof SyncTarget>;

export const SyncResult = z.strictObject({
  targets: z.array(SyncTarget),
  settled: z
    .strictObject({ sha: Sha, branch: z.string(), reason: z.string(), done: z.boolean() })
    .optional()
    .describe('with --settle: the decision that was put on record'),
});
export type SyncResult = z.infer<typeof SyncResult>;
