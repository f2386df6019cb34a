import * as z from 'zod';
import { requireGitHub } from './require-github.ts';
import { done, type StepKind } from './step.ts';

const LabelPullRequest = z.object({
  kind: z.literal('label-pull-request'),
  target: z.string(),
  number: z.number(),
  label: z.string(),
});
export type LabelPullRequest = z.infer<typeof LabelPullRequest>;

/** Puts a label on a PR. GitHub itself makes a second time no change. */
export const labelPullRequest: StepKind<LabelPullRequest> = {
  kind: 'label-pull-request',
  phase: 'effects',
  schema: LabelPullRequest,
  describe: (step) => [`label #${step.number} ${step.label}`],
  done: async () => false,
  async run(step, context) {
    await requireGitHub(context).addLabels(step.number, [step.label]);
    return done;
  },
};
