import * as z from 'zod';
import { Delivery } from './pick-request.ts';

/** What a release does besides its tag (docs/promotion.md). */
export const PromoteRules = z.strictObject({
  deliver: Delivery.default('push').describe(
    'how a candidate reaches the production branch: pushed, or by a PR that is merged with a merge commit',
  ),
  tag: z
    .enum(['annotated', 'signed'])
    .default('annotated')
    .describe('signed: no release without a signature on its tag; annotated: signed where git signs tags'),
  milestone: z
    .string()
    .nullable()
    .optional()
    .describe('the milestone that is closed; by default {version}, of several products none; null: none'),
  next: z
    .enum(['minor', 'patch', 'none'])
    .default('minor')
    .describe('the milestone that is opened after it, where that one is there'),
});
export type PromoteRules = z.infer<typeof PromoteRules>;
