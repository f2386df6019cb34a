import * as z from 'zod';
import { hasNoRows, ownComment, rowHead, rowsOf, withRow } from './picks-comment.ts';
import { requireGitHub } from './require-github.ts';
import { type StepContext, type StepKind, unlessRefused } from './step.ts';

const TakeBackReport = z.object({
  kind: z.literal('take-back-report'),
  target: z.string(),
  number: z.number(),
  branch: z.string(),
  /** The comment as it was; null: rel wrote it. */
  was: z.string().nullable(),
});
export type TakeBackReport = z.infer<typeof TakeBackReport>;

/**
 * Puts a branch's row in rel's comment on a PR back to what it was, or takes it out; a comment without any row goes. All
 * else that stands in it stays.
 */
export const takeBackReport: StepKind<TakeBackReport> = {
  kind: 'take-back-report',
  phase: 'effects',
  schema: TakeBackReport,
  describe: ({ number, branch }) => [`take back what the comment on #${number} says of ${branch}`],
  done: async (step, context) => (await change(step, context)) === null,
  run: (step, context) =>
    unlessRefused(`the comment on #${step.number} stays as it is`, async () => {
      const changed = await change(step, context);
      if (changed === null) return;
      const github = requireGitHub(context);
      if (changed.body === null) await github.deleteComment(changed.id);
      else await github.updateComment(changed.id, changed.body);
    }),
};

/** What is to become of the comment (`body` null: it goes); null where nothing is. */
async function change(
  { number, branch, was }: TakeBackReport,
  context: StepContext,
): Promise<{ readonly id: number; readonly body: string | null } | null> {
  const comment = await ownComment(number, context);
  if (comment === null) return null;
  const rowIn = (body: string) => rowsOf(body).find((line) => line.startsWith(rowHead(branch))) ?? null;
  const row = was === null ? null : rowIn(was);
  if (rowIn(comment.body) === row) return null;
  const body = withRow(comment.body, branch, row);
  return { id: comment.id, body: hasNoRows(body) ? null : body };
}
