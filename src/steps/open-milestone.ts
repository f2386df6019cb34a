import * as z from 'zod';
import { requireGitHub } from './require-github.ts';
import { type StepKind, unlessRefused } from './step.ts';

const OpenMilestone = z.object({
  kind: z.literal('open-milestone'),
  target: z.string(),
  title: z.string(),
});
export type OpenMilestone = z.infer<typeof OpenMilestone>;

/** Opens a milestone; one with that title, open or closed, stays as it is. Where GitHub refuses, that is told. */
export const openMilestone: StepKind<OpenMilestone> = {
  kind: 'open-milestone',
  phase: 'effects',
  schema: OpenMilestone,
  describe: ({ title }) => [`open the milestone ${title}`],
  done: async () => false,
  run: ({ title }, context) =>
    unlessRefused(`there is no milestone ${title}`, () => requireGitHub(context).createMilestone(title)),
};
