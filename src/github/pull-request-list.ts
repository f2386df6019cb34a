import type { PullRequest } from '../domain/change.ts';
import { found, type Read, unreadable } from '../domain/errors.ts';
import type { Select } from '../domain/policy.ts';
import { askOne } from './aliased.ts';
import type { Line } from './ask.ts';
import { toPullRequest } from './map.ts';
import { milestoneNumber } from './milestones.ts';
import { everyPage, given, isWholeList } from './pages.ts';
import { fits } from './pull-requests.ts';
import {
  type ListedPullRequest,
  type ListPage,
  type PullRequestList,
  pullRequestList,
} from './queries/pull-request-list.ts';

/** See `GitHub.listPullRequests`. */
export async function readPullRequestList(line: Line, select: Select): Promise<Read<readonly PullRequest[]>> {
  const { label, milestone, base } = select;
  const number = milestone === undefined ? null : await milestoneNumber(line, milestone);
  if (number?.ok === false) return number;
  const labels = label === undefined ? null : [label];
  const answers = await everyPage<ListedPullRequest>(async (after) => {
    const page = { labels, base: base ?? null, milestone: number?.value ?? null, after };
    const read = await askOne<ListPage, PullRequestList>(line, page, {
      fields: pullRequestList,
      what: () => 'list pull requests',
      needs: 'pull requests: read',
      // A page is a hundred PRs, which weighs as much as some that are read whole.
      atOnce: 3,
      missing: () =>
        unreadable(
          milestone === undefined ? 'GitHub shows no pull requests' : `milestone ${milestone} is gone`,
        ),
    });
    if (!read.ok) return read;
    return given(
      'pullRequests' in read.value ? read.value.pullRequests : read.value,
      'GitHub shows no pull requests',
    );
  });
  if (!answers.ok) return answers;
  const partial = answers.value.find(({ labels: own }) => !isWholeList(own));
  if (partial !== undefined)
    return unreadable(`GitHub did not give all labels of pull request ${partial.number}`);
  const notRead = { nodes: [], pageInfo: { hasPreviousPage: true, startCursor: null } };
  const all = answers.value.map((pr) => toPullRequest({ ...pr, timelineItems: notRead }, [], false));
  return found(all.filter((pr) => fits(pr, select)));
}
