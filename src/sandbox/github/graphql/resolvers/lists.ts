import type { Issue } from '../../state.ts';
import { type ConnectionForm, connection, sorted } from '../connection.ts';
import { type Args, type Context, type IssueFilters, type PullIssue, typed } from '../types.ts';

export const asPull = typed<PullIssue>('PullRequest');
export const asIssue = typed<Issue>('Issue');
export const isPull = (issue: Issue): issue is PullIssue => issue.pull !== null;
/** An issue or PR under its own type. */
export const issueOrPull = (issue: Issue) => (isPull(issue) ? asPull(issue) : asIssue(issue));

/** The page of an issue or PR below the repository's: `issues/1`, `pull/2`. */
export const pageOf = (issue: Issue): string => `${issue.pull === null ? 'issues' : 'pull'}/${issue.number}`;

export const pulls: ConnectionForm<PullIssue> = { node: asPull, key: ({ id }) => id };
export const issues: ConnectionForm<Issue> = { node: asIssue, key: ({ id }) => id };

/** OPEN, CLOSED or MERGED. */
export const pullState = (issue: PullIssue): string =>
  issue.pull.merged !== null ? 'MERGED' : issue.state.toUpperCase();

/** A list of PRs by the arguments that `pullRequests` has everywhere; GitHub's order is that of creation. */
export function pullList(context: Context, args: Args, inside: (issue: PullIssue) => boolean = () => true) {
  const { states, labels, baseRefName, headRefName } = args;
  const found = context.state.issues
    .filter(isPull)
    .filter(inside)
    .filter((issue) => !states || states.includes(pullState(issue)))
    .filter((issue) => !labels || hasAny(issue, labels))
    .filter(({ pull }) => !baseRefName || pull.base === baseRefName)
    .filter(({ pull }) => !headRefName || pull.headRef === headRefName);
  return connection(ordered(found, args), args, pulls);
}

/** A list of issues by the arguments that `issues` has everywhere. */
export function issueList(context: Context, args: Args, inside: (issue: Issue) => boolean = () => true) {
  const { states, labels, filterBy } = args;
  const found = context.state.issues
    .filter((issue) => issue.pull === null)
    .filter(inside)
    .filter((issue) => !states || states.includes(issue.state.toUpperCase()))
    .filter((issue) => !labels || hasAny(issue, labels))
    .filter((issue) => !filterBy || fits(context, issue, filterBy));
  return connection(ordered(found, args), args, issues);
}

const hasAny = (issue: Issue, labels: readonly string[]): boolean =>
  labels.some((label) => issue.labels.some((name) => name.toLowerCase() === label.toLowerCase()));

function fits({ state }: Context, issue: Issue, filter: IssueFilters): boolean {
  const { assignee, createdBy, labels, mentioned, milestone, milestoneNumber, since, states } = filter;
  const own = state.milestones.find(({ number }) => number === issue.milestone);
  const matches = (wanted: string | null | undefined, has: string | undefined) =>
    wanted === undefined ||
    (wanted === '*' ? has !== undefined : wanted === null ? has === undefined : wanted === has);
  const someone =
    assignee === undefined ||
    (assignee === '*'
      ? issue.assignees.length > 0
      : assignee === null
        ? issue.assignees.length === 0
        : issue.assignees.includes(assignee));
  return (
    someone &&
    (!createdBy || issue.author === createdBy) &&
    (!mentioned || mentions(issue, mentioned)) &&
    (!labels || hasAny(issue, labels)) &&
    matches(milestone, own?.title) &&
    matches(milestoneNumber, own === undefined ? undefined : String(own.number)) &&
    (!since || issue.updatedAt >= since) &&
    (!states || states.includes(issue.state.toUpperCase()))
  );
}

const mentions = ({ body, comments }: Issue, login: string): boolean =>
  [body ?? '', ...comments.map((comment) => comment.body)].some((text) =>
    text
      .toLowerCase()
      .split(/[^\w@-]+/)
      .includes(`@${login.toLowerCase()}`),
  );

function ordered<T extends Issue>(found: readonly T[], { orderBy }: Args): readonly T[] {
  if (!orderBy) return found;
  // Numbers rise with the time of creation, also within one second.
  if (orderBy.field === 'CREATED_AT') return sorted(found, ({ number }) => number, orderBy.direction);
  return sorted(found, ({ updatedAt }) => updatedAt, orderBy.direction);
}
