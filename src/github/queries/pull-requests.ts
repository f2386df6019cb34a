import type { Fields } from './fields.ts';
import { type ActorAnswer, type Page, pageInfo, type Repository } from './shared.ts';
import { closingIssues, ticketFragment } from './tickets.ts';

/** The timeline is read from its end, since only its last state counts; older pages are asked for one by one. */
const timeline = `pageInfo { hasPreviousPage startCursor }
  nodes {
    __typename
    ... on LabeledEvent { createdAt actor { __typename login } label { name } }
    ... on UnlabeledEvent { createdAt actor { __typename login } label { name } }
    ... on PullRequestCommit { commit { oid } }
    ... on HeadRefForcePushedEvent { createdAt beforeCommit { oid } afterCommit { oid } }
    ... on BaseRefChangedEvent { createdAt previousRefName currentRefName }
    ... on IssueComment { createdAt lastEditedAt body url author { __typename login } }
    ... on PullRequestReview {
      createdAt submittedAt state url author { __typename login } reviewed: commit { oid }
    }
  }`;

const kinds = [
  'LABELED_EVENT',
  'UNLABELED_EVENT',
  'PULL_REQUEST_COMMIT',
  'HEAD_REF_FORCE_PUSHED_EVENT',
  'BASE_REF_CHANGED_EVENT',
  'PULL_REQUEST_REVIEW',
];
/** What of a timeline is asked for: comments only where they count, since a PR can have hundreds. */
export const timelineKinds = (comments: boolean): readonly string[] =>
  comments ? [...kinds, 'ISSUE_COMMENT'] : kinds;

/** What is asked of every PR, whatever for. */
export const plain = `number title url state isDraft baseRefName headRefName headRefOid mergedAt
  author { __typename login }
  mergeCommit { oid }
  commits(first: 1) { totalCount }
  milestone { title }`;

const pullRequestFields = (kinds: string, more = ''): string => `fragment PullRequestFields on PullRequest {
  ${plain}
  labels(first: 100) { nodes { name } ${pageInfo} }
  timelineItems(last: 50, itemTypes: ${kinds}) { ${timeline} }
  ${more}
}`;

type By = { readonly actor: ActorAnswer | null };
export type TimelineNode = { readonly id?: string } & TimelineEntry;
type TimelineEntry =
  | ({
      readonly __typename: 'LabeledEvent' | 'UnlabeledEvent';
      readonly createdAt: string;
      readonly label: { readonly name: string };
    } & By)
  | { readonly __typename: 'PullRequestCommit'; readonly commit: { readonly oid: string } }
  | {
      readonly __typename: 'HeadRefForcePushedEvent';
      readonly createdAt: string;
      readonly beforeCommit: { readonly oid: string } | null;
      readonly afterCommit: { readonly oid: string } | null;
    }
  | {
      readonly __typename: 'BaseRefChangedEvent';
      readonly createdAt: string;
      readonly previousRefName: string;
      readonly currentRefName: string;
    }
  | {
      readonly __typename: 'IssueComment';
      readonly createdAt: string;
      readonly lastEditedAt: string | null;
      readonly body: string;
      readonly url: string;
      readonly author: ActorAnswer | null;
    }
  | {
      readonly __typename: 'PullRequestReview';
      readonly createdAt: string;
      readonly submittedAt: string | null;
      readonly state: 'APPROVED' | 'CHANGES_REQUESTED' | 'COMMENTED' | 'DISMISSED' | 'PENDING';
      readonly url: string;
      readonly author: ActorAnswer | null;
      /** An alias: a review's commit may be null and that of PullRequestCommit may not, so the name is taken. */
      readonly reviewed: { readonly oid: string } | null;
    };

export interface TimelinePage {
  readonly nodes: readonly (TimelineNode | null)[] | null;
  readonly pageInfo: { readonly hasPreviousPage: boolean; readonly startCursor: string | null };
}

export interface PullRequestAnswer {
  readonly number: number;
  readonly title: string;
  readonly url: string;
  readonly state: 'OPEN' | 'CLOSED' | 'MERGED';
  readonly isDraft: boolean;
  readonly baseRefName: string;
  readonly headRefName: string;
  readonly headRefOid: string;
  readonly mergedAt: string | null;
  readonly updatedAt?: string;
  readonly author: ActorAnswer | null;
  readonly mergeCommit: { readonly oid: string } | null;
  readonly commits: { readonly totalCount: number };
  readonly labels: Page<{ readonly name: string }> | null;
  readonly milestone: { readonly title: string } | null;
  readonly timelineItems: TimelinePage;
}

/** PRs by number, each under the alias `pr231`. The numbers must be GraphQL's Int: 1 to 2^31-1. */
export const pullRequestsByNumber = ({ comments, tickets, remembered }: Asked): Fields<number> => {
  const kinds = `[${timelineKinds(comments).join(', ')}]`;
  return {
    name: 'PullRequestsByNumber',
    of: 'repository',
    alias: (number) => `pr${number}`,
    field: (number) => `pullRequest(number: ${number}) { ...PullRequestFields }`,
    fragment: pullRequestFields(
      kinds,
      `${remembered ? ids(kinds) : ''} ${tickets ? closingIssues : ''}`,
    ).concat(tickets ? `\n${ticketFragment}` : ''),
  };
};

/** By what an item of a timeline is known again, and a PR to have been touched; merged into the timeline that is asked for. */
const ids = (kinds: string): string =>
  `updatedAt timelineItems(last: 50, itemTypes: ${kinds}) { nodes { ... on Node { id } } }`;

/** What of a PR is asked for beside what always is: its comments, the issues that it closes, what tells it again. */
export interface Asked {
  readonly comments: boolean;
  readonly tickets: boolean;
  readonly remembered: boolean;
}

export const pullRequestTimeline = `
query PullRequestTimeline(
  $owner: String!, $name: String!, $number: Int!, $before: String!, $kinds: [PullRequestTimelineItemsItemType!]
) {
  repository(owner: $owner, name: $name) {
    pullRequest(number: $number) {
      timelineItems(last: 100, before: $before, itemTypes: $kinds) { ${timeline} }
    }
  }
}`;
export type PullRequestTimeline = Repository<{
  readonly pullRequest: { readonly timelineItems: TimelinePage } | null;
}>;

/** By connection, never by search, which lags and is cut at a thousand (fact 8). */
const selection = `pullRequests(first: 25, after: $after, labels: $labels, baseRefName: $base,
      orderBy: { field: CREATED_AT, direction: ASC }) {
      nodes { ...PullRequestFields } ${pageInfo}
    }`;
const selectionVariables =
  '$owner: String!, $name: String!, $labels: [String!], $base: String, $after: String, ' +
  '$kinds: [PullRequestTimelineItemsItemType!]';

export const pullRequestsOfRepository = `
query PullRequestsOfRepository(${selectionVariables}) {
  repository(owner: $owner, name: $name) {
    ${selection}
  }
}
${pullRequestFields('$kinds')}`;
export type PullRequestsOfRepository = Repository<{ readonly pullRequests: Page<PullRequestAnswer> }>;

export const pullRequestsOfMilestone = `
query PullRequestsOfMilestone(${selectionVariables}, $milestone: Int!) {
  repository(owner: $owner, name: $name) {
    milestone(number: $milestone) {
    ${selection}
    }
  }
}
${pullRequestFields('$kinds')}`;
export type PullRequestsOfMilestone = Repository<{
  readonly milestone: { readonly pullRequests: Page<PullRequestAnswer> } | null;
}>;
