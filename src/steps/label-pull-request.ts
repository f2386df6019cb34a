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
export const labelPullRequest: StepKind<LabelPullRequest, boolean | null> = {
  kind: 'label-pull-request',
  phase: 'effects',
  schema: LabelPullRequest,
  describe: (step) => [`label #${step.number} ${step.label}`],
  done: async () => false,
  before: {
    /** Whether it was on it already; null where that is not known. */
    schema: z.boolean().nullable(),
    async read({ number, label }, context) {
      // Where the PR has been planned with, that is known, and nobody is asked.
      const read = (await requireGitHub(context).pullRequests([number])).get(number);
      return read?.ok === true ? read.value.labels.some((one) => isSameLabel(one, label)) : null;
    },
  },
  async run(step, context) {
    await requireGitHub(context).addLabels(step.number, [step.label]);
    return done;
  },
};

/** GitHub tells labels apart by more than capitals. */
const isSameLabel = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();
