import { connection } from '../connection.ts';
import { NotCovered } from '../errors.ts';
import { byRest, type Operation, refresh } from '../rest-call.ts';
import type { Context, PullIssue, Resolver } from '../types.ts';
import { comments } from './comment.ts';
import { setDraft } from './draft.ts';
import { asIssue, asPull, isPull, issueOrPull } from './lists.ts';
import { actor } from './people.ts';
import { asReview } from './review.ts';
import { again, labelNames, logins, milestoneNumber, missing, subjectOf } from './subject.ts';

/** The inputs of every covered mutation, checked by the schema. */
interface Input {
  readonly clientMutationId?: string | null;
  readonly id: string;
  readonly issueId: string;
  readonly pullRequestId: string;
  readonly subjectId: string;
  readonly labelableId: string;
  readonly assignableId: string;
  readonly title?: string | null;
  readonly body?: string | null;
  readonly state?: string | null;
  readonly stateReason?: string | null;
  readonly labelIds?: readonly string[] | null;
  readonly assigneeIds?: readonly string[] | null;
  readonly milestoneId?: string | null;
  readonly projectIds?: readonly string[] | null;
  readonly baseRefName?: string | null;
  readonly headRefName?: string;
  readonly draft?: boolean | null;
  readonly maintainerCanModify?: boolean | null;
  readonly commitHeadline?: string | null;
  readonly commitBody?: string | null;
  readonly expectedHeadOid?: string | null;
  readonly mergeMethod?: string | null;
  readonly event?: string | null;
  readonly commitOID?: string | null;
  readonly userIds?: readonly string[] | null;
  readonly teamIds?: readonly string[] | null;
  readonly union?: boolean | null;
}

type Mutate = (input: Input, context: Context) => Promise<Record<string, unknown>>;

/** Without what was not given: REST tells an absent field from null. */
const given = (fields: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined && value !== null));

function pullOf(context: Context, id: string): PullIssue {
  const found = subjectOf(context, id, ['pull']);
  if (!isPull(found)) throw new Error('a PR without a head');
  return found;
}

/** The PR, as it is now, in a payload. */
function pullNow(context: Context, item: { readonly number: number }) {
  const found = again(context, item);
  return { pullRequest: isPull(found) ? asPull(found) : null, actor: actor(context, context.viewer.login) };
}
const issueNow = (context: Context, item: { readonly number: number }) => ({
  issue: asIssue(again(context, item)),
  actor: actor(context, context.viewer.login),
});

/** What an issue and a PR may both be given; PATCH of the issue takes it for both. */
function shared(input: Input, context: Context): Record<string, unknown> {
  // There are no projects in a sandbox, so no id can be one's.
  for (const id of input.projectIds ?? []) throw missing(id);
  return {
    ...given({
      labels: input.labelIds && labelNames(context, input.labelIds),
      assignees: input.assigneeIds && logins(context, input.assigneeIds),
    }),
    ...(input.milestoneId === undefined ? {} : { milestone: milestoneNumber(context, input.milestoneId) }),
  };
}

const patchPull =
  (name: string, fields: (input: Input) => Record<string, unknown>): Mutate =>
  async (input, context) => {
    const item = pullOf(context, input.pullRequestId);
    const extra = shared(input, context);
    await byRest(
      context,
      name,
      'PATCH pulls/{pull_number}',
      { pull_number: item.number },
      given(fields(input)),
    );
    if (Object.keys(extra).length > 0)
      await byRest(context, name, 'PATCH issues/{issue_number}', { issue_number: item.number }, extra);
    return pullNow(context, item);
  };

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
const lower = (word: string | null | undefined) => word?.toLowerCase();

const draft =
  (to: boolean): Mutate =>
  async (input, context) => {
    const item = pullOf(context, input.pullRequestId);
    await setDraft(context, item.number, to);
    await refresh(context);
    return pullNow(context, item);
  };

const mutations: Readonly<Record<string, Mutate>> = {
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
  addPullRequestReview: async (input, context) => {
    const item = pullOf(context, input.pullRequestId);
    const body = given({ event: input.event, body: input.body, commit_id: input.commitOID });
    await byRest(
      context,
      'addPullRequestReview',
      'POST pulls/{pull_number}/reviews',
      { pull_number: item.number },
      body,
    );
    const on = pullOf(context, input.pullRequestId);
    const review = on.pull.reviews.at(-1);
    return { pullRequestReview: review === undefined ? null : asReview({ on, item: review }) };
  },
  requestReviews: async (input, context) => {
    if ((input.teamIds ?? []).length > 0) throw new NotCovered('RequestReviewsInput.teamIds');
    const item = pullOf(context, input.pullRequestId);
    const wanted = logins(context, input.userIds ?? []);
    const before = item.pull.requestedReviewers.filter((login) => !wanted.includes(login));
    const ask = (operation: Operation, reviewers: string[]) =>
      byRest(context, 'requestReviews', operation, { pull_number: item.number }, { reviewers });
    if (input.union !== true && before.length > 0)
      await ask('DELETE pulls/{pull_number}/requested_reviewers', before);
    if (wanted.length > 0) await ask('POST pulls/{pull_number}/requested_reviewers', wanted);
    return pullNow(context, item);
  },
  createPullRequest: async (input, context) => {
    const body = given({
      title: input.title,
      head: input.headRefName,
      base: input.baseRefName,
      body: input.body,
      draft: input.draft,
      maintainer_can_modify: input.maintainerCanModify,
    });
    const made = await byRest(context, 'createPullRequest', 'POST pulls', {}, body);
    return pullNow(context, made as { number: number });
  },
  createIssue: async (input, context) => {
    const body = { ...given({ title: input.title, body: input.body }), ...shared(input, context) };
    const made = await byRest(context, 'createIssue', 'POST issues', {}, body);
    return issueNow(context, made as { number: number });
  },
  mergePullRequest: async (input, context) => {
    const item = pullOf(context, input.pullRequestId);
    const body = given({
      commit_title: input.commitHeadline,
      commit_message: input.commitBody,
      sha: input.expectedHeadOid,
      merge_method: lower(input.mergeMethod),
    });
    await byRest(
      context,
      'mergePullRequest',
      'PUT pulls/{pull_number}/merge',
      { pull_number: item.number },
      body,
    );
    return pullNow(context, item);
  },
  closeIssue: patchIssue('closeIssue', ({ stateReason }) => ({
    state: 'closed',
    state_reason: lower(stateReason),
  })),
  reopenIssue: patchIssue('reopenIssue', () => ({ state: 'open' })),
  updateIssue: patchIssue('updateIssue', ({ title, body, state }) => ({ title, body, state: lower(state) })),
  closePullRequest: patchPull('closePullRequest', () => ({ state: 'closed' })),
  reopenPullRequest: patchPull('reopenPullRequest', () => ({ state: 'open' })),
  updatePullRequest: patchPull('updatePullRequest', (input) => ({
    title: input.title,
    body: input.body,
    base: input.baseRefName,
    state: lower(input.state),
    maintainer_can_modify: input.maintainerCanModify,
  })),
  markPullRequestReadyForReview: draft(false),
  convertPullRequestToDraft: draft(true),
};

const answered =
  (mutate: Mutate): Resolver<undefined, { readonly input: Input }> =>
  async (_, { input }, context) => ({
    clientMutationId: input.clientMutationId ?? null,
    ...(await mutate(input, context)),
  });

export const Mutation = Object.fromEntries(
  Object.entries(mutations).map(([name, mutate]) => [name, answered(mutate)]),
);
