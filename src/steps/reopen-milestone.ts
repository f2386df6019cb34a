import * as z from 'zod';
import { requireGitHub } from './require-github.ts';
import { type StepKind, unlessRefused } from './step.ts';

const ReopenMilestone = z.object({
  kind: z.literal('reopen-milestone'),
  target: z.string(),
  /** Milestones are addressed by number (fact 50). */
  number: z.number(),
  title: z.string(),
});
export type ReopenMilestone = z.infer<typeof ReopenMilestone>;

/** Opens a milestone again; one that is open stays so. Where GitHub refuses, that is told. */
export const reopenMilestone: StepKind<ReopenMilestone> = {
  kind: 'reopen-milestone',
  phase: 'effects',
  schema: ReopenMilestone,
  describe: ({ title }) => [`open the milestone ${title} again`],
  done: async () => false,
  run: ({ number, title }, context) =>
    unlessRefused(`the milestone ${title} stays closed`, () =>
      requireGitHub(context).reopenMilestone(number),
    ),
};
