import { found, type Read, unreadable } from '../domain/errors.ts';
import type { OwnPullRequest } from '../domain/feature-branch.ts';
import { askAliased } from './aliased.ts';
import type { Line } from './ask.ts';
import { loginOf, present } from './map.ts';
import { isWholeList } from './pages.ts';
import {
  type OwnPullRequestAnswer,
  type OwnPullRequestsByHead,
  ownPullRequestsByHead,
} from './queries/own-pull-requests.ts';

/** See `GitHub.ownPullRequests`. A fork's branch of the same name is somebody else's. */
export async function readOwnPullRequests(
  line: Line,
  heads: readonly string[],
  base: string,
): Promise<Map<string, Read<readonly OwnPullRequest[]>>> {
  const answers = await askAliased<string, OwnPullRequestsByHead>(line, heads, {
    fields: ownPullRequestsByHead(base),
    what: (branch) => `list the pull requests of ${branch}`,
    needs: 'pull requests: read',
    missing: () => unreadable('GitHub shows no pull requests'),
  });
  return new Map([...answers].map(([branch, read]) => [branch, read.ok ? toOwn(branch, read.value) : read]));
}

function toOwn(branch: string, page: OwnPullRequestsByHead): Read<readonly OwnPullRequest[]> {
  if (!isWholeList(page)) return unreadable(`GitHub did not give all pull requests of ${branch}`);
  return found(
    present(page.nodes)
      .filter((pr) => !pr.isCrossRepository)
      .map(toPullRequest),
  );
}

const toPullRequest = (pr: OwnPullRequestAnswer): OwnPullRequest => ({
  number: pr.number,
  title: pr.title,
  url: pr.url,
  state: pr.state,
  isDraft: pr.isDraft,
  headSha: pr.headRefOid,
  mergeCommit: pr.state === 'MERGED' ? (pr.mergeCommit?.oid ?? null) : null,
  author: loginOf(pr.author),
});
