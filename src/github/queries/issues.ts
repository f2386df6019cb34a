import { type ActorAnswer, type Page, pageInfo, type Repository } from './shared.ts';

const issues = `issues(first: 50, after: $after, states: [OPEN], labels: $labels,
      orderBy: { field: CREATED_AT, direction: ASC }) {
      nodes {
        number title url state
        labels(first: 100) { nodes { name } ${pageInfo} }
        milestone { title }
        author { __typename login }
        assignees(first: 20) { nodes { login } }
      }
      ${pageInfo}
    }`;
const variables = '$owner: String!, $name: String!, $labels: [String!], $after: String';

export interface IssueAnswer {
  readonly number: number;
  readonly title: string;
  readonly url: string;
  readonly state: 'OPEN' | 'CLOSED';
  readonly labels: Page<{ readonly name: string }> | null;
  readonly milestone: { readonly title: string } | null;
  readonly author: ActorAnswer | null;
  readonly assignees: { readonly nodes: readonly ({ readonly login: string } | null)[] | null };
}

export const issuesOfRepository = `
query IssuesOfRepository(${variables}) {
  repository(owner: $owner, name: $name) {
    ${issues}
  }
}`;
export type IssuesOfRepository = Repository<{ readonly issues: Page<IssueAnswer> }>;

export const issuesOfMilestone = `
query IssuesOfMilestone(${variables}, $milestone: Int!) {
  repository(owner: $owner, name: $name) {
    milestone(number: $milestone) {
    ${issues}
    }
  }
}`;
export type IssuesOfMilestone = Repository<{
  readonly milestone: { readonly issues: Page<IssueAnswer> } | null;
}>;

/** Milestones go by number, and only the list tells it from the title, open and closed (fact 50). */
export const milestones = `
query Milestones($owner: String!, $name: String!, $after: String) {
  repository(owner: $owner, name: $name) {
    milestones(first: 100, after: $after, states: [OPEN, CLOSED]) { nodes { number title } ${pageInfo} }
  }
}`;
export type Milestones = Repository<{
  readonly milestones: Page<{ readonly number: number; readonly title: string }> | null;
}>;
