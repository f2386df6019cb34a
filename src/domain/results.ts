import * as z from 'zod';
import { Sha } from './git.ts';
import { HandingOver, HandOverTurn } from './hand-over-results.ts';
import { Hold } from './hold.ts';
import { LedgerEntry } from './ledger.ts';
import { LedgerFinding } from './ledger-history.ts';
import { Discount } from './ledger-signature.ts';
import { neededFirst } from './pick-results.ts';
import { releaseTypes } from './release-type.ts';
import { SyncTarget } from './sync-results.ts';
import { TrainForecast } from './train-forecast.ts';
import { Judgement, Stage, Verdict } from './verdict.ts';

export * from './pick-results.ts';
export * from './sync-results.ts';

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
  done: z.boolean().describe('released; not yet where it waits for a PR'),
  judgement: Judgement.nullable(),
  pullRequest: z
    .strictObject({ number: z.number().nullable(), url: z.string().nullable(), head: z.string() })
    .optional()
    .describe('the PR by which it gets into production, where it has to wait for one'),
});
export type PromoteResult = z.infer<typeof PromoteResult>;

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
  takenBack: z
    .array(
      z.strictObject({
        entry: z.string().describe("the entry's path in the ledger"),
        by: z.string().describe('the path of the entry that says so'),
      }),
    )
    .optional()
    .describe('those of them that were taken back (rel undo) and count no more; left out where none was'),
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
  forecast: z.array(TrainForecast).describe('what would come of it on other branches once it is released'),
  lacks: z.number().optional().describe('changes of production that it lacks; none where it is left out'),
  uncounted: z
    .number()
    .optional()
    .describe('entries on record that do not count, where the policy asks for a signed ledger'),
  closed: Hold.optional().describe('the train was given up: who closed it, when and why'),
  hold: Hold.nullable().optional().describe('the train is on hold: who put it there, when and why'),
  next: Judgement.describe('the gates of the next stage'),
  handOver: z
    .array(HandOverTurn)
    .optional()
    .describe('how the hand-over points stand with the newest candidate, where it is the tip'),
  actors: z.array(z.strictObject({ who: z.string(), does: z.string() })).describe('who has to act next'),
});
export type TrainStatus = z.infer<typeof TrainStatus>;

export const StatusResult = z.strictObject({
  trains: z.array(TrainStatus),
  released: z.string().nullable().describe('the newest release; null where several products have one'),
  handingOver: z.array(HandingOver).describe('releases that are not handed over to the end'),
  unsynced: z.array(SyncTarget).describe('branches that lack a change of production'),
});
export type StatusResult = z.infer<typeof StatusResult>;
