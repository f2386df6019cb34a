import * as z from 'zod';

/** What would come of a train on one branch once it is released. */
export const TrainForecast = z.strictObject({
  into: z.string().describe('the branch'),
  by: z.enum(['merge', 'picks']),
  outcome: z.enum(['clean', 'conflict', 'no-branch', 'unreadable']),
  paths: z.array(z.string()).optional().describe('where it conflicts'),
  why: z.string().optional().describe('what could not be read: the branch, or the open PRs against it'),
  breaks: z
    .array(z.strictObject({ pr: z.number(), title: z.string(), url: z.string(), paths: z.array(z.string()) }))
    .optional()
    .describe('open PRs against it that merge today and would conflict afterwards'),
  tried: z.number().optional().describe('how many open PRs were tried: the 50 that were updated last'),
  open: z.number().optional().describe('how many open PRs there are against it'),
});
export type TrainForecast = z.infer<typeof TrainForecast>;
