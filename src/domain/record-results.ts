import * as z from 'zod';
import { FixOfClosed } from './closed-train.ts';
import { Sha } from './git.ts';
import { Hold } from './hold.ts';
import { recordKinds } from './records.ts';
import { Stage } from './verdict.ts';

export const SignOffResult = z.strictObject({
  version: z.string(),
  candidate: z.string(),
  sha: Sha,
  role: z.string(),
  decision: z.enum(['approved', 'rejected']),
  done: z.boolean().describe('false: nothing was recorded, or it is on record already'),
});
export type SignOffResult = z.infer<typeof SignOffResult>;

export const WaiveResult = z.strictObject({
  version: z.string(),
  stage: Stage,
  gate: z.string(),
  reason: z.string(),
  until: z.string().describe('ISO 8601, UTC'),
  done: z.boolean().describe('false: nothing was recorded, or it is on record already'),
});
export type WaiveResult = z.infer<typeof WaiveResult>;

export const RecordResult = z.strictObject({
  version: z.string(),
  kind: z.enum(recordKinds),
  sha: Sha.nullable().describe('the commit that it is evidence of; null for an incident'),
  done: z.boolean().describe('false: nothing was recorded, or it is on record already'),
});
export type RecordResult = z.infer<typeof RecordResult>;

export const HoldResult = z.strictObject({
  version: z.string(),
  hold: Hold.nullable().describe('the hold that is on record by then; null: it is not on hold'),
  done: z.boolean().describe('false: nothing was recorded, or it is on record already'),
});
export type HoldResult = z.infer<typeof HoldResult>;

export const CloseResult = z.strictObject({
  version: z.string(),
  branch: z.string(),
  tip: Sha.describe('what the branch was closed at, and what the ref below refs/rel/closed/ keeps'),
  fixes: z.array(FixOfClosed).describe('the changes that came to it alone'),
  done: z.boolean().describe('false: nothing was changed, or it is closed already'),
});
export type CloseResult = z.infer<typeof CloseResult>;

export const TickResult = z.strictObject({
  version: z.string(),
  gate: z.string(),
  item: z.string(),
  ticked: z.boolean().describe('false: it was taken back'),
  done: z.boolean().describe('false: nothing was recorded, or it is on record already'),
});
export type TickResult = z.infer<typeof TickResult>;
