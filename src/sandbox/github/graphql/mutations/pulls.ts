import { NotCovered } from '../errors.ts';
import { asReview } from '../resolvers/review.ts';
import { byRest, type Operation, refresh } from '../rest-call.ts';
import { setDraft } from './draft.ts';
import type { Input } from './input.ts';
import { checkRepository, given, lower, type Mutate, pullNow, pullOf, shared } from './parts.ts';
import { logins } from './subject.ts';

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

const draft =
  (to: boolean): Mutate =>
  async (input, context) => {
    const item = pullOf(context, input.pullRequestId);
    await setDraft(context, item.number, to);
    await refresh(context);
    return pullNow(context, item);
  };

/** Mutations of PRs. */
export const pullMutations: Readonly<Record<string, Mutate>> = {
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
    checkRepository(input.repositoryId);
    checkRepository(input.headRepositoryId);
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
