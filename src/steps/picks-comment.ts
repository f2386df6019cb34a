import * as z from 'zod';
import { codeText } from '../domain/markdown.ts';
import type { Comment } from '../github/github.ts';
import { requireGitHub } from './require-github.ts';
import type { Before, StepContext } from './step.ts';

const marker = '<!-- rel:picks -->';
const heading = `${marker}\nPicks of this PR by \`rel\`:\n\n| branch | state |\n| --- | --- |\n`;

/**
 * The comment with our marker that we wrote: a marker in somebody else's comment is only text. We are who the token
 * belongs to, a bot in GitHub Actions, whoever acts.
 */
export async function ownComment(number: number, context: StepContext): Promise<Comment | null> {
  return (await ownComments(number, context))[0] ?? null;
}

/** All of these, oldest first: two who look and then create make two. */
export async function ownComments(number: number, context: StepContext): Promise<readonly Comment[]> {
  const github = requireGitHub(context);
  const [comments, us] = await Promise.all([github.comments(number), github.viewer()]);
  return comments.filter((c) => c.body.startsWith(marker) && c.author === us).toSorted((a, b) => a.id - b.id);
}

/** The first of these texts, with the rows of the others for branches that it does not speak of. */
export function withRowsOf([first = heading, ...others]: readonly string[]): string {
  const rows = rowsOf(first);
  for (const row of others.flatMap((body) => rowsOf(body).slice(rowsOf(heading).length))) {
    const head = row.slice(0, row.indexOf(' |', 2) + 2);
    if (!rows.some((line) => line.startsWith(head))) rows.push(row);
  }
  return `${rows.join('\n')}\n`;
}

/** The comment as it was before a row was put into it; null where there was none. */
export const commentBefore: Before<
  { readonly kind: string; readonly target: string; readonly number: number },
  Comment | null
> = {
  schema: z
    .object({ id: z.number(), body: z.string(), author: z.string().nullable(), url: z.string() })
    .nullable(),
  read: ({ number }, context) => ownComment(number, context),
};

/** How a branch's row begins. */
export const rowHead = (branch: string): string => `| ${codeText(branch)} |`;

/** The text of a comment that has this row alone. */
export const commentWith = (row: string): string => `${heading}${row}\n`;

/** Whether a text is a comment of rel's without any row. */
export const hasNoRows = (body: string): boolean => rowsOf(body).join('\n') === rowsOf(heading).join('\n');

/** Line ends may have become a browser's. */
export const rowsOf = (body: string): string[] => body.trimEnd().split(/\r?\n/);

/** The comment with this branch's row put in, or in place of the one it had; null: without one. */
export function withRow(body: string, branch: string, row: string | null): string {
  const others = rowsOf(body).filter((line) => !line.startsWith(rowHead(branch)));
  return `${[...others, ...(row === null ? [] : [row])].join('\n')}\n`;
}
