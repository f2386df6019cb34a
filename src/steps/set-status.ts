import * as z from 'zod';
import { Sha, short } from '../domain/git.ts';
import { requireGitHub } from './require-github.ts';
import { done, type StepKind } from './step.ts';

const SetStatus = z.object({
  kind: z.literal('set-status'),
  target: z.string(),
  sha: Sha,
  context: z.string(),
  state: z.enum(['failure', 'success']),
  /** One line. */
  description: z.string(),
});
export type SetStatus = z.infer<typeof SetStatus>;

/** Sets a commit status; one that is the same already is left as it is. */
export const setStatus: StepKind<SetStatus> = {
  kind: 'set-status',
  phase: 'effects',
  schema: SetStatus,
  describe: (step) => [
    `set the status ${step.context} of ${short(step.sha)} to ${step.state}: ${step.description}`,
  ],
  async done({ sha, context, state, description }, at) {
    const read = await requireGitHub(at).status(sha, context);
    return read.ok && read.value?.state === state && read.value.description === description;
  },
  async run({ sha, context, state, description }, at) {
    await requireGitHub(at).setStatus(sha, { context, state, description, targetUrl: null });
    return done;
  },
};
