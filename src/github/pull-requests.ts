import type { PullRequest } from '../domain/change.ts';
import { found, type Read, unreadable } from '../domain/errors.ts';
import type { Select } from '../domain/policy.ts';
import { askAliased } from './aliased.ts';
import { ask, doing, type Line, troubleAt } from './ask.ts';
import { toPullRequest } from './map.ts';
import { noMemory } from './memory.ts';
import { milestoneNumber, sameName } from './milestones.ts';
import { everyPage, given, isWholeList } from './pages.ts';
import { printOf } from './print.ts';
import { type PullRequestPrint, pullRequestPrints } from './queries/pull-request-prints.ts';
import {
  type PullRequestAnswer,
  type PullRequestsOfMilestone,
  type PullRequestsOfRepository,
  type PullRequestTimeline,
  pullRequestsByNumber,
  pullRequestsOfMilestone,
  pullRequestsOfRepository,
  pullRequestTimeline,
  timelineKinds,
} from './queries/pull-requests.ts';
import type { WithTickets } from './queries/tickets.ts';
import { keepTickets } from './tickets.ts';

/** `why` of a pull request that GitHub does not know. */
export const notFound = 'GitHub knows no such pull request';
export const isMissing = (read: Read<unknown>): boolean => !read.ok && read.why === notFound;

const needs = 'pull requests: read';
/** Pages of 100 read beside the first 50 items; a longer timeline is told as not complete. */
const mostTimelinePages = 10;

/** See `GitHub.pullRequests`. */
export async function readPullRequests(
  line: Line,
  numbers: readonly number[],
): Promise<Map<number, Read<PullRequest>>> {
  // GraphQL refuses the whole document for a number beyond its Int.
  const possible = numbers.filter((n) => Number.isInteger(n) && n > 0 && n < 2 ** 31);
  const fields = pullRequestsByNumber({
    comments: line.comments,
    tickets: line.tickets !== null,
    remembered: line.memory !== noMemory,
  });
  const known = await unchanged(line, possible);
  const others = possible.filter((n) => !known.has(n));
  const read = await askAliased<number, PullRequestAnswer & WithTickets>(line, others, {
    fields,
    what: (n) => `read pull request ${n}`,
    needs: line.tickets === null ? needs : `${needs} and issues: read`,
    atOnce: 50,
    missing: () => unreadable(notFound),
  });
  line.memory.keep({
    pullRequests: [...read.values()].flatMap((one) => (one.ok ? remembered(one.value) : [])),
  });
  const answers = new Map([...known, ...read]);
  const all = new Map<number, Read<PullRequest>>();
  for (const n of numbers) {
    const answer = answers.get(n) ?? unreadable(notFound);
    if (answer.ok) keepTickets(line, n, answer.value);
    all.set(n, answer.ok ? await whole(line, answer.value) : answer);
  }
  return all;
}

/** What an earlier run has read of PRs that GitHub shows to be as they were. What is not, or not for sure, is not in it. */
async function unchanged(
  line: Line,
  numbers: readonly number[],
): Promise<Map<number, Read<PullRequestAnswer & WithTickets>>> {
  const { comments, memory } = line;
  const before = numbers.filter((n) => memory.pullRequest(n) !== null);
  const prints = await askAliased<number, PullRequestPrint & WithTickets>(line, before, {
    fields: pullRequestPrints({ comments, tickets: line.tickets !== null }),
    what: (n) => `read pull request ${n}`,
    needs,
    atOnce: 100,
    missing: () => unreadable(notFound),
  });
  const same = new Map<number, Read<PullRequestAnswer & WithTickets>>();
  for (const [n, read] of prints) {
    const old = memory.pullRequest(n);
    const print = read.ok ? printOf(read.value) : null;
    if (!read.ok || old === null || print === null || print !== printOf(old)) continue;
    // All but the timeline is GitHub's answer of this moment.
    same.set(n, found({ ...read.value, timelineItems: old.timelineItems }));
  }
  return same;
}

/** What is worth keeping of an answer: nothing of one whose timeline goes on. */
function remembered(answer: PullRequestAnswer & WithTickets): PullRequestAnswer[] {
  const { closingIssuesReferences: _, ...own } = answer;
  return printOf(own) === null ? [] : [own];
}

/** See `GitHub.selectPullRequests`. */
export async function readSelection(line: Line, select: Select): Promise<Read<readonly PullRequest[]>> {
  const what = doing(line, 'list pull requests', needs);
  const { label, milestone, base } = select;
  const number = milestone === undefined ? null : await milestoneNumber(line, milestone);
  if (number?.ok === false) return number;
  const kinds = timelineKinds(line.comments);
  const variables = { labels: label === undefined ? null : [label], base: base ?? null, kinds };
  const answers = await everyPage<PullRequestAnswer>(async (after) => {
    if (number === null) {
      const reply = await ask<PullRequestsOfRepository>(
        line,
        pullRequestsOfRepository,
        { ...variables, after },
        what,
      );
      const page = reply.data?.repository?.pullRequests;
      return troubleAt(reply, ['repository'], what)?.read ?? given(page, 'GitHub shows no pull requests');
    }
    const more = { ...variables, after, milestone: number.value };
    const reply = await ask<PullRequestsOfMilestone>(line, pullRequestsOfMilestone, more, what);
    const page = reply.data?.repository?.milestone?.pullRequests;
    return troubleAt(reply, ['repository'], what)?.read ?? given(page, `milestone ${milestone} is gone`);
  });
  if (!answers.ok) return answers;
  const all: PullRequest[] = [];
  for (const answer of answers.value) {
    const read = await whole(line, answer);
    if (!read.ok) return read;
    if (fits(read.value, select)) all.push(read.value);
  }
  return found(all);
}

/** GitHub compares the names of labels and milestones without regard to case, those of branches with it. */
export const fits = (pr: PullRequest, { label, milestone, base }: Select): boolean =>
  (label === undefined || pr.labels.some((l) => sameName(l, label))) &&
  (milestone === undefined || (pr.milestone !== null && sameName(pr.milestone, milestone))) &&
  (base === undefined || pr.base === base);

/** The PR with the older pages of its timeline. */
async function whole(line: Line, pr: PullRequestAnswer): Promise<Read<PullRequest>> {
  if (!isWholeList(pr.labels)) {
    return unreadable(`GitHub did not give all labels of pull request ${pr.number}`);
  }
  const what = doing(line, `read the timeline of pull request ${pr.number}`, needs);
  const items = [...(pr.timelineItems.nodes ?? [null])];
  let { hasPreviousPage, startCursor } = pr.timelineItems.pageInfo;
  for (let n = 0; hasPreviousPage && startCursor !== null && n < mostTimelinePages; n += 1) {
    const variables = { number: pr.number, before: startCursor, kinds: timelineKinds(line.comments) };
    const reply = await ask<PullRequestTimeline>(line, pullRequestTimeline, variables, what);
    const failed = troubleAt(reply, ['repository'], what);
    if (failed !== null) return failed.read;
    const page = reply.data?.repository?.pullRequest?.timelineItems;
    if (page === undefined) return unreadable(notFound);
    items.unshift(...(page.nodes ?? [null]));
    ({ hasPreviousPage, startCursor } = page.pageInfo);
  }
  return found(toPullRequest(pr, items, !hasPreviousPage));
}
