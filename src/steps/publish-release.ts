import * as z from 'zod';
import { withNotes } from '../domain/release-body.ts';
import { ReleaseThen } from './release-before.ts';
import { requireGitHub } from './require-github.ts';
import { done, type StepKind } from './step.ts';

const PublishRelease = z.object({
  kind: z.literal('publish-release'),
  target: z.string(),
  tag: z.string(),
  name: z.string(),
  body: z.string(),
  /** Whether GitHub shows it as the latest one: not so for an older line. */
  latest: z.boolean(),
});
export type PublishRelease = z.infer<typeof PublishRelease>;

/** The release as it was; and where it becomes the latest one, which one was that. */
const PublishedOver = z.object({
  release: ReleaseThen.nullable(),
  latest: z.object({ id: z.number(), tag: z.string() }).nullable(),
});
export type PublishedOver = z.infer<typeof PublishedOver>;

/**
 * Publishes the draft by its id, with what a person wrote beside the notes, or makes the release; one that is published
 * already is adopted as it is. Never deletes one to make it again (facts 45 to 47).
 */
export const publishRelease: StepKind<PublishRelease, PublishedOver> = {
  kind: 'publish-release',
  phase: 'effects',
  schema: PublishRelease,
  describe: (step) => [`publish the GitHub Release ${step.tag}${step.latest ? ' as the latest' : ''}`],
  async done(step, context) {
    const release = await requireGitHub(context).findRelease(step.tag);
    return release !== null && !release.draft;
  },
  before: {
    schema: PublishedOver,
    async read({ tag, latest }, context) {
      const github = requireGitHub(context);
      const release = await github.findRelease(tag);
      const shown = latest && release?.draft !== false ? await github.latestRelease() : null;
      return { release, latest: shown === null ? null : { id: shown.id, tag: shown.tag } };
    },
  },
  async run(step, context, seen) {
    const github = requireGitHub(context);
    const { tag, name, body } = step;
    const makeLatest = step.latest ? 'true' : 'false';
    const release = seen === undefined ? await github.findRelease(tag) : seen.release;
    if (release === null) {
      const text = withNotes('', body);
      await github.createRelease({ tag, name, body: text, draft: false, prerelease: false, makeLatest });
    } else if (release.draft) {
      const text = withNotes(release.body, body);
      await github.updateRelease(release.id, {
        name,
        body: text,
        draft: false,
        prerelease: false,
        makeLatest,
      });
    }
    return done;
  },
};
