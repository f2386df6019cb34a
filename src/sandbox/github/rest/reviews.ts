import * as z from 'zod';
import { may } from '../people.ts';
import type { Review, ReviewState } from '../state.ts';
import { type Ask, change, numberParam, ok, type Reply, viewerOf } from './ask.ts';
import { list } from './page.ts';
import { pullAt } from './pull-lookup.ts';
import { found, refuse } from './refuse.ts';
import { paging, type Route, reads, takes } from './route.ts';
import { type PullIssue, review } from './shapes/pull.ts';

const path = '/repos/{owner}/{repo}/pulls/{pull_number}/reviews';
const states: Record<string, ReviewState> = {
  APPROVE: 'APPROVED',
  REQUEST_CHANGES: 'CHANGES_REQUESTED',
  COMMENT: 'COMMENTED',
};

const NewReview = z.strictObject({
  body: z.string().optional(),
  event: z.enum(['APPROVE', 'REQUEST_CHANGES', 'COMMENT']).optional(),
  commit_id: z.string().optional(),
});

async function give(ask: Ask, body: z.infer<typeof NewReview>): Promise<Reply> {
  const { login } = viewerOf(ask);
  return change(ask, async (world, clock) => {
    const item = pullAt(ask, world.state);
    if (item.author === login && body.event !== undefined && body.event !== 'COMMENT') {
      const what = body.event === 'APPROVE' ? 'approve' : 'request changes on';
      throw refuse(422, `Review Can not ${what} your own pull request`);
    }
    if (body.event !== undefined && body.event !== 'APPROVE' && !body.body)
      throw refuse(422, 'Review body is required');
    const commit = body.commit_id ?? item.pull.headSha;
    if (!(await world.origin.commits([commit])).has(commit)) throw refuse(422, 'No commit found for SHA');
    const given: Review = {
      id: clock.id(),
      author: login,
      state: states[body.event ?? ''] ?? 'PENDING',
      body: body.body ?? '',
      commit,
      submittedAt: clock.now,
    };
    item.pull.reviews.push(given);
    if (given.state !== 'PENDING') publish(item, given, clock);
    return ok(review(world, item, given));
  });
}

function publish(item: PullIssue, given: Review, clock: { now: string; id(): number }): void {
  const { pull } = item;
  pull.requestedReviewers = pull.requestedReviewers.filter((login) => login !== given.author);
  item.updatedAt = clock.now;
  item.timeline.push({
    id: clock.id(),
    kind: 'reviewed',
    review: given.id,
    actor: given.author,
    at: clock.now,
  });
}

const reviewAt = (ask: Ask, item: PullIssue): Review =>
  found(item.pull.reviews.find(({ id }) => id === numberParam(ask, 'review_id')));

async function dismiss(ask: Ask): Promise<Reply> {
  const { login } = viewerOf(ask);
  return change(ask, (world, clock) => {
    const item = pullAt(ask, world.state);
    const given = reviewAt(ask, item);
    if (!may(world.state, login, 'write'))
      throw refuse(403, 'Resource not accessible by personal access token');
    if (given.state !== 'APPROVED' && given.state !== 'CHANGES_REQUESTED')
      throw refuse(422, `Can not dismiss a ${given.state.toLowerCase()} pull request review`);
    given.state = 'DISMISSED';
    item.updatedAt = clock.now;
    return ok(review(world, item, given));
  });
}

const permission = 'pull_requests=write';

/** Reviews of a PR; a review belongs to the head it was given for. */
export const routes: readonly Route[] = [
  reads(`GET ${path}`, { query: paging }, (ask) => {
    const item = pullAt(ask);
    // A pending review is seen by its author only.
    const seen = item.pull.reviews.filter(
      (given) => given.state !== 'PENDING' || given.author === ask.viewer?.login,
    );
    return list(ask, seen, (given) => review(ask, item, given));
  }),
  takes(`POST ${path}`, { needs: 'user', permission }, NewReview, give),
  reads(`GET ${path}/{review_id}`, {}, (ask) => {
    const item = pullAt(ask);
    return ok(review(ask, item, reviewAt(ask, item)));
  }),
  takes(
    `PUT ${path}/{review_id}/dismissals`,
    { needs: 'write', permission },
    z.strictObject({ message: z.string(), event: z.literal('DISMISS').optional() }),
    dismiss,
  ),
];
