import * as z from 'zod';
import type { OpenedIssue } from '../github/github.ts';
import { requireGitHub } from './require-github.ts';
import type { StepContext, StepKind, StepOutcome } from './step.ts';

const OpenIssue = z.object({
  kind: z.literal('open-issue'),
  target: z.string(),
  title: z.string(),
  /** Holds `marker`. */
  body: z.string(),
  labels: z.array(z.string()),
  /** Logins; where it cannot be given to one of them, it is opened without any, which is said. */
  assignees: z.array(z.string()),
  /** A part of the text that no other issue has, by which it is found again. */
  marker: z.string(),
});
export type OpenIssue = z.infer<typeof OpenIssue>;

/** Opens an issue once: one that holds the marker is it, whatever became of it since. */
export const openIssue: StepKind<OpenIssue, OpenedIssue | null> = {
  kind: 'open-issue',
  phase: 'effects',
  schema: OpenIssue,
  describe: (step) => [
    `open the issue: ${step.title}`,
    ...(step.assignees.length === 0 ? [] : [`  assigned to ${step.assignees.join(', ')}`]),
  ],
  done: async (step, context) => (await findIt(step, context)) !== null,
  before: {
    /** The issue that was open already; null where none was. */
    schema: z.object({ number: z.number(), url: z.string() }).nullable(),
    read: findIt,
  },
  async run(step, context, seen) {
    const github = requireGitHub(context);
    const there = seen === undefined ? await findIt(step, context) : seen;
    if (there !== null) return said([]);
    const { title, body, labels, assignees, marker } = step;
    const draft = { title, body, labels, marker, since: context.stamp.at };
    const opened = await github.openIssue({ ...draft, assignees });
    if (opened !== 'no-such-assignee') return said(opened === 'issues-off' ? [noIssues(step)] : []);
    await github.openIssue({ ...draft, assignees: [] });
    return said([
      `"${title}" is assigned to nobody: GitHub does not let all of ${assignees.join(', ')} have it`,
    ]);
  },
};

function findIt({ marker }: OpenIssue, context: StepContext): Promise<OpenedIssue | null> {
  return requireGitHub(context).findOpenedIssue(marker, context.stamp.at);
}

const said = (notes: readonly string[]): StepOutcome => ({ kind: 'done', notes });

const noIssues = ({ title }: OpenIssue): string =>
  `"${title}" was not opened: issues are switched off in this repository`;
