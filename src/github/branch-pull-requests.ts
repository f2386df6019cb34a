import { found, type Read, RelError } from '../domain/errors.ts';
import type { Answer } from './answer.ts';
import { ask, call, doing, type Line, troubleAt } from './ask.ts';
import type { BranchPullRequest, OpenedPullRequest, PullRequestDraft } from './forms.ts';
import { loginOf } from './map.ts';
import { everyPage, given } from './pages.ts';
import {
  type BranchPullRequestAnswer,
  type PullRequestsOfBranch,
  pullRequestsOfBranch,
} from './queries/branch-pull-requests.ts';
import { isUnsure, repo } from './releases.ts';

const needs = 'pull requests: write';

/** See `GitHub.pullRequestsOfBranch`. A fork's branch of the same name is somebody else's. */
export async function readPullRequestsOfBranch(
  line: Line,
  head: string,
  base: string,
): Promise<Read<readonly BranchPullRequest[]>> {
  const what = doing(line, `list the pull requests of ${head}`, 'pull requests: read');
  const answers = await everyPage<BranchPullRequestAnswer>(async (after) => {
    const reply = await ask<PullRequestsOfBranch>(line, pullRequestsOfBranch, { head, base, after }, what);
    const page = reply.data?.repository?.pullRequests;
    return troubleAt(reply, ['repository'], what)?.read ?? given(page, 'GitHub shows no pull requests');
  });
  return answers.ok ? found(answers.value.filter((pr) => !pr.isCrossRepository).map(toPullRequest)) : answers;
}

const toPullRequest = (pr: BranchPullRequestAnswer): BranchPullRequest => ({
  number: pr.number,
  url: pr.url,
  state: pr.state,
  isDraft: pr.isDraft,
  title: pr.title,
  body: pr.body,
  headSha: pr.headRefOid,
  author: loginOf(pr.author),
});

/** See `GitHub.openPullRequest`. */
export async function openPullRequest(
  line: Line,
  draft: PullRequestDraft,
  seen?: BranchPullRequest | null,
): Promise<OpenedPullRequest> {
  const existing = seen === undefined ? await openOne(line, draft) : seen;
  if (existing !== null) return { kind: 'open', made: false, pullRequest: existing };
  const { title, body, head, base } = draft;
  const what = doing(line, `open a pull request of ${head} against ${base}`, needs, true);
  const create = () =>
    line.octokit.rest.pulls.create({ ...repo(line), title, body, head, base, draft: draft.draft });
  return call(
    what,
    async (): Promise<OpenedPullRequest> => {
      const { data } = await create();
      const author = data.user?.login ?? null;
      const isDraft = data.draft === true;
      const { number, html_url: url } = data;
      const opened = {
        number,
        url,
        state: 'OPEN',
        isDraft,
        title,
        body,
        headSha: data.head.sha,
        author,
      } as const;
      return { kind: 'open', made: true, pullRequest: opened };
    },
    (answer) => otherwise(line, draft, answer),
  );
}

/** What GitHub's refusal means: adopt what is there, nothing to open, or who has to mend what (fact 18). */
async function otherwise(
  line: Line,
  draft: PullRequestDraft,
  answer: Answer,
): Promise<OpenedPullRequest | undefined> {
  if (isUnsure(answer) || says(answer, /pull request already exists/i)) {
    const existing = await openOne(line, draft);
    return existing === null ? undefined : { kind: 'open', made: false, pullRequest: existing };
  }
  if (says(answer, /no commits between/i)) return { kind: 'no-commits' };
  if (draft.draft && says(answer, /draft pull requests are not supported/i)) {
    return openPullRequest(line, { ...draft, draft: false }, null);
  }
  const hint = hintOf(draft, answer);
  if (hint !== null) throw new RelError({ code: 'github-refused', ...hint });
  return undefined;
}

const says = ({ status, message }: Answer, words: RegExp): boolean => status === 422 && words.test(message);

function hintOf({ head, base }: PullRequestDraft, { status, message, errors }: Answer) {
  const opening = `could not open a pull request of ${head} against ${base}`;
  if (status === 403 && /not permitted to create/i.test(message)) {
    return {
      message: `${opening}: GitHub Actions may not open pull requests here`,
      why: 'a setting of the repository or of its organisation forbids it to the token of a workflow',
      remedy:
        'tick "Allow GitHub Actions to create and approve pull requests" (Settings, Actions, General), or use the token of an App or a person',
    };
  }
  const field = status === 422 ? errors.find(({ code }) => code === 'invalid')?.field : undefined;
  if (field !== 'head' && field !== 'base') return null;
  return {
    message: `${opening}: GitHub does not know the branch ${field === 'head' ? head : base}`,
    why:
      field === 'head'
        ? 'it was deleted since it was pushed, or GitHub has not seen the push yet'
        : 'it was deleted',
    remedy:
      field === 'head'
        ? 'run the same command again: it looks first, and does nothing twice'
        : `push ${base} again, or name another target`,
  };
}

/** The open PR of this very head and base; throws where that cannot be read: a second one must never be opened. */
async function openOne(line: Line, { head, base }: PullRequestDraft): Promise<BranchPullRequest | null> {
  const read = await readPullRequestsOfBranch(line, head, base);
  if (read.ok) return read.value.find(({ state }) => state === 'OPEN') ?? null;
  throw unknown(read);
}

function unknown({ why, permission }: Extract<Read<never>, { ok: false }>): RelError {
  const remedy = permission === undefined ? 'run the same command again' : `give the token ${permission}`;
  return new RelError({ code: 'github-refused', message: why, remedy });
}

/** See `GitHub.updatePullRequest`. */
export async function updatePullRequest(
  line: Line,
  number: number,
  change: { readonly title?: string; readonly body?: string },
): Promise<void> {
  const what = doing(line, `change the pull request #${number}`, needs, true);
  await call(what, () => line.octokit.rest.pulls.update({ ...repo(line), pull_number: number, ...change }));
}

/** See `GitHub.closePullRequest`. */
export async function closePullRequest(line: Line, number: number): Promise<void> {
  const what = doing(line, `close the pull request #${number}`, needs, true);
  const at = { ...repo(line), pull_number: number, state: 'closed' as const };
  await call(what, () => line.octokit.rest.pulls.update(at));
}

/** See `GitHub.addAssignees`. GitHub itself leaves out in silence whom it cannot be given to. */
export async function addAssignees(line: Line, number: number, logins: readonly string[]): Promise<void> {
  const what = doing(line, `assign #${number}`, needs, true);
  const at = { ...repo(line), issue_number: number };
  await call(
    what,
    async () => void (await line.octokit.rest.issues.addAssignees({ ...at, assignees: [...logins] })),
    ({ status }) => (status === 422 ? null : undefined),
  );
}
