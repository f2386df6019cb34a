import { type ActorAnswer, type Page, pageInfo, type Repository } from './shared.ts';

/** By connection, never by search, which lags (fact 8); the newest first. */
export const pullRequestsOfBranch = `
query PullRequestsOfBranch($owner: String!, $name: String!, $head: String!, $base: String!, $after: String) {
  repository(owner: $owner, name: $name) {
    pullRequests(first: 25, after: $after, headRefName: $head, baseRefName: $base,
      orderBy: { field: CREATED_AT, direction: DESC }) {
      nodes {
        number url state isDraft title body isCrossRepository headRefOid
        author { __typename login }
      }
      ${pageInfo}
    }
  }
}`;

export interface BranchPullRequestAnswer {
  readonly number: number;
  readonly url: string;
  readonly state: 'OPEN' | 'CLOSED' | 'MERGED';
  readonly isDraft: boolean;
  readonly title: string;
  readonly body: string;
  readonly isCrossRepository: boolean;
  readonly headRefOid: string;
  readonly author: ActorAnswer | null;
}
export type PullRequestsOfBranch = Repository<{ readonly pullRequests: Page<BranchPullRequestAnswer> }>;
