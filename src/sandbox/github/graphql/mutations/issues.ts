import { connection } from '../connection.ts';
import { comments } from '../resolvers/comment.ts';
import { issueOrPull } from '../resolvers/lists.ts';
import { byRest, type Operation } from '../rest-call.ts';
import type { Context } from '../types.ts';
import type { Input } from './input.ts';
import { checkRepository, given, issueNow, lower, type Mutate, shared } from './parts.ts';
import { again, labelNames, logins, subjectOf } from './subject.ts';

const patchIssue =
  (name: string, fields: (input: Input) => Record<string, unknown>): Mutate =>
  async (input, context) => {
    const item = subjectOf(context, input.issueId ?? input.id, ['issue']);
    const body = { ...given(fields(input)), ...shared(input, context) };
    await byRest(context, name, 'PATCH issues/{issue_number}', { issue_number: item.number }, body);
    return issueNow(context, item);
  };

const onIssue =
  (
    name: string,
    operation: Operation,
    id: 'assignableId' | 'labelableId',
    body: (input: Input, context: Context) => unknown,
  ): Mutate =>
  async (input, context) => {
    const item = subjectOf(context, input[id]);
    await byRest(context, name, operation, { issue_number: item.number }, body(input, context));
    return { [id.replace('Id', '')]: issueOrPull(again(context, item)) };
  };

const assignees = (input: Input, context: Context) => ({
  assignees: logins(context, input.assigneeIds ?? []),
});
/** Mutations of issues, and of what issues and PRs have in common. */
export const issueMutations: Readonly<Record<string, Mutate>> = {
  addAssigneesToAssignable: onIssue(
    'addAssigneesToAssignable',
    'POST issues/{issue_number}/assignees',
    'assignableId',
    assignees,
  ),
  removeAssigneesFromAssignable: onIssue(
    'removeAssigneesFromAssignable',
    'DELETE issues/{issue_number}/assignees',
    'assignableId',
    assignees,
  ),
  addLabelsToLabelable: onIssue(
    'addLabelsToLabelable',
    'POST issues/{issue_number}/labels',
    'labelableId',
    (input, context) => ({
      labels: labelNames(context, input.labelIds ?? []),
    }),
  ),
  removeLabelsFromLabelable: async (input, context) => {
    const item = subjectOf(context, input.labelableId);
    for (const name of labelNames(context, input.labelIds ?? []))
      if (item.labels.includes(name))
        await byRest(context, 'removeLabelsFromLabelable', 'DELETE issues/{issue_number}/labels/{name}', {
          issue_number: item.number,
          name,
        });
    return { labelable: issueOrPull(again(context, item)) };
  },
  addComment: async (input, context) => {
    const item = subjectOf(context, input.subjectId);
    await byRest(
      context,
      'addComment',
      'POST issues/{issue_number}/comments',
      { issue_number: item.number },
      { body: input.body },
    );
    const on = again(context, item);
    const all = on.comments.map((comment) => ({ on, item: comment }));
    return { commentEdge: connection(all, { last: 1 }, comments).edges()[0], subject: issueOrPull(on) };
  },
  createIssue: async (input, context) => {
    checkRepository(input.repositoryId);
    const body = { ...given({ title: input.title, body: input.body }), ...shared(input, context) };
    const made = await byRest(context, 'createIssue', 'POST issues', {}, body);
    return issueNow(context, made as { number: number });
  },
  closeIssue: patchIssue('closeIssue', ({ stateReason }) => ({
    state: 'closed',
    state_reason: lower(stateReason),
  })),
  reopenIssue: patchIssue('reopenIssue', () => ({ state: 'open' })),
  updateIssue: patchIssue('updateIssue', ({ title, body, state }) => ({ title, body, state: lower(state) })),
};
