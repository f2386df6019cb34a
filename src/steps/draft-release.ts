import * as z from 'zod';
import type { Release } from '../domain/change.ts';
import { withNotes } from '../domain/release-body.ts';
import { releaseBefore } from './release-before.ts';
import { requireGitHub } from './require-github.ts';
import { done, type StepKind } from './step.ts';

const DraftRelease = z.object({
  kind: z.literal('draft-release'),
  target: z.string(),
  /** The tag the release will have; a draft has none yet (fact 45). */
  tag: z.string(),
  name: z.string(),
  body: z.string(),
});
export type DraftRelease = z.infer<typeof DraftRelease>;

/** Makes the draft GitHub Release of a train, unless there is a release with that tag already. */
export const draftRelease: StepKind<DraftRelease, Release | null> = {
  kind: 'draft-release',
  phase: 'effects',
  schema: DraftRelease,
  describe: (step) => [`draft the GitHub Release ${step.tag}`],
  done: async (step, context) => (await requireGitHub(context).findRelease(step.tag)) !== null,
  before: releaseBefore,
  async run(step, context, seen) {
    const github = requireGitHub(context);
    const release = seen === undefined ? await github.findRelease(step.tag) : seen;
    if (release !== null) return done;
    const { tag, name, body } = step;
    await github.createRelease({
      tag,
      name,
      body: withNotes('', body),
      draft: true,
      prerelease: false,
      makeLatest: 'false',
    });
    return done;
  },
};
