import * as z from 'zod';
import { requireGitHub } from './require-github.ts';
import { type StepKind, unlessRefused } from './step.ts';

const CloseIssue = z.object({
  kind: z.literal('close-issue'),
  target: z.string(),
  number: z.number(),
  /** Why, in Markdown: what is said in it first. */
  why: z.string(),
});
export type CloseIssue = z.infer<typeof CloseIssue>;

/** Closes an issue with a comment that says why; said once. */
export const closeIssue: StepKind<CloseIssue> = {
  kind: 'close-issue',
  phase: 'effects',
  schema: CloseIssue,
  describe: ({ number }) => [`close the issue #${number}, and say why`],
  done: async () => false,
  run: ({ number, why }, context) =>
    unlessRefused(`the issue #${number} stays open`, async () => {
      const github = requireGitHub(context);
      const said = (await github.comments(number)).some(({ body }) => body.trim() === why.trim());
      if (!said) await github.createComment(number, why);
      await github.closeIssue(number);
    }),
};
