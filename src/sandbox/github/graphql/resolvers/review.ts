import { latestOpinions } from '../../merge-rules.ts';
import { nodeId } from '../../node-id.ts';
import { may, userOf } from '../../people.ts';
import { repoWeb } from '../../rest/ask.ts';
import type { Review } from '../../state.ts';
import { type ConnectionForm, connection } from '../connection.ts';
import { otherId } from '../other-id.ts';
import { type Args, type Context, maybe, type PullIssue, type Resolvers, typed } from '../types.ts';
import { asPull, pageOf } from './lists.ts';
import { commitNamed } from './objects.ts';
import { account } from './people.ts';
import { writtenIn } from './written.ts';

/** A review and its PR. */
export interface Placed {
  readonly on: PullIssue;
  readonly item: Review;
}

export const asReview = typed<Placed>('PullRequestReview');
const reviews: ConnectionForm<Placed> = { node: asReview, key: ({ item }) => item.id };

/** A pending review is its author's alone. */
const seen = (on: PullIssue, { viewer }: Context): Placed[] =>
  on.pull.reviews
    .filter(({ state, author }) => state !== 'PENDING' || author === viewer.login)
    .map((item) => ({ on, item }));

export function reviewList(on: PullIssue, args: Args, context: Context) {
  const { states, author } = args;
  const found = seen(on, context)
    .filter(({ item }) => !states || states.includes(item.state))
    .filter(({ item }) => !author || item.author === author);
  return connection(found, args, reviews);
}

/** The last review of each author among those that pass; who reviewed first stands first. */
function latest(all: readonly Placed[]): Placed[] {
  const last = new Map<string | null, Placed>();
  for (const placed of all) last.set(placed.item.author, placed);
  return [...last.values()];
}

/** Reviews that say yes or no; a comment after an approval leaves it standing (fact 19). */
const opinions = (on: PullIssue): Placed[] => latestOpinions(on.pull.reviews).map((item) => ({ on, item }));

export function latestOpinionated(on: PullIssue, args: Args, { state }: Context) {
  const found = opinions(on).filter(
    ({ item }) => args.writersOnly !== true || (item.author !== null && may(state, item.author, 'write')),
  );
  return connection(found, args, reviews);
}

export const latestReviews = (on: PullIssue, args: Args, context: Context) =>
  connection(latest(seen(on, context)), args, reviews);

/** GitHub's decision: null where the base asks for no review (fact 19); only who may write counts. */
export function reviewDecision(on: PullIssue, { state }: Context): string | null {
  const rule = state.protections.find(({ branch }) => branch === on.pull.base)?.requiresPullRequest;
  const needed = rule?.approvals ?? 0;
  if (needed === 0) return null;
  const counting = opinions(on).filter(
    ({ item }) => item.author !== null && may(state, item.author, 'write'),
  );
  const count = (word: string) => counting.filter(({ item }) => item.state === word).length;
  if (count('CHANGES_REQUESTED') > 0) return 'CHANGES_REQUESTED';
  return count('APPROVED') >= needed ? 'APPROVED' : 'REVIEW_REQUIRED';
}

const PullRequestReview: Resolvers<Placed> = {
  ...writtenIn<Placed>(({ item }) => ({ ...item, createdAt: item.submittedAt, updatedAt: item.submittedAt })),
  id: ({ item }) => nodeId('review', item.id),
  databaseId: ({ item }) => item.id,
  fullDatabaseId: ({ item }) => String(item.id),
  state: ({ item }) => item.state,
  submittedAt: ({ item }) => (item.state === 'PENDING' ? null : item.submittedAt),
  commit: ({ item }, _, context) => maybe(item.commit, (sha) => commitNamed(context, sha)),
  pullRequest: ({ on }) => asPull(on),
  isMinimized: () => false,
  minimizedReason: () => null,
  url: ({ on, item }, _, context) => `${repoWeb(context)}/${pageOf(on)}#pullrequestreview-${item.id}`,
};

interface Requested {
  readonly on: PullIssue;
  readonly login: string;
}
const asRequest = typed<Requested>('ReviewRequest');

export const reviewRequests = (on: PullIssue, args: Args) =>
  connection(
    on.pull.requestedReviewers.map((login) => ({ on, login })),
    args,
    { node: asRequest, key: ({ login }) => login },
  );

const ReviewRequest: Resolvers<Requested> = {
  id: ({ on, login }) => otherId('RR', `${on.id} ${login}`),
  pullRequest: ({ on }) => asPull(on),
  requestedReviewer: ({ login }, _, { state }) => maybe(userOf(state, login), account),
};

export const reviewTypes = { PullRequestReview, ReviewRequest };
