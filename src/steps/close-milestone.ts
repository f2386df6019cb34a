import * as z from 'zod';
import { requireGitHub } from './require-github.ts';
import { type StepKind, unlessRefused } from './step.ts';

const CloseMilestone = z.object({
  kind: z.literal('close-milestone'),
  target: z.string(),
  /** Milestones are addressed by number (fact 50). */
  number: z.number(),
  title: z.string(),
});
export type CloseMilestone = z.infer<typeof CloseMilestone>;

/** Closes a milestone; one that is closed stays so. A release is no worse without it: where GitHub refuses, that is told. */
export const closeMilestone: StepKind<CloseMilestone> = {
  kind: 'close-milestone',
  phase: 'effects',
  schema: CloseMilestone,
  describe: ({ title }) => [`close the milestone ${title}`],
  done: async () => false,
  run: ({ number, title }, context) =>
    unlessRefused(`the milestone ${title} stays open`, () => requireGitHub(context).closeMilestone(number)),
};
