import type { CommitData } from '../../commit-data.ts';
import { nodeId } from '../../node-id.ts';
import type { Issue, TimelineEvent } from '../../state.ts';
import { repoApi, type World } from '../ask.ts';
import { gitCommit } from './commit.ts';
import { comment } from './issue.ts';
import { review } from './pull.ts';
import { maybeUser } from './user.ts';

/** One entry of `GET /issues/N/timeline`; null for what is gone (a deleted comment). */
export function timelineEvent(
  world: World,
  issue: Issue,
  event: TimelineEvent,
  commits: ReadonlyMap<string, CommitData>,
): unknown {
  switch (event.kind) {
    case 'committed': {
      const data = commits.get(event.sha);
      return data === undefined ? null : { event: 'committed', ...gitCommit(world, data) };
    }
    case 'reviewed': {
      const given = issue.pull?.reviews.find(({ id }) => id === event.review);
      if (given === undefined) return null;
      return { event: 'reviewed', ...review(world, issue, given), state: given.state.toLowerCase() };
    }
    case 'commented': {
      const written = issue.comments.find(({ id }) => id === event.comment);
      if (written === undefined) return null;
      const shown = comment(world, issue, written);
      return { event: 'commented', actor: shown.user, ...shown };
    }
    default:
      return { ...base(world, event), ...detail(world, event) };
  }
}

type Simple = Exclude<TimelineEvent, { kind: 'committed' | 'reviewed' | 'commented' }>;

function base(world: World, event: Simple) {
  const sha =
    event.kind === 'merged' ? event.sha : event.kind === 'head_ref_force_pushed' ? event.after : null;
  return {
    id: event.id,
    node_id: nodeId('event', event.id),
    url: `${repoApi(world)}/issues/events/${event.id}`,
    actor: maybeUser(world, event.actor),
    event: event.kind,
    commit_id: sha,
    commit_url: sha === null ? null : `${repoApi(world)}/commits/${sha}`,
    created_at: event.at,
    performed_via_github_app: null,
  };
}

function detail(world: World, event: Simple): object {
  switch (event.kind) {
    case 'labeled':
    case 'unlabeled': {
      const known = world.state.labels.find(({ name }) => name === event.label);
      return { label: { name: event.label, color: known?.color ?? 'ededed' } };
    }
    case 'milestoned':
    case 'demilestoned':
      return { milestone: { title: event.milestone } };
    case 'assigned':
    case 'unassigned':
      return { assignee: maybeUser(world, event.assignee) };
    default:
      return {};
  }
}
