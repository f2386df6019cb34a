import * as z from 'zod';
import { Sha } from '../domain/git.ts';
import { requestMarker } from '../domain/markdown.ts';
import type { BranchPullRequest, GitHub } from '../github/github.ts';
import { requireGitHub } from './require-github.ts';
import type { StepKind, StepOutcome } from './step.ts';

const OpenPullRequest = z.object({
  kind: z.literal('open-pull-request'),
  target: z.string(),
  /** Branches of this repository. */
  head: z.string(),
  base: z.string(),
  title: z.string(),
  /** Begins with `requestMarker`, by which the text is known as ours. */
  body: z.string(),
  draft: z.boolean(),
  /** Logins; whom it cannot be given to is left out. */
  assignees: z.array(z.string()),
});
export type OpenPullRequest = z.infer<typeof OpenPullRequest>;

/** The PRs of these branches before: the open one, and the highest number; null where they could not be read. */
const PullRequestsThen = z.object({
  open: z
    .object({
      number: z.number(),
      url: z.string(),
      state: z.enum(['OPEN', 'CLOSED', 'MERGED']),
      isDraft: z.boolean(),
      title: z.string(),
      body: z.string(),
      headSha: Sha,
      author: z.string().nullable(),
    })
    .nullable(),
  newest: z.number(),
});
export type PullRequestsThen = z.infer<typeof PullRequestsThen>;

/**
 * Opens a PR, found again by its branches: never a second one. The text of one that is open already is brought up to
 * date where it is ours; a text that a person wrote is left as it is.
 */
export const openPullRequest: StepKind<OpenPullRequest, PullRequestsThen | null> = {
  kind: 'open-pull-request',
  phase: 'effects',
  schema: OpenPullRequest,
  describe: (step) => [
    `open a ${step.draft ? 'draft ' : ''}PR of ${step.head} against ${step.base}: ${step.title}`,
    ...(step.assignees.length === 0 ? [] : [`  assigned to ${step.assignees.join(', ')}`]),
  ],
  async done(step, context) {
    const open = await openOne(step, requireGitHub(context));
    // Whether it was given to anybody before the kill is not known; to give it once more changes nothing.
    return open !== null && !isOutdated(open, step) && step.assignees.length === 0;
  },
  before: {
    schema: PullRequestsThen.nullable(),
    async read({ head, base }, context) {
      const read = await requireGitHub(context).pullRequestsOfBranch(head, base);
      if (!read.ok) return null;
      const open = read.value.find(({ state }) => state === 'OPEN') ?? null;
      return { open, newest: Math.max(0, ...read.value.map(({ number }) => number)) };
    },
  },
  async run(step, context, seen) {
    const github = requireGitHub(context);
    const { head, base, title, body, draft, assignees } = step;
    const opened = await github.openPullRequest({ head, base, title, body, draft }, seen?.open);
    if (opened.kind === 'no-commits') return { kind: 'done', notes: [nothingToMerge(step)] };
    const { made, pullRequest } = opened;
    const { number, url } = pullRequest;
    if (!made && isOutdated(pullRequest, step)) await github.updatePullRequest(number, { title, body });
    const goesOn = seen === undefined;
    if ((made || goesOn) && assignees.length > 0) await github.addAssignees(number, assignees);
    return { kind: 'done', notes: [], pullRequest: { head, number, url } } satisfies StepOutcome;
  },
};

async function openOne({ head, base }: OpenPullRequest, github: GitHub): Promise<BranchPullRequest | null> {
  const read = await github.pullRequestsOfBranch(head, base);
  return read.ok ? (read.value.find(({ state }) => state === 'OPEN') ?? null) : null;
}

/** GitHub gives a text back with the line ends that a browser sent. */
const lines = (text: string): string => text.replaceAll('\r\n', '\n').trim();

const isOutdated = (pr: BranchPullRequest, { title, body }: OpenPullRequest): boolean =>
  lines(pr.body).startsWith(requestMarker) && (pr.title !== title || lines(pr.body) !== lines(body));

const nothingToMerge = ({ head, base }: OpenPullRequest): string =>
  `no PR was opened: ${base} has every commit of ${head} already`;
