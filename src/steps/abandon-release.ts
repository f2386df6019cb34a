import * as z from 'zod';
import type { Release } from '../domain/change.ts';
import { abandonedText } from '../domain/release-body.ts';
import { releaseBefore } from './release-before.ts';
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
export const abandonRelease: StepKind<AbandonRelease, Release | null> = {
  kind: 'abandon-release',
  phase: 'effects',
  schema: AbandonRelease,
  describe: (step) => [`call the draft of the GitHub Release ${step.tag} abandoned`],
  done: async (step, context) => unsaid(step, await findIt(step, context)) === null,
  before: releaseBefore,
  async run(step, context, seen) {
    const draft = unsaid(step, seen === undefined ? await findIt(step, context) : seen);
    if (draft === null) return done;
    const { name, body } = abandonedText(step.name, draft.body);
    await requireGitHub(context).updateRelease(draft.id, { name, body });
    return done;
  },
};

const findIt = ({ tag }: AbandonRelease, context: StepContext): Promise<Release | null> =>
  requireGitHub(context).findRelease(tag);

/** The draft that does not say it yet; null where there is no draft, or it does. */
const unsaid = (step: AbandonRelease, release: Release | null): Release | null =>
  release?.draft === true && release.name !== abandonedText(step.name, release.body).name ? release : null;
