import * as z from 'zod';

const names = z.array(z.string().min(1));

/** Who decides about a train as a whole. */
export const TrainRules = z.strictObject({
  holdBy: names
    .default([])
    .describe('the roles that may put a train on hold and release it; none: anybody who may push'),
  closeBy: names
    .default([])
    .describe('the roles that may close a train that is given up; none: anybody who may push'),
});
export type TrainRules = z.infer<typeof TrainRules>;

/** What the next version is, by the labels of the PRs that it brings. */
export const VersionRules = z.strictObject({
  major: names.default([]).describe('labels of a PR that makes the next version a major one'),
  minor: names.default([]).describe('labels of a PR that makes the next version a minor one'),
  default: z
    .enum(['patch', 'minor', 'major'])
    .default('minor')
    .describe('what the next version is where no PR has one of these labels'),
});
export type VersionRules = z.infer<typeof VersionRules>;
