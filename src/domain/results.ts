import * as z from 'zod';
import { Sha } from './git.ts';
import { Hold } from './hold.ts';
import { LedgerEntry } from './ledger.ts';
import { LedgerFinding } from './ledger-history.ts';
import { Discount } from './ledger-signature.ts';
import { Finding, ProofWord } from './proof.ts';
import { releaseTypes } from './release-type.ts';
import { TrainForecast } from './train-forecast.ts';
import { Judgement, Stage, Verdict } from './verdict.ts';

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

const neededFirst = {
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

export const CutResult = z.strictObject({
  version: z.string(),
  branch: z.string(),
  sha: Sha,
  tag: z.string(),
  done: z.boolean().describe('false: nothing was done, or there was nothing to do'),
  judgement: Judgement.nullable(),
  suggested: z
    .strictObject({
      version: z.string(),
      type: z.enum(releaseTypes),
      why: z.string().describe('the PR and its label that say so, or the default of the policy'),
    })
    .nullable()
    .optional()
    .describe('where no version and no type was named: the next version, and why it is that one'),
});
export type CutResult = z.infer<typeof CutResult>;

export const CutHotfixResult = z.strictObject({
  version: z.string(),
  branch: z.string(),
  sha: Sha.describe('what the branch is at'),
  line: z.string().describe('MAJOR.MINOR'),
  from: z.string().nullable().describe('the branch or tag that it is cut from; null where it was cut before'),
  done: z.boolean().describe('false: nothing was done, or there was nothing to do'),
});
export type CutHotfixResult = z.infer<typeof CutHotfixResult>;

export const TagResult = z.strictObject({
  version: z.string(),
  tag: z.string(),
  sha: Sha,
  done: z.boolean(),
  judgement: Judgement.nullable(),
});
export type TagResult = z.infer<typeof TagResult>;

export const PromoteResult = z.strictObject({
  version: z.string(),
  tag: z.string(),
  sha: Sha.nullable().describe('the candidate commit; null where there is no candidate'),
  main: Sha.nullable().describe('what the production branch is at afterwards; null where it does not exist'),
  done: z.boolean(),
  judgement: Judgement.nullable(),
});
export type PromoteResult = z.infer<typeof PromoteResult>;

export const SyncTarget = z.strictObject({
  branch: z.string(),
  missing: z.array(z.strictObject({ sha: Sha, subject: z.string() })),
  product: z.string().optional().describe('whose it lacks, where the policy has products'),
  outcome: z.enum(['up-to-date', 'missing', 'merged', 'picked', 'conflict']),
  after: Sha.optional(),
  paths: z.array(z.string()).optional(),
});
export type SyncTarget = z.infer<typeof SyncTarget>;

export const SyncResult = z.strictObject({ targets: z.array(SyncTarget) });
export type SyncResult = z.infer<typeof SyncResult>;

export const GateResult = z.strictObject({
  stage: Stage,
  version: z.string(),
  sha: Sha,
  passed: z.boolean(),
  verdicts: z.array(Verdict),
  leftOut: z
    .array(z.strictObject({ gate: z.string(), kind: z.string(), only: z.array(z.enum(releaseTypes)) }))
    .describe('gates of the stage that are not for a release of this type'),
  hold: Hold.nullable()
    .optional()
    .describe('the train is on hold, so that nothing goes on whatever the gates say'),
});
export type GateResult = z.infer<typeof GateResult>;

export const LogResult = z.strictObject({
  version: z.string().nullable(),
  entries: z.array(LedgerEntry),
  uncounted: z
    .array(Discount.extend({ entry: z.string().describe("the entry's path in the ledger") }))
    .optional()
    .describe('those of them that do not count, and why; where the policy asks for a signed ledger'),
});
export type LogResult = z.infer<typeof LogResult>;

export const VerifyResult = z.strictObject({
  version: z.string().nullable().describe('null: all of the ledger'),
  ref: z.string(),
  tip: Sha.nullable().describe('null: there is no ledger'),
  remote: z.boolean().describe('false: the remote did not answer; this is what the clone last saw of it'),
  entries: z.number().describe('how many were verified'),
  judged: z.strictObject({
    decisions: z.number().describe('entries that rest on verdicts of gates'),
    again: z.number().describe('those judged again from the facts on record'),
    agree: z.number().describe('those of these that come out the same'),
  }),
  signed: z
    .strictObject({
      entries: z.number(),
      counted: z.number().describe('those that count by their signature'),
    })
    .optional()
    .describe('where the policy asks for a signed ledger'),
  whole: z.boolean().describe('false: a finding is `broken`'),
  findings: z.array(LedgerFinding),
});
export type VerifyResult = z.infer<typeof VerifyResult>;

/** A fix that is selected for a train and not on it yet. */
export const WaitingFix = z.strictObject({
  pr: z.number(),
  title: z.string(),
  url: z.string(),
  approved: z.boolean(),
  reason: z.string().nullable().describe('why it may not be picked yet; null where it may'),
  waitsFor: z
    .string()
    .nullable()
    .optional()
    .describe('the role or login that the gates wait for, where one can act'),
  remedy: z.string().optional().describe('what lets it through the gates'),
  applies: z.enum(['clean', 'conflict', 'empty', 'not-merged']),
  paths: z.array(z.string()).optional(),
  ...neededFirst,
});
export type WaitingFix = z.infer<typeof WaitingFix>;

export const TrainStatus = z.strictObject({
  product: z.string().optional().describe('whose train it is, where the policy has products'),
  version: z.string(),
  kind: z.enum(['rc', 'hotfix']),
  branch: z.string(),
  tip: Sha,
  candidates: z.array(z.strictObject({ tag: z.string(), sha: Sha })),
  untagged: z
    .number()
    .describe('commits on the branch since the newest candidate; without one, since the last release'),
  picked: z.array(z.strictObject({ pr: z.number().optional(), source: Sha, commit: Sha })),
  waiting: z.array(WaitingFix),
  uncounted: z
    .number()
    .optional()
    .describe('entries on record that do not count, where the policy asks for a signed ledger'),
  hold: Hold.nullable().optional().describe('the train is on hold: who put it there, when and why'),
  next: Judgement.describe('the gates of the next stage'),
  actors: z.array(z.strictObject({ who: z.string(), does: z.string() })).describe('who has to act next'),
});
export type TrainStatus = z.infer<typeof TrainStatus>;

export const StatusResult = z.strictObject({
  forecast: z.array(TrainForecast).describe('what would come of it on other branches once it is released'),
  lacks: z.number().optional().describe('changes of production that it lacks; none where it is left out'),
  trains: z.array(TrainStatus),
  released: z.string().nullable().describe('the newest release; null where several products have one'),
  unsynced: z.array(SyncTarget).describe('branches that lack a change of production'),
});
export type StatusResult = z.infer<typeof StatusResult>;
