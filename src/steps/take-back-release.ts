import * as z from 'zod';
import type { Release } from '../domain/change.ts';
import { bodyBack, sameText } from '../domain/release-body.ts';
import { requireGitHub } from './require-github.ts';
import { done, type StepKind, type StepOutcome, unlessRefused } from './step.ts';

const Text = z.object({ name: z.string(), body: z.string() });

const TakeBackRelease = z.object({
  kind: z.literal('take-back-release'),
  target: z.string(),
  tag: z.string(),
  /** What rel made of it. */
  wrote: Text,
  /** What it was; null: rel made it, and it goes if nobody else has put anything into it. */
  was: Text.nullable(),
  /** The release that was the latest one until `since` (ISO 8601, UTC); null where none is to be that again. */
  latest: z.object({ id: z.number(), tag: z.string(), since: z.string() }).nullable(),
});
export type TakeBackRelease = z.infer<typeof TakeBackRelease>;

/**
 * Makes a GitHub Release the draft again that it was, or deletes it where there was none. What a person wrote into it or
 * attached to it since stays.
 */
export const takeBackRelease: StepKind<TakeBackRelease> = {
  kind: 'take-back-release',
  phase: 'effects',
  schema: TakeBackRelease,
  describe: ({ tag, was, latest }) => [
    was === null
      ? `delete the draft of the GitHub Release ${tag}, if it is as rel made it`
      : `make the GitHub Release ${tag} the draft that it was`,
    ...(latest === null ? [] : [`  and ${latest.tag} the latest one again`]),
  ],
  done: async () => false,
  async run(step, context) {
    const github = requireGitHub(context);
    const release = await github.findRelease(step.tag);
    if (release === null) return done;
    if (release.immutable && !release.draft)
      return note(`the GitHub Release ${step.tag} is immutable: it stays`);
    let left: StepOutcome = done;
    const acted = await unlessRefused(`the GitHub Release ${step.tag} is not as it was`, async () => {
      // GitHub itself makes a release whose tag is deleted a draft.
      const draft = release.draft ? release : await github.updateRelease(release.id, { draft: true });
      await latestAgain(step, github);
      if (step.was !== null) await putBack({ ...step, was: step.was }, draft, github);
      else if (isAsWritten(step, draft)) await github.deleteRelease(draft.id);
      else left = note(`the draft of the GitHub Release ${step.tag} stays: somebody has changed it`);
    });
    return acted.kind === 'done' && acted.notes.length > 0 ? acted : left;
  },
};

/**
 * Said of it, and not left to GitHub: that goes by dates then, and the newest one may be of an older line. One that came
 * out since stays the latest one.
 */
async function latestAgain({ latest }: TakeBackRelease, github: Writer): Promise<void> {
  if (latest === null) return;
  const now = await github.latestRelease();
  const cameSince = now !== null && (now.publishedAt ?? '') > latest.since;
  if (!cameSince) await github.updateRelease(latest.id, { makeLatest: 'true' });
}

type Writer = ReturnType<typeof requireGitHub>;

async function putBack(
  { wrote, was }: TakeBackRelease & { was: z.infer<typeof Text> },
  { id, name, body }: Release,
  github: Writer,
): Promise<void> {
  const back = {
    name: name === wrote.name ? was.name : name,
    body: bodyBack(body, { wrote: wrote.body, was: was.body }),
  };
  if (back.name !== name || !sameText(back.body, body)) await github.updateRelease(id, back);
}

const isAsWritten = ({ wrote }: TakeBackRelease, { name, body, assets }: Release): boolean =>
  name === wrote.name && sameText(body, wrote.body) && assets === 0;

const note = (text: string): StepOutcome => ({ kind: 'done', notes: [text] });
