import type { Fields } from './fields.ts';
import { type Page, pageInfo, type Repository } from './shared.ts';

/** Commits by whole SHA. The SHAs must be checked before. */
const bySha = (name: string, prefix: string, fields: string): Fields<string> => ({
  name,
  of: 'repository',
  alias: (sha) => `${prefix}_${sha}`,
  field: (sha) => `object(oid: "${sha}") { ... on Commit { ${fields} } }`,
});

export const pullRequestsBySha = bySha(
  'PullRequestsBySha',
  'p',
  `oid associatedPullRequests(first: 20) { nodes { number merged mergeCommit { oid } } ${pageInfo} }`,
);
export interface AssociatedPullRequest {
  readonly number: number;
  readonly merged: boolean;
  readonly mergeCommit: { readonly oid: string } | null;
}
/** Without `oid` the object is no commit. */
export interface CommitPullRequests {
  readonly oid: string;
  readonly associatedPullRequests: Page<AssociatedPullRequest> | null;
}

export const authorsBySha = bySha('AuthorsBySha', 'w', 'oid author { user { login } }');
/** `user` is null for an address that no account of GitHub's has. */
export interface CommitAuthor {
  readonly oid: string;
  readonly author: { readonly user: { readonly login: string } | null } | null;
}

const contexts = (after: string): string => `contexts(first: 50${after}) {
      nodes {
        __typename
        ... on CheckRun {
          name status conclusion startedAt completedAt url
          checkSuite { app { slug } workflowRun { workflow { name } } }
        }
        ... on StatusContext { context state createdAt targetUrl }
      }
      ${pageInfo}
    }`;

export const checksBySha = bySha('ChecksBySha', 'c', `oid statusCheckRollup { ${contexts('')} }`);
export type CheckNode =
  | {
      readonly __typename: 'CheckRun';
      readonly name: string;
      readonly status: string;
      readonly conclusion: string | null;
      readonly startedAt: string | null;
      readonly completedAt: string | null;
      readonly url: string;
      readonly checkSuite: {
        readonly app: { readonly slug: string } | null;
        readonly workflowRun: { readonly workflow: { readonly name: string } } | null;
      };
    }
  | {
      readonly __typename: 'StatusContext';
      readonly context: string;
      readonly state: string;
      readonly createdAt: string;
      readonly targetUrl: string | null;
    };
/** A commit with no check and no status at all has no rollup. */
export interface CommitChecks {
  readonly oid: string;
  readonly statusCheckRollup: { readonly contexts: Page<CheckNode> } | null;
}

export const moreChecks = `
query MoreChecks($owner: String!, $name: String!, $sha: GitObjectID!, $after: String!) {
  repository(owner: $owner, name: $name) {
    object(oid: $sha) { ... on Commit { oid statusCheckRollup { ${contexts(', after: $after')} } } }
  }
}`;
export type MoreChecks = Repository<{ readonly object: Partial<CommitChecks> | null }>;

/** The newest status of one context; `status` is null for a commit that has none. */
export const statusOfCommit = `
query StatusOfCommit($owner: String!, $name: String!, $sha: GitObjectID!, $context: String!) {
  repository(owner: $owner, name: $name) {
    object(oid: $sha) { ... on Commit { oid status { context(name: $context) { state description targetUrl } } } }
  }
}`;
export interface StatusAnswer {
  readonly state: string;
  readonly description: string | null;
  readonly targetUrl: string | null;
}
export type StatusOfCommit = Repository<{
  readonly object: {
    readonly oid?: string;
    readonly status?: { readonly context: StatusAnswer | null } | null;
  } | null;
}>;
