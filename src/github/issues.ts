import type { Issue } from '../domain/change.ts';
import { found, type Read, unreadable } from '../domain/errors.ts';
import { askOne } from './aliased.ts';
import type { Line } from './ask.ts';
import type { IssueQuery } from './github.ts';
import { toIssue } from './map.ts';
import { milestoneNumber, sameName } from './milestones.ts';
import { everyPage, given, isWholeList } from './pages.ts';
import { type IssueAnswer, type IssueList, type IssuePage, issueList } from './queries/issues.ts';

/** See `GitHub.openIssues`. */
export async function readOpenIssues(line: Line, query: IssueQuery): Promise<Read<readonly Issue[]>> {
  const { labels, milestone } = query;
  const number = milestone === null ? null : await milestoneNumber(line, milestone);
  if (number?.ok === false) return number;
  // Whether several labels mean "all" or "any" is not written down: one narrows it, the rest is filtered here.
  const narrow = labels.length === 0 ? null : labels.slice(0, 1);
  const answers = await everyPage<IssueAnswer>(async (after) => {
    const page = { labels: narrow, milestone: number?.value ?? null, after };
    const read = await askOne<IssuePage, IssueList>(line, page, {
      fields: issueList,
      what: () => 'list issues',
      needs: 'issues: read',
      missing: () =>
        unreadable(milestone === null ? 'GitHub shows no issues' : `milestone ${milestone} is gone`),
    });
    if (!read.ok) return read;
    return given('issues' in read.value ? read.value.issues : read.value, 'GitHub shows no issues');
  });
  if (!answers.ok) return answers;
  const partial = answers.value.find((issue) => !isWholeList(issue.labels));
  if (partial !== undefined) return unreadable(`GitHub did not give all labels of issue ${partial.number}`);
  return found(answers.value.map(toIssue).filter((issue) => fits(issue, query)));
}

const fits = (issue: Issue, { labels, milestone }: IssueQuery): boolean =>
  issue.state === 'OPEN' &&
  labels.every((label) => issue.labels.some((l) => sameName(l, label))) &&
  (milestone === null || (issue.milestone !== null && sameName(issue.milestone, milestone)));
