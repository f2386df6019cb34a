import { type Fields, inHex } from './fields.ts';
import { type ActorAnswer, type Page, pageInfo } from './shared.ts';

/** The open PRs against each branch, those that were updated last; by connection, never by search (fact 8). */
export const openPullRequestsByBase: Fields<string> = {
  name: 'OpenPullRequestsByBase',
  of: 'repository',
  alias: (branch) => `open_${inHex(branch)}`,
  field: (branch) => `pullRequests(first: 50, states: [OPEN], baseRefName: ${JSON.stringify(branch)},
      orderBy: { field: UPDATED_AT, direction: DESC }) {
      totalCount
      nodes { number title url isDraft headRefOid author { __typename login } }
      ${pageInfo}
    }`,
};

export interface OpenPullRequestAnswer {
  readonly number: number;
  readonly title: string;
  readonly url: string;
  readonly isDraft: boolean;
  readonly headRefOid: string;
  readonly author: ActorAnswer | null;
}
export type OpenPullRequestsByBase = Page<OpenPullRequestAnswer> & { readonly totalCount: number };
