import * as z from 'zod';
import type { Release } from '../domain/change.ts';
import { requireGitHub } from './require-github.ts';
import { done, type StepContext, type StepKind } from './step.ts';

const AbandonRelease = z.object({
  kind: z.literal('abandon-release'),
  target: z.string(),
  /** The tag that the release would have got. */
  tag: z.string(),
  /** What the draft is called while its train is live. */
  name: z.string(),
});
export type AbandonRelease = z.infer<typeof AbandonRelease>;

/** Says in the draft of a train that was given up that it was. It stays a draft, with what people wrote into it. */
export const abandonRelease: StepKind<AbandonRelease> = {
  kind: 'abandon-release',
  phase: 'effects',
  schema: AbandonRelease,
  describe: (step) => [`call the draft of the GitHub Release ${step.tag} abandoned`],
  done: async (step, context) => (await unsaid(step, context)) === null,
  async run(step, context) {
    const draft = await unsaid(step, context);
    if (draft === null) return done;
    const body = `**Abandoned**: this train was closed and will not be released.\n\n${draft.body}`;
    await requireGitHub(context).updateRelease(draft.id, { name: nameOf(step), body });
    return done;
  },
};

const nameOf = ({ name }: AbandonRelease): string => `${name} (abandoned)`;

/** The draft that does not say it yet; null where there is no draft, or it does. */
async function unsaid(step: AbandonRelease, context: StepContext): Promise<Release | null> {
  const release = await requireGitHub(context).findRelease(step.tag);
  return release?.draft === true && release.name !== nameOf(step) ? release : null;
}
