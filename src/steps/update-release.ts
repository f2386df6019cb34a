import * as z from 'zod';
import type { Release } from '../domain/change.ts';
import { withNotes } from '../domain/release-body.ts';
import { releaseBefore } from './release-before.ts';
import { requireGitHub } from './require-github.ts';
import { done, type StepContext, type StepKind } from './step.ts';

const UpdateRelease = z.object({
  kind: z.literal('update-release'),
  target: z.string(),
  /** The tag the release will have; a draft has none yet (fact 45). */
  tag: z.string(),
  name: z.string(),
  /** The notes, in Markdown. */
  body: z.string(),
});
export type UpdateRelease = z.infer<typeof UpdateRelease>;

/**
 * Brings the notes of the draft up to date, between rel's markers, or makes the draft where there is none. What is
 * published is never changed.
 */
export const updateRelease: StepKind<UpdateRelease, Release | null> = {
  kind: 'update-release',
  phase: 'effects',
  schema: UpdateRelease,
  describe: ({ tag }) => [`bring the draft of the GitHub Release ${tag} up to date`],
  async done(step, context) {
    const release = await releaseOf(step, context);
    return release !== null && isUpToDate(release, step);
  },
  before: releaseBefore,
  async run(step, context, seen) {
    const github = requireGitHub(context);
    const { tag, name, body } = step;
    const release = seen === undefined ? await releaseOf(step, context) : seen;
    if (release === null) {
      const text = withNotes('', body);
      const draft = { tag, name, body: text, draft: true, prerelease: false, makeLatest: 'false' } as const;
      const made = await github.createRelease(draft);
      if (!isUpToDate(made, step)) await github.updateRelease(made.id, { body: withNotes(made.body, body) });
    } else if (!isUpToDate(release, step)) {
      await github.updateRelease(release.id, { body: withNotes(release.body, body) });
    }
    return done;
  },
};

const releaseOf = ({ tag }: UpdateRelease, context: StepContext) => requireGitHub(context).findRelease(tag);

const isUpToDate = ({ draft, body }: Release, step: UpdateRelease): boolean =>
  !draft || withNotes(body, step.body) === body;
