import * as z from 'zod';
import { sameText } from '../domain/release-body.ts';
import type { BranchPullRequest } from '../github/github.ts';
import { requireGitHub } from './require-github.ts';
import { done, type StepContext, type StepKind, type StepOutcome, unlessRefused } from './step.ts';

const Text = z.object({ title: z.string(), body: z.string() });

const TakeBackPullRequest = z.object({
  kind: z.literal('take-back-pull-request'),
  target: z.string(),
  number: z.number(),
  head: z.string(),
  base: z.string(),
  /** What rel made of its text. */
  wrote: Text,
  /** What it said; null: rel opened it, and it is closed. */
  was: Text.nullable(),
});
export type TakeBackPullRequest = z.infer<typeof TakeBackPullRequest>;

/** Closes a PR that rel opened, or gives one the text again that it had. One that is merged or closed stays as it is. */
export const takeBackPullRequest: StepKind<TakeBackPullRequest> = {
  kind: 'take-back-pull-request',
  phase: 'effects',
  schema: TakeBackPullRequest,
  describe: ({ number, was }) => [
    was === null ? `close the PR #${number}` : `give the PR #${number} its earlier text`,
  ],
  done: async () => false,
  async run(step, context) {
    const { number, was, wrote } = step;
    const github = requireGitHub(context);
    const pr = await find(step, context);
    if (pr?.state === 'MERGED') return note(`#${number} was merged in the meantime: what it brought stays`);
    if (pr?.state !== 'OPEN') return done;
    if (was === null) return unlessRefused(`#${number} stays open`, () => github.closePullRequest(number));
    if (pr.title !== wrote.title || !sameText(pr.body, wrote.body)) return done;
    return unlessRefused(`#${number} keeps its text`, () => github.updatePullRequest(number, was));
  },
};

/** The PR as it is by now; null where it cannot be found. */
async function find(
  { number, head, base }: TakeBackPullRequest,
  context: StepContext,
): Promise<BranchPullRequest | null> {
  const read = await requireGitHub(context).pullRequestsOfBranch(head, base);
  return read.ok ? (read.value.find((pr) => pr.number === number) ?? null) : null;
}

const note = (text: string): StepOutcome => ({ kind: 'done', notes: [text] });
