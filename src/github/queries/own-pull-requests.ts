import { type Fields, inHex } from './fields.ts';
import { type ActorAnswer, type Page, pageInfo } from './shared.ts';

/** The PRs of each branch against `base`, in any state, the newest first; by connection, never by search (fact 8). */
export const ownPullRequestsByHead = (base: string): Fields<string> => ({
  name: 'OwnPullRequestsByHead',
  of: 'repository',
  alias: (branch) => `own_${inHex(branch)}`,
  field: (branch) => `pullRequests(first: 20, headRefName: ${JSON.stringify(branch)},
      baseRefName: ${JSON.stringify(base)}, orderBy: { field: CREATED_AT, direction: DESC }) {
      nodes {
        number title url state isDraft isCrossRepository headRefOid mergeCommit { oid } author { __typename login }
      }
      ${pageInfo}
    }`,
});

export interface OwnPullRequestAnswer {
  readonly number: number;
  readonly title: string;
  readonly url: string;
  readonly state: 'OPEN' | 'CLOSED' | 'MERGED';
  readonly isDraft: boolean;
  readonly isCrossRepository: boolean;
  readonly headRefOid: string;
  readonly mergeCommit: { readonly oid: string } | null;
  readonly author: ActorAnswer | null;
}
export type OwnPullRequestsByHead = Page<OwnPullRequestAnswer>;
