import * as z from 'zod';
import { Sha } from '../domain/git.ts';
import { codeText } from '../domain/markdown.ts';
import type { GitHub } from '../github/github.ts';
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

const marker = '<!-- rel:picks -->';
const heading = `${marker}\nPicks of this PR by \`rel\`:\n\n| branch | state |\n| --- | --- |\n`;

/** Keeps one comment on the source PR, found again by its marker, with a row a branch. */
export const reportPick: StepKind<ReportPick> = {
  kind: 'report-pick',
  phase: 'effects',
  schema: ReportPick,
  describe: ({ number, branch, where }) => [`comment on #${number}: ${inWords(where)} ${branch}`],
  async done(step, context) {
    return hasRow((await ownComment(step, context))?.body, await rowOf(step, context));
  },
  async run(step, context) {
    const github = requireGitHub(context);
    const [existing, row] = await Promise.all([ownComment(step, context), rowOf(step, context)]);
    if (existing === null) await github.createComment(step.number, `${heading}${row}\n`);
    else if (!hasRow(existing.body, row))
      await github.updateComment(existing.id, withRow(existing.body, step, row));
    return done;
  },
};

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

/**
 * The comment with our marker that we wrote: a marker in somebody else's comment is only text. We are who the token
 * belongs to, a bot in GitHub Actions, whoever acts.
 */
async function ownComment(step: ReportPick, context: StepContext) {
  const github = requireGitHub(context);
  const [comments, us] = await Promise.all([github.comments(step.number), github.viewer()]);
  return comments.find((c) => c.body.startsWith(marker) && c.author === us) ?? null;
}

const cell = (branch: string): string => `| ${codeText(branch)} |`;

/** The branch's row. The number of a PR is known only once it is open. */
async function rowOf({ branch, where }: ReportPick, context: StepContext): Promise<string> {
  switch (where.state) {
    case 'picked':
      return `${cell(branch)} picked as ${where.commits.join(' ')} |`;
    case 'there':
      return `${cell(branch)} there as ${where.commits.join(' ')} |`;
    case 'waits':
      return `${cell(branch)} waits in ${await requestName(where.head, branch, context)} |`;
    case 'conflict':
      return `${cell(branch)} conflict, to be resolved in ${await requestName(where.head, branch, context)} |`;
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

/** Line ends may have become a browser's. */
const rowsOf = (body: string): string[] => body.trimEnd().split(/\r?\n/);

const hasRow = (body: string | undefined, row: string): boolean =>
  body !== undefined && rowsOf(body).includes(row);

/** The comment with this branch's row put in, or in place of the one it had. */
function withRow(body: string, { branch }: ReportPick, row: string): string {
  const others = rowsOf(body).filter((line) => !line.startsWith(cell(branch)));
  return `${[...others, row].join('\n')}\n`;
}
