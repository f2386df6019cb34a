import * as z from 'zod';
import { Sha } from './git.ts';
import { Finding, ProofWord } from './proof.ts';
import { Judgement } from './verdict.ts';

/** A PR of rel's own; number and URL are null where it is not open yet. */
export const RequestedPullRequest = z.strictObject({
  number: z.number().nullable(),
  url: z.string().nullable(),
  head: z.string().describe('its branch'),
});
export type RequestedPullRequest = z.infer<typeof RequestedPullRequest>;

/** How sure a set of prerequisites is, or how sure it is that there is none. */
const NeedsAre = z
  .enum(['smallest', 'minimal', 'enough', 'none', 'not-found'])
  .describe(
    'smallest: no smaller set does; minimal: none can be left out; enough: fewer may do; none: no set does; not-found: no set was found',
  );

/** What has to come first. */
export const neededFirst = {
  needs: z
    .array(z.strictObject({ pr: z.number().optional(), source: Sha, subject: z.string() }))
    .optional()
    .describe('the earlier changes with which what conflicts is clean, in landing order'),
  needsAre: NeedsAre.optional(),
};

/** What came of one source commit on one target (contract.md, `rel pick`). */
export const PickOfTarget = z.strictObject({
  pr: z.number().optional(),
  source: Sha,
  outcome: z.enum(['picked', 'already', 'empty', 'conflict', 'refused']),
  commit: Sha.optional(),
  paths: z.array(z.string()).optional(),
  reason: z.string().optional(),
  pullRequest: RequestedPullRequest.optional().describe('where it waits, or where its conflict is'),
  proof: ProofWord.optional().describe('what lands, compared with what was picked'),
  findings: z.array(Finding).optional().describe('what a clean pick does that the change does not say'),
  ...neededFirst,
  neededBy: z
    .array(z.strictObject({ pr: z.number().optional(), source: Sha }))
    .optional()
    .describe('the changes that this one was taken for (--with-prerequisites)'),
  rangeDiff: z.string().optional().describe('how an adapted pick differs from its source, as git range-diff'),
});
export type PickOfTarget = z.infer<typeof PickOfTarget>;

export const PickTarget = z.strictObject({
  branch: z.string(),
  before: Sha,
  after: Sha,
  /** The tree the target ends with, also under --dry-run; of a delivery by PR the tree of the PR's branch. */
  tree: Sha,
  picks: z.array(PickOfTarget),
  pullRequest: RequestedPullRequest.optional().describe('the PR that delivers the picks'),
});
export type PickTarget = z.infer<typeof PickTarget>;

export const PickResult = z.strictObject({ targets: z.array(PickTarget), judgements: z.array(Judgement) });
export type PickResult = z.infer<typeof PickResult>;
