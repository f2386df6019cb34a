import { type Fields, inHex } from './fields.ts';
import { type ActorAnswer, type Page, pageInfo } from './shared.ts';

export const ticketFragment = `fragment Ticket on Issue {
  number title url body
  milestone { title }
  repository { nameWithOwner }
  timelineItems(last: 50, itemTypes: [LABELED_EVENT, UNLABELED_EVENT]) {
    pageInfo { hasPreviousPage }
    nodes {
      __typename
      ... on LabeledEvent { createdAt actor { __typename login } label { name } }
      ... on UnlabeledEvent { createdAt actor { __typename login } label { name } }
    }
  }
}`;

/** Which issues PRs close, each PR under the alias `closed231`. */
export const closingIssuesByNumber: Fields<number> = {
  name: 'ClosingIssuesByNumber',
  of: 'repository',
  alias: (number) => `closed${number}`,
  field: (number) =>
    `pullRequest(number: ${number}) { closingIssuesReferences(first: 20) { nodes { id } ${pageInfo} } }`,
};
export interface ClosingIssues {
  readonly closingIssuesReferences: Page<{ readonly id: string }> | null;
}

/** The issues that a PR closes, where they are asked for with the PR itself: more than a few are asked for apart. */
export const closingIssues = `closingIssuesReferences(first: 3) { nodes { ...Ticket } ${pageInfo} }`;
export interface WithTickets {
  readonly closingIssuesReferences?: Page<TicketAnswer> | null;
}

/** Issues by node id, since they may be another repository's. */
export const ticketsById: Fields<string> = {
  name: 'TicketsById',
  of: 'query',
  alias: (id) => `ticket_${inHex(id)}`,
  field: (id) => `node(id: ${JSON.stringify(id)}) { ...Ticket }`,
  fragment: ticketFragment,
};
export interface TicketAnswer {
  readonly number: number;
  readonly title: string;
  readonly url: string;
  readonly body: string;
  readonly milestone: { readonly title: string } | null;
  readonly repository: { readonly nameWithOwner: string };
  readonly timelineItems: {
    readonly pageInfo: { readonly hasPreviousPage: boolean };
    readonly nodes:
      | readonly ({
          readonly __typename: 'LabeledEvent' | 'UnlabeledEvent';
          readonly createdAt: string;
          readonly actor: ActorAnswer | null;
          readonly label: { readonly name: string };
        } | null)[]
      | null;
  };
}
