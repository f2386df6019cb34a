import * as z from 'zod';
import { Sha } from './git.ts';
import { HandOverDecision } from './hand-over.ts';
import { Judgement } from './verdict.ts';

export const HandOverResult = z.strictObject({
  version: z.string(),
  point: z.string(),
  from: z.string().describe('the role that gives'),
  to: z.string().describe('the role that takes'),
  decision: HandOverDecision,
  sha: Sha,
  done: z.boolean().describe('false: nothing was recorded, or it is on record already'),
  judgement: Judgement.nullable().describe('what the point needs; null where nothing was judged'),
});
export type HandOverResult = z.infer<typeof HandOverResult>;

/** How a point stands with a version; `waits`: something that it needs is not there yet. */
export const HandOverTurn = z.strictObject({
  point: z.string(),
  from: z.string(),
  to: z.string(),
  state: z
    .enum(['accepted', 'given', 'declined', 'ready', 'waits', 'unknown'])
    .describe(
      'ready: whoever gives may give it; waits: something it needs is not there; unknown: it could not be read',
    ),
  message: z.string(),
});
export type HandOverTurn = z.infer<typeof HandOverTurn>;

/** A release that is not handed over to the end. */
export const HandingOver = z.strictObject({
  product: z.string().optional().describe('whose release it is, where the policy has products'),
  version: z.string(),
  tag: z.string(),
  sha: Sha,
  points: z.array(HandOverTurn),
  actors: z.array(z.strictObject({ who: z.string(), does: z.string() })).describe('who has to act next'),
});
export type HandingOver = z.infer<typeof HandingOver>;
