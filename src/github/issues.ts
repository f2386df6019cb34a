import type { Issue } from '../domain/change.ts';
import { found, type Read, unreadable } from '../domain/errors.ts';
import { ask, doing, type Line, troubleAt } from './ask.ts';
import type { IssueQuery } from './github.ts';
import { toIssue } from './map.ts';
import { milestoneNumber, sameName } from './milestones.ts';
import { everyPage, given, isWholeList } from './pages.ts';
import {
  type IssueAnswer,
  type IssuesOfMilestone,
  type IssuesOfRepository,
  issuesOfMilestone,
  issuesOfRepository,
} from './queries/issues.ts';

/** See `GitHub.openIssues`. */
export async function readOpenIssues(line: Line, query: IssueQuery): Promise<Read<readonly Issue[]>> {
  const what = doing(line, 'list issues', 'issues: read');
  const { labels, milestone } = query;
  const number = milestone === null ? null : await milestoneNumber(line, milestone);
  if (number?.ok === false) return number;
  // Whether several labels mean "all" or "any" is not written down: one narrows it, the rest is filtered here.
  const variables = { labels: labels.length === 0 ? null : labels.slice(0, 1) };
  const answers = await everyPage<IssueAnswer>(async (after) => {
    if (number === null) {
      const reply = await ask<IssuesOfRepository>(line, issuesOfRepository, { ...variables, after }, what);
      const page = reply.data?.repository?.issues;
      return troubleAt(reply, ['repository'], what)?.read ?? given(page, 'GitHub shows no issues');
    }
    const more = { ...variables, after, milestone: number.value };
    const reply = await ask<IssuesOfMilestone>(line, issuesOfMilestone, more, what);
    const page = reply.data?.repository?.milestone?.issues;
    return troubleAt(reply, ['repository'], what)?.read ?? given(page, `milestone ${milestone} is gone`);
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
