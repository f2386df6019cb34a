import { type ActorAnswer, type Page, pageInfo } from './shared.ts';

/** Which issues PRs close, each PR under the alias `pr231`. */
export const closingIssuesByNumber = (numbers: readonly number[]): string => `
query ClosingIssues($owner: String!, $name: String!) {
  repository(owner: $owner, name: $name) {
    ${numbers
      .map(
        (n) => `pr${n}: pullRequest(number: ${n}) {
      closingIssuesReferences(first: 20) { nodes { id } ${pageInfo} }
    }`,
      )
      .join('\n    ')}
  }
}`;
export interface ClosingIssues {
  readonly closingIssuesReferences: Page<{ readonly id: string }> | null;
}

/** Issues by node id, since they may be another repository's, each under its place in the list: `t0`. */
export const ticketsById = (ids: readonly string[]): string => `
query TicketsById {
  ${ids.map((id, at) => `t${at}: node(id: ${JSON.stringify(id)}) { ...Ticket }`).join('\n  ')}
}
fragment Ticket on Issue {
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
export type TicketsById = Readonly<Record<string, Partial<TicketAnswer> | null>>;
