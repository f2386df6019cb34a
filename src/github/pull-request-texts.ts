import { found, type Read, unreadable } from '../domain/errors.ts';
import type { PullRequestText } from '../domain/notes.ts';
import { askAliased } from './aliased.ts';
import type { Line } from './ask.ts';
import { present } from './map.ts';
import { sameName } from './milestones.ts';
import { isWholeList } from './pages.ts';
import { notFound } from './pull-requests.ts';
import {
  type NotedIssueAnswer,
  type PullRequestTextAnswer,
  pullRequestTextsByNumber,
} from './queries/pull-request-texts.ts';

/** See `GitHub.pullRequestTexts`. */
export async function readPullRequestTexts(
  line: Line,
  numbers: readonly number[],
): Promise<Map<number, Read<PullRequestText>>> {
  const answers = await askAliased<number, PullRequestTextAnswer>(line, numbers, {
    fields: pullRequestTextsByNumber,
    what: (n) => `read the text of pull request ${n}`,
    needs: 'pull requests: read and issues: read',
    missing: () => unreadable(notFound),
    atOnce: 50,
  });
  return new Map([...answers].map(([n, read]) => [n, read.ok ? toText(line, n, read.value) : read]));
}

function toText(line: Line, number: number, answer: PullRequestTextAnswer): Read<PullRequestText> {
  const { body, closingIssuesReferences: page } = answer;
  if (page === null || !isWholeList(page)) {
    return unreadable(`GitHub did not give all issues that pull request ${number} closes`);
  }
  return found({ body, issues: present(page.nodes).map((issue) => toIssue(line, issue)) });
}

function toIssue(line: Line, issue: NotedIssueAnswer): PullRequestText['issues'][number] {
  const { number, title, url, repository, labels } = issue;
  const isOwn = sameName(repository.nameWithOwner, `${line.owner}/${line.name}`);
  return {
    name: `${isOwn ? '' : repository.nameWithOwner}#${number}`,
    title,
    url,
    labels: present(labels?.nodes ?? []).map(({ name }) => name),
  };
}
