import * as z from 'zod';
import { Sha } from '../domain/git.ts';
import { requireGitHub } from './require-github.ts';
import { done, type StepContext, type StepKind } from './step.ts';

const ReportPick = z.object({
  kind: z.literal('report-pick'),
  target: z.string(),
  number: z.number(),
  branch: z.string(),
  /** The commits the PR became on the branch. */
  commits: z.array(Sha).min(1),
});
export type ReportPick = z.infer<typeof ReportPick>;

const marker = '<!-- rel:picks -->';
const heading = `${marker}\nPicked by \`rel\`:\n\n| branch | commits |\n| --- | --- |\n`;

/** Keeps one comment on the source PR, found again by its marker, with a row a branch. */
export const reportPick: StepKind<ReportPick> = {
  kind: 'report-pick',
  phase: 'effects',
  schema: ReportPick,
  describe: (step) => [`comment on #${step.number}: picked onto ${step.branch}`],
  async done(step, context) {
    return (await ownComment(step, context))?.body.includes(row(step)) ?? false;
  },
  async run(step, context) {
    const github = requireGitHub(context);
    const existing = await ownComment(step, context);
    if (existing === null) await github.createComment(step.number, `${heading}${row(step)}\n`);
    else if (!existing.body.includes(row(step)))
      await github.updateComment(existing.id, withRow(existing.body, step));
    return done;
  },
};

/**
 * The comment with our marker that we wrote: a marker in somebody else's comment is only text. We are who the token
 * belongs to, a bot in GitHub Actions, whoever acts.
 */
async function ownComment(step: ReportPick, context: StepContext) {
  const github = requireGitHub(context);
  const [comments, us] = await Promise.all([github.comments(step.number), github.viewer()]);
  return comments.find((c) => c.body.startsWith(marker) && c.author === us) ?? null;
}

const row = (step: ReportPick): string => `| \`${step.branch}\` | ${step.commits.join(' ')} |`;

/** The comment with this branch's row put in, or in place of the one it had. */
function withRow(body: string, step: ReportPick): string {
  const others = body
    .trimEnd()
    .split('\n')
    .filter((line) => !line.startsWith(`| \`${step.branch}\` |`));
  return `${[...others, row(step)].join('\n')}\n`;
}
