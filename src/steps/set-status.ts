import * as z from 'zod';
import { Sha, short } from '../domain/git.ts';
import { requireGitHub } from './require-github.ts';
import { done, type StepKind } from './step.ts';

const SetStatus = z.object({
  kind: z.literal('set-status'),
  target: z.string(),
  sha: Sha,
  context: z.string(),
  state: z.enum(['error', 'failure', 'pending', 'success']),
  /** One line. */
  description: z.string(),
});
export type SetStatus = z.infer<typeof SetStatus>;

/** What was set before; `status` is null where nothing was, or where that is not known. */
const StatusThen = z.object({
  known: z.boolean(),
  status: z
    .object({
      context: z.string(),
      state: z.enum(['error', 'failure', 'pending', 'success']),
      description: z.string(),
      targetUrl: z.string().nullable(),
    })
    .nullable(),
});
export type StatusThen = z.infer<typeof StatusThen>;

/** Sets a commit status; one that is the same already is left as it is. */
export const setStatus: StepKind<SetStatus, StatusThen> = {
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
  before: {
    schema: StatusThen,
    async read({ sha, context }, at) {
      const read = await requireGitHub(at).status(sha, context);
      return read.ok ? { known: true, status: read.value } : { known: false, status: null };
    },
  },
  async run({ sha, context, state, description }, at) {
    await requireGitHub(at).setStatus(sha, { context, state, description, targetUrl: null });
    return done;
  },
};
