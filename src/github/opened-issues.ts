import type { Answer } from './answer.ts';
import { call, doing, type Line } from './ask.ts';
import type { IssueDraft, OpenedIssue } from './forms.ts';
import { isUnsure, repo } from './releases.ts';

const needs = 'issues: write';

/** A clock here and GitHub's may differ, and a committer's date may be pinned: that much earlier is looked at, too. */
const slack = 86_400_000;

/**
 * See `GitHub.findOpenedIssue`. The newest come first, and what is older than `since` is not looked through: GitHub's
 * search would forget a fresh one (fact 8).
 */
export async function findOpenedIssue(
  line: Line,
  marker: string,
  since: string,
): Promise<OpenedIssue | null> {
  const what = doing(line, 'list the newest issues', 'issues: read');
  const newest = { state: 'all', sort: 'created', direction: 'desc', per_page: 100 } as const;
  const at = { ...repo(line), ...newest };
  const earliest = Date.parse(since) - slack;
  return call(
    what,
    async () => {
      for await (const { data } of line.octokit.paginate.iterator(line.octokit.rest.issues.listForRepo, at)) {
        const found = data.find((issue) => issue.pull_request === undefined && issue.body?.includes(marker));
        if (found !== undefined) return { number: found.number, url: found.html_url };
        if (data.some(({ created_at }) => Date.parse(created_at) < earliest)) return null;
      }
      return null;
    },
    (answer) => (isOff(answer) ? null : undefined),
  );
}

/** See `GitHub.openIssue`. */
export async function openIssue(
  line: Line,
  draft: IssueDraft,
): Promise<OpenedIssue | 'issues-off' | 'no-such-assignee'> {
  const { title, body, labels, assignees, marker, since } = draft;
  const what = doing(line, `open the issue "${title}"`, needs, true);
  const people = assignees.length === 0 ? {} : { assignees: [...assignees] };
  const wanted = { ...repo(line), title, body, labels: [...labels], ...people };
  return call(
    what,
    async (): Promise<OpenedIssue> => {
      const { data } = await line.octokit.rest.issues.create(wanted);
      return { number: data.number, url: data.html_url };
    },
    async (answer) => {
      if (isOff(answer)) return 'issues-off';
      if (assignees.length > 0 && isAboutAssignees(answer)) return 'no-such-assignee';
      return isUnsure(answer) ? ((await findOpenedIssue(line, marker, since)) ?? undefined) : undefined;
    },
  );
}

/** See `GitHub.closeIssue`. */
export async function closeIssue(line: Line, number: number): Promise<void> {
  const what = doing(line, `close the issue #${number}`, needs, true);
  const at = { ...repo(line), issue_number: number, state: 'closed', state_reason: 'not_planned' } as const;
  await call(what, () => line.octokit.rest.issues.update(at));
}

/** The repository has no issues at all. */
const isOff = ({ status }: Answer): boolean => status === 410;

const isAboutAssignees = ({ status, errors }: Answer): boolean =>
  status === 422 && errors.some(({ field }) => field === 'assignees' || field === 'assignee');
