import { type Fields, inHex, pageOf } from './fields.ts';
import { type ActorAnswer, type Page, pageInfo } from './shared.ts';

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

/** One page of a list of open issues: what it asks for, and where it goes on. */
export interface IssuePage {
  readonly labels: readonly string[] | null;
  /** The milestone's number; null for the issues of any. */
  readonly milestone: number | null;
  readonly after: string | null;
}

export const issueList: Fields<IssuePage> = {
  name: 'IssueList',
  of: 'repository',
  alias: (page) => `issues_${inHex(JSON.stringify(page))}`,
  field: ({ labels, milestone, after }) => {
    const list = `issues(${pageOf(50, after)}, states: [OPEN], labels: ${JSON.stringify(labels)},
      orderBy: { field: CREATED_AT, direction: ASC }) {
      nodes { ...IssueListed } ${pageInfo}
    }`;
    return milestone === null ? list : `milestone(number: ${milestone}) { ${list} }`;
  },
  fragment: `fragment IssueListed on Issue {
  number title url state
  labels(first: 100) { nodes { name } ${pageInfo} }
  milestone { title }
  author { __typename login }
  assignees(first: 20) { nodes { login } }
}`,
};
/** The list itself, or what holds the list of a milestone. */
export type IssueList = Page<IssueAnswer> | { readonly issues: Page<IssueAnswer> };

/** Milestones go by number, and only the list tells it from the title, open and closed (fact 50). */
export const milestoneList: Fields<string | null> = {
  name: 'Milestones',
  of: 'repository',
  alias: (after) => `milestones_${inHex(after ?? '')}`,
  field: (after) =>
    `milestones(${pageOf(100, after)}, states: [OPEN, CLOSED]) { nodes { number title } ${pageInfo} }`,
};
export type MilestoneList = Page<{ readonly number: number; readonly title: string }>;
