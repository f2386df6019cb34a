import { found, type Read, unreadable } from '../domain/errors.ts';
import type { OpenPullRequests } from '../domain/merge-forecast.ts';
import { askAliased } from './aliased.ts';
import type { Line } from './ask.ts';
import { hasHoles, loginOf, present } from './map.ts';
import { type OpenPullRequestsByBase, openPullRequestsByBase } from './queries/open-pull-requests.ts';

/** See `GitHub.openPullRequests`. */
export async function readOpenPullRequests(
  line: Line,
  bases: readonly string[],
): Promise<Map<string, Read<OpenPullRequests>>> {
  const answers = await askAliased<string, OpenPullRequestsByBase>(line, bases, {
    fields: openPullRequestsByBase,
    what: (branch) => `list the open pull requests against ${branch}`,
    needs: 'pull requests: read',
    missing: () => unreadable('GitHub shows no pull requests'),
  });
  return new Map([...answers].map(([branch, read]) => [branch, read.ok ? toOpen(read.value) : read]));
}

function toOpen({ totalCount, nodes }: OpenPullRequestsByBase): Read<OpenPullRequests> {
  if (hasHoles(nodes)) return unreadable('GitHub left out a part of a list');
  const newest = present(nodes).map(({ headRefOid, author, number, title, url, isDraft }) => ({
    number,
    title,
    url,
    isDraft,
    headSha: headRefOid,
    author: loginOf(author),
  }));
  return found({ total: totalCount, newest });
}
