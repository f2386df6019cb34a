import { type Fields, inHex, pageOf } from './fields.ts';
import { type PullRequestAnswer, plain } from './pull-requests.ts';
import { type Page, pageInfo } from './shared.ts';

/** One page of a list of PRs: what it asks for, and where it goes on. */
export interface ListPage {
  readonly labels: readonly string[] | null;
  readonly base: string | null;
  /** The milestone's number; null for the PRs of any. */
  readonly milestone: number | null;
  readonly after: string | null;
}

/** PRs without their timelines, many at a time; by connection, never by search (fact 8). */
export const pullRequestList: Fields<ListPage> = {
  name: 'PullRequestList',
  of: 'repository',
  alias: (page) => `list_${inHex(JSON.stringify(page))}`,
  field: ({ labels, base, milestone, after }) => {
    const list = `pullRequests(${pageOf(100, after)}, labels: ${JSON.stringify(labels)},
      baseRefName: ${JSON.stringify(base)}, orderBy: { field: CREATED_AT, direction: ASC }) {
      nodes { ...PullRequestListed } ${pageInfo}
    }`;
    return milestone === null ? list : `milestone(number: ${milestone}) { ${list} }`;
  },
  fragment: `fragment PullRequestListed on PullRequest {
  ${plain}
  labels(first: 50) { nodes { name } ${pageInfo} }
}`,
};
export type ListedPullRequest = Omit<PullRequestAnswer, 'timelineItems'>;
/** The list itself, or what holds the list of a milestone. */
export type PullRequestList = Page<ListedPullRequest> | { readonly pullRequests: Page<ListedPullRequest> };
