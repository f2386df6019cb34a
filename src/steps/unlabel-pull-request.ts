import * as z from 'zod';
import { requireGitHub } from './require-github.ts';
import { type StepKind, unlessRefused } from './step.ts';

const UnlabelPullRequest = z.object({
  kind: z.literal('unlabel-pull-request'),
  target: z.string(),
  number: z.number(),
  label: z.string(),
});
export type UnlabelPullRequest = z.infer<typeof UnlabelPullRequest>;

/** Takes a label off a PR; one that is not on it is fine. */
export const unlabelPullRequest: StepKind<UnlabelPullRequest> = {
  kind: 'unlabel-pull-request',
  phase: 'effects',
  schema: UnlabelPullRequest,
  describe: ({ number, label }) => [`take the label ${label} off #${number}`],
  done: async () => false,
  run: ({ number, label }, context) =>
    unlessRefused(`the label ${label} stays on #${number}`, () =>
      requireGitHub(context).removeLabel(number, label),
    ),
};
