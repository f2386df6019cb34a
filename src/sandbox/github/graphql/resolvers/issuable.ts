import { userOf } from '../../people.ts';
import { repoWeb } from '../../rest/ask.ts';
import type { Issue } from '../../state.ts';
import { connection, nothing } from '../connection.ts';
import type { Resolvers } from '../types.ts';
import { comments } from './comment.ts';
import { labelList, milestoneOf } from './label.ts';
import { pageOf } from './lists.ts';
import { users } from './people.ts';
import { written } from './written.ts';

/** What issues and PRs have in common. */
export const issuable: Resolvers<Issue> = {
  ...written,
  // `updatedAt` of an issue moves with every event; its text is never edited without a trace here.
  includesCreatedEdit: () => false,
  lastEditedAt: () => null,
  databaseId: ({ id }) => id,
  fullDatabaseId: ({ id }) => String(id),
  number: ({ number }) => number,
  title: ({ title }) => title,
  closed: ({ state }) => state === 'closed',
  closedAt: ({ closedAt }) => closedAt,
  locked: () => false,
  url: (issue, _, context) => `${repoWeb(context)}/${pageOf(issue)}`,
  resourcePath: (issue, _, { state }) => `/${state.owner}/${state.name}/${pageOf(issue)}`,
  assignees: (issue, args, { state }) =>
    connection(
      issue.assignees.flatMap((login) => userOf(state, login) ?? []),
      args,
      users,
    ),
  labels: (issue, args, context) => labelList(context, args, issue.labels),
  milestone: (issue, _, context) => milestoneOf(context, issue),
  comments: (issue, args) =>
    connection(
      issue.comments.map((item) => ({ on: issue, item })),
      args,
      comments,
    ),
  projectCards: nothing,
  projectItems: nothing,
};
