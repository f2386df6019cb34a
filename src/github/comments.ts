import { call, doing, type Line } from './ask.ts';
import type { Comment } from './github.ts';
import { isAbsent, isUnsure, repo } from './releases.ts';

const needs = 'pull requests: write';

interface CommentAnswer {
  readonly id: number;
  readonly body?: string;
  readonly user: { readonly login: string } | null;
  readonly html_url: string;
}

const toComment = (c: CommentAnswer): Comment => ({
  id: c.id,
  body: c.body ?? '',
  author: c.user?.login ?? null,
  url: c.html_url,
});

/** See `GitHub.comments`. */
export async function listComments(line: Line, number: number): Promise<readonly Comment[]> {
  const what = doing(line, `read the comments of #${number}`, 'pull requests: read');
  const at = { ...repo(line), issue_number: number, per_page: 100 };
  const { listComments: list } = line.octokit.rest.issues;
  return call(what, async () => (await line.octokit.paginate(list, at)).map(toComment));
}

/** See `GitHub.createComment`. */
export async function createComment(line: Line, number: number, body: string): Promise<Comment> {
  const what = doing(line, `comment on #${number}`, needs, true);
  const create = () => line.octokit.rest.issues.createComment({ ...repo(line), issue_number: number, body });
  return call(
    what,
    async () => toComment((await create()).data),
    async (answer) => {
      if (!isUnsure(answer)) return undefined;
      return (await listComments(line, number)).findLast((comment) => comment.body === body);
    },
  );
}

/** See `GitHub.updateComment`. */
export async function updateComment(line: Line, id: number, body: string): Promise<Comment> {
  const what = doing(line, `change the comment ${id}`, needs, true);
  const update = () => line.octokit.rest.issues.updateComment({ ...repo(line), comment_id: id, body });
  return call(what, async () => toComment((await update()).data));
}

/** See `GitHub.deleteComment`. */
export async function deleteComment(line: Line, id: number): Promise<void> {
  const what = doing(line, `delete the comment ${id}`, needs, true);
  const at = { ...repo(line), comment_id: id };
  await call(
    what,
    async () => void (await line.octokit.rest.issues.deleteComment(at)),
    async (answer) => (answer.status === 404 && !(await isThere(line, id)) ? null : undefined),
  );
}

async function isThere(line: Line, id: number): Promise<boolean> {
  const see = () => line.octokit.rest.issues.getComment({ ...repo(line), comment_id: id });
  return call(
    doing(line, `look for the comment ${id}`, 'pull requests: read'),
    async () => (await see()).status === 200,
    (answer) => (isAbsent(line, answer) ? false : undefined),
  );
}
