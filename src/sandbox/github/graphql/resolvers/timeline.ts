import { nodeId } from '../../node-id.ts';
import { userOf } from '../../people.ts';
import { repoWeb } from '../../rest/ask.ts';
import type { Issue, TimelineEvent } from '../../state.ts';
import { connection } from '../connection.ts';
import { otherId } from '../other-id.ts';
import { type Args, type Context, maybe, type PullIssue, type Resolvers, typed } from '../types.ts';
import { asComment } from './comment.ts';
import { asLabel, labelNamed } from './label.ts';
import { asPull, isPull, issueOrPull, pageOf } from './lists.ts';
import { commitNamed } from './objects.ts';
import { account, actor } from './people.ts';
import { refNamed } from './ref.ts';
import { asReview } from './review.ts';

/** An event and what it happened to. */
interface Placed<E = TimelineEvent> {
  readonly on: Issue;
  readonly event: E;
}
type Kind = TimelineEvent['kind'];
type Of<K extends Kind> = Placed<Extract<TimelineEvent, { kind: K }>>;

/** Our word for each event and GitHub's type; its name as an item type is the same in capitals. */
const typeNames: Record<Kind, string> = {
  labeled: 'LabeledEvent',
  unlabeled: 'UnlabeledEvent',
  milestoned: 'MilestonedEvent',
  demilestoned: 'DemilestonedEvent',
  assigned: 'AssignedEvent',
  unassigned: 'UnassignedEvent',
  closed: 'ClosedEvent',
  reopened: 'ReopenedEvent',
  ready_for_review: 'ReadyForReviewEvent',
  convert_to_draft: 'ConvertToDraftEvent',
  merged: 'MergedEvent',
  committed: 'PullRequestCommit',
  head_ref_force_pushed: 'HeadRefForcePushedEvent',
  head_ref_deleted: 'HeadRefDeletedEvent',
  base_ref_changed: 'BaseRefChangedEvent',
  reviewed: 'PullRequestReview',
  commented: 'IssueComment',
};

const itemType = (kind: Kind): string =>
  (typeNames[kind].match(/[A-Z][a-z]+/g) ?? []).join('_').toUpperCase();

/** The timeline in GitHub's order, only the kinds in `itemTypes` where they are given. */
export function timelineItems(on: Issue, args: Args) {
  const events = on.timeline.filter(({ kind }) => !args.itemTypes || args.itemTypes.includes(itemType(kind)));
  const placed = events.map((event): Placed => ({ on, event }));
  const page = connection(placed, args, { node: timelineItem, key: ({ event }) => event.id });
  return { ...page, filteredCount: page.totalCount, totalCount: page.totalCount };
}

/** One event under its GitHub type; comments and reviews are the objects themselves. */
export function timelineItem(placed: Placed) {
  const { on, event } = placed;
  if (event.kind === 'commented') {
    const item = on.comments.find(({ id }) => id === event.comment);
    return maybe(item, (comment) => asComment({ on, item: comment }));
  }
  if (event.kind === 'reviewed') {
    const item = on.pull?.reviews.find(({ id }) => id === event.review);
    return isPull(on) ? maybe(item, (review) => asReview({ on, item: review })) : null;
  }
  return typed<Placed>(typeNames[event.kind])(placed);
}

interface ByActor {
  readonly actor: string | null;
  readonly at: string;
  readonly id: number;
}
const event: Resolvers<Placed<ByActor>> = {
  id: ({ event }) => nodeId('event', event.id),
  actor: ({ event }, _, context) => actor(context, event.actor),
  createdAt: ({ event }) => event.at,
};
const anchor = ({ on, event }: Placed<ByActor>) => `${pageOf(on)}#event-${event.id}`;
const located: Resolvers<Placed<ByActor>> = {
  url: (placed, _, context) => `${repoWeb(context)}/${anchor(placed)}`,
  resourcePath: (placed, _, { state }) => `/${state.owner}/${state.name}/${anchor(placed)}`,
};
const pullRequest = ({ on }: Placed<unknown>) => (isPull(on) ? asPull(on) : null);

const labelEvent: Resolvers<Of<'labeled' | 'unlabeled'>> = {
  ...event,
  label: ({ event }, _, context) => asLabel(labelNamed(context, event.label)),
  labelable: ({ on }) => issueOrPull(on),
};
const milestoneEvent: Resolvers<Of<'milestoned' | 'demilestoned'>> = {
  ...event,
  milestoneTitle: ({ event }) => event.milestone,
};
const assignEvent: Resolvers<Of<'assigned' | 'unassigned'>> = {
  ...event,
  assignee: ({ event }, _, { state }) => maybe(userOf(state, event.assignee), account),
};
const draftEvent: Resolvers<Of<'ready_for_review' | 'convert_to_draft'>> = {
  ...event,
  ...located,
  pullRequest,
};
const stateEvent: Resolvers<Of<'closed' | 'reopened'>> = { ...event, closable: ({ on }) => issueOrPull(on) };

const MergedEvent: Resolvers<Of<'merged'>> = {
  ...event,
  ...located,
  pullRequest,
  commit: ({ event }, _, context) => commitNamed(context, event.sha),
  mergeRefName: ({ on }) => on.pull?.base,
};

const HeadRefForcePushedEvent: Resolvers<Of<'head_ref_force_pushed'>> = {
  ...event,
  pullRequest,
  beforeCommit: ({ event }, _, context) => commitNamed(context, event.before),
  afterCommit: ({ event }, _, context) => commitNamed(context, event.after),
  ref: ({ on }, _, context) => maybe(on.pull, ({ headRef }) => refNamed(context, `refs/heads/${headRef}`)),
};

const HeadRefDeletedEvent: Resolvers<Of<'head_ref_deleted'>> = {
  ...event,
  pullRequest,
  headRefName: ({ on }) => on.pull?.headRef,
};

const BaseRefChangedEvent: Resolvers<Of<'base_ref_changed'>> = {
  ...event,
  pullRequest,
  previousRefName: ({ event }) => event.from,
  currentRefName: ({ event }) => event.to,
};

/** A commit of a PR; the PR's own list of them holds the same. */
const PullRequestCommit: Resolvers<{ readonly on: Issue; readonly event: { readonly sha: string } }> = {
  id: ({ on, event }) => otherId('PRC', `${on.id} ${event.sha}`),
  commit: ({ event }, _, context) => commitNamed(context, event.sha),
  pullRequest,
  url: ({ on, event }, _, context) => `${repoWeb(context)}/${pageOf(on)}/commits/${event.sha}`,
  resourcePath: ({ on, event }, _, { state }) =>
    `/${state.owner}/${state.name}/${pageOf(on)}/commits/${event.sha}`,
};

export const timelineTypes = {
  LabeledEvent: labelEvent,
  UnlabeledEvent: labelEvent,
  MilestonedEvent: milestoneEvent,
  DemilestonedEvent: milestoneEvent,
  AssignedEvent: assignEvent,
  UnassignedEvent: assignEvent,
  ReadyForReviewEvent: draftEvent,
  ConvertToDraftEvent: draftEvent,
  ClosedEvent: { ...stateEvent, ...located },
  ReopenedEvent: stateEvent,
  MergedEvent,
  HeadRefForcePushedEvent,
  HeadRefDeletedEvent,
  BaseRefChangedEvent,
  PullRequestCommit,
};

/** The commits of a PR as its `commits` connection has them. */
export async function pullCommits(on: PullIssue, args: Args, { git }: Context) {
  const items = (await git.pullCommits(on)).map((sha) => ({ on, event: { sha } }));
  return connection(items, args, { node: typed('PullRequestCommit'), key: ({ event }) => event.sha });
}
