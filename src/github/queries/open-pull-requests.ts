import { type ActorAnswer, type Page, pageInfo } from './shared.ts';

/** A name's alias: any text as letters and digits. */
export const aliasOf = (name: string): string => `b_${Buffer.from(name).toString('hex')}`;

/**
 * The open PRs against each branch, those that were updated last; by connection, never by search (fact 8). JSON's
 * strings are GraphQL's.
 */
export const openPullRequestsByBase = (branches: readonly string[]): string => `
query OpenPullRequestsByBase($owner: String!, $name: String!) {
  repository(owner: $owner, name: $name) {
    ${branches
      .map(
        (
          branch,
        ) => `${aliasOf(branch)}: pullRequests(first: 50, states: [OPEN], baseRefName: ${JSON.stringify(branch)},
      orderBy: { field: UPDATED_AT, direction: DESC }) {
      totalCount
      nodes { number title url isDraft headRefOid author { __typename login } }
      ${pageInfo}
    }`,
      )
      .join('\n    ')}
  }
}`;

export interface OpenPullRequestAnswer {
  readonly number: number;
  readonly title: string;
  readonly url: string;
  readonly isDraft: boolean;
  readonly headRefOid: string;
  readonly author: ActorAnswer | null;
}
export type OpenPullRequestsByBase = Page<OpenPullRequestAnswer> & { readonly totalCount: number };
