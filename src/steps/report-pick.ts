import * as z from 'zod';
import { Sha } from '../domain/git.ts';
import { codeText } from '../domain/markdown.ts';
import type { Comment, GitHub } from '../github/github.ts';
import {
  commentBefore,
  commentWith,
  ownComment,
  ownComments,
  rowHead,
  rowsOf,
  withRow,
  withRowsOf,
} from './picks-comment.ts';
import { requireGitHub } from './require-github.ts';
import { done, type StepContext, type StepKind } from './step.ts';

/** Where a PR's change stands on a branch. */
const PickState = z.discriminatedUnion('state', [
  /** It is on the branch, as these commits; some of them may have been there before. */
  z.object({ state: z.enum(['picked', 'there']), commits: z.array(Sha).min(1) }),
  /** It is on the branch `head`, whose PR nobody has merged yet: it waits there, or a person must resolve it. */
  z.object({ state: z.enum(['waits', 'conflict']), head: z.string() }),
]);
export type PickState = z.infer<typeof PickState>;

const ReportPick = z.object({
  kind: z.literal('report-pick'),
  target: z.string(),
  number: z.number(),
  branch: z.string(),
  where: PickState,
});
export type ReportPick = z.infer<typeof ReportPick>;

/** Keeps one comment on the source PR, found again by its marker, with a row a branch. */
export const reportPick: StepKind<ReportPick, Comment | null> = {
  kind: 'report-pick',
  phase: 'effects',
  schema: ReportPick,
  describe: ({ number, branch, where }) => [`comment on #${number}: ${inWords(where)} ${branch}`],
  async done(step, context) {
    return hasRow((await ownComment(step.number, context))?.body, await rowOf(step, context));
  },
  before: commentBefore,
  async run(step, context, seen) {
    const github = requireGitHub(context);
    const known = seen === undefined ? ownComment(step.number, context) : seen;
    const [existing, row] = await Promise.all([known, rowOf(step, context)]);
    if (hasRow(existing?.body, row)) return done;
    if (existing === null) await github.createComment(step.number, commentWith(row));
    for (let round = 0; round < mostRounds; round++) if (await settled(step, row, context)) break;
    return done;
  },
};

/** How often the comment is looked at again: each time somebody else has written into it. */
const mostRounds = 5;

/**
 * GitHub knows no "change it if nobody has": so what was written is read again, until the row is in it. Of two comments,
 * which two made who looked at the same time, the first one stays, with the rows of both. True where nothing is left to do.
 */
async function settled(step: ReportPick, row: string, context: StepContext): Promise<boolean> {
  const github = requireGitHub(context);
  const [first, ...others] = await ownComments(step.number, context);
  if (first === undefined || (others.length === 0 && hasRow(first.body, row))) return true;
  const all = withRowsOf([first, ...others].map(({ body }) => body));
  const body = hasRow(all, row) ? all : withRow(all, step.branch, row);
  if (body !== first.body) await github.updateComment(first.id, body);
  for (const { id } of others) await github.deleteComment(id);
  return false;
}

function inWords(where: PickState): string {
  switch (where.state) {
    case 'picked':
      return 'picked onto';
    case 'there':
      return 'it is on';
    case 'waits':
      return `it waits on ${where.head} for`;
    case 'conflict':
      return `its conflict is on ${where.head}, for`;
  }
}

/** The branch's row. The number of a PR is known only once it is open. */
async function rowOf({ branch, where }: ReportPick, context: StepContext): Promise<string> {
  switch (where.state) {
    case 'picked':
      return `${rowHead(branch)} picked as ${where.commits.join(' ')} |`;
    case 'there':
      return `${rowHead(branch)} there as ${where.commits.join(' ')} |`;
    case 'waits':
      return `${rowHead(branch)} waits in ${await requestName(where.head, branch, context)} |`;
    case 'conflict':
      return `${rowHead(branch)} conflict, to be resolved in ${await requestName(where.head, branch, context)} |`;
  }
}

/** What each connection has found open: a number does not change. */
const opened = new WeakMap<GitHub, Map<string, string>>();

async function requestName(head: string, base: string, context: StepContext): Promise<string> {
  const github = requireGitHub(context);
  const known = opened.get(github) ?? new Map<string, string>();
  opened.set(github, known);
  const read = known.has(head) ? null : await github.pullRequestsOfBranch(head, base);
  const open = read?.ok ? read.value.find(({ state }) => state === 'OPEN') : undefined;
  if (open !== undefined) known.set(head, `#${open.number}`);
  return known.get(head) ?? codeText(head);
}

const hasRow = (body: string | undefined, row: string): boolean =>
  body !== undefined && rowsOf(body).includes(row);
