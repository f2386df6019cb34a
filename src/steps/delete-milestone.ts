import * as z from 'zod';
import { requireGitHub } from './require-github.ts';
import { type StepKind, type StepOutcome, unlessRefused } from './step.ts';

const DeleteMilestone = z.object({
  kind: z.literal('delete-milestone'),
  target: z.string(),
  title: z.string(),
});
export type DeleteMilestone = z.infer<typeof DeleteMilestone>;

/** Deletes a milestone that nothing is in. One that somebody has put something into stays, which is told. */
export const deleteMilestone: StepKind<DeleteMilestone> = {
  kind: 'delete-milestone',
  phase: 'effects',
  schema: DeleteMilestone,
  describe: ({ title }) => [`delete the milestone ${title}, if nothing is in it`],
  done: async () => false,
  async run({ title }, context) {
    let gone = true;
    const acted = await unlessRefused(`the milestone ${title} stays`, async () => {
      gone = await requireGitHub(context).deleteEmptyMilestone(title);
    });
    return gone ? acted : note(`the milestone ${title} stays: something is in it`);
  },
};

const note = (text: string): StepOutcome => ({ kind: 'done', notes: [text] });
