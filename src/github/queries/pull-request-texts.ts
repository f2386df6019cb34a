import type { Fields } from './fields.ts';
import { type Page, pageInfo } from './shared.ts';

/** What PRs say beside their titles, each PR under the alias `text231`. */
export const pullRequestTextsByNumber: Fields<number> = {
  name: 'PullRequestTexts',
  of: 'repository',
  alias: (number) => `text${number}`,
  field: (number) =>
    `pullRequest(number: ${number}) { body closingIssuesReferences(first: 10) { nodes { ...NotedIssue } ${pageInfo} } }`,
  fragment: `fragment NotedIssue on Issue {
  number title url
  repository { nameWithOwner }
  labels(first: 20) { nodes { name } ${pageInfo} }
}`,
};
export interface PullRequestTextAnswer {
  readonly body: string;
  readonly closingIssuesReferences: Page<NotedIssueAnswer> | null;
}

export interface NotedIssueAnswer {
  readonly number: number;
  readonly title: string;
  readonly url: string;
  readonly repository: { readonly nameWithOwner: string };
  readonly labels: Page<{ readonly name: string }> | null;
}
