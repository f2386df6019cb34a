import type { Fields } from './fields.ts';
import {
  type Asked,
  type PullRequestAnswer,
  plain,
  type TimelinePage,
  timelineKinds,
} from './pull-requests.ts';
import { type ActorAnswer, pageInfo } from './shared.ts';
import { closingIssues, ticketFragment } from './tickets.ts';

/** What can change of PRs, and nothing else: see print.ts. */
export const pullRequestPrints = ({ comments, tickets }: Omit<Asked, 'remembered'>): Fields<number> => ({
  name: 'PullRequestPrints',
  of: 'repository',
  alias: (number) => `print${number}`,
  field: (number) => `pullRequest(number: ${number}) { ...PullRequestPrint }`,
  fragment: `fragment PullRequestPrint on PullRequest {
  ${plain} updatedAt
  labels(first: 100) { nodes { name } ${pageInfo} }
  timelineItems(last: 50, itemTypes: [${timelineKinds(comments).join(', ')}]) {
    pageInfo { hasPreviousPage startCursor }
    nodes {
      __typename
      ... on Node { id }
      ... on LabeledEvent { actor { __typename login } label { name } }
      ... on UnlabeledEvent { actor { __typename login } label { name } }
      ... on IssueComment { lastEditedAt author { __typename login } }
      ... on PullRequestReview { state author { __typename login } }
    }
  }
  ${tickets ? closingIssues : ''}
}${tickets ? `\n${ticketFragment}` : ''}`,
});
export interface TimelinePrint {
  readonly __typename: string;
  readonly id?: string;
  readonly actor?: ActorAnswer | null;
  readonly author?: ActorAnswer | null;
  readonly label?: { readonly name: string };
  readonly state?: string;
  readonly lastEditedAt?: string | null;
}
export type PullRequestPrint = Omit<PullRequestAnswer, 'timelineItems'> & {
  readonly timelineItems: Pick<TimelinePage, 'pageInfo'> & {
    readonly nodes: readonly (TimelinePrint | null)[] | null;
  };
};
