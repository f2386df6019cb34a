import { nodeId } from '../../node-id.ts';
import type { Comment, Issue, Label, Milestone } from '../../state.ts';
import { repoApi, repoWeb, type World } from '../ask.ts';
import { association, maybeUser } from './user.ts';

/** GitHub's `label`. */
export function label(world: World, { id, name, color, description }: Label) {
  const url = `${repoApi(world)}/labels/${encodeURIComponent(name)}`;
  return { id, node_id: nodeId('label', id), url, name, color, default: false, description };
}

/** The labels of an issue, in full. */
export const labelsOf = (world: World, issue: Issue) =>
  issue.labels.flatMap((name) => {
    const known = world.state.labels.find((each) => each.name === name);
    return known === undefined ? [] : [label(world, known)];
  });

/** GitHub's `milestone`. */
export function milestone(world: World, item: Milestone) {
  const url = `${repoApi(world)}/milestones/${item.number}`;
  const inside = world.state.issues.filter((issue) => issue.milestone === item.number);
  const open = inside.filter((issue) => issue.state === 'open').length;
  return {
    url,
    html_url: `${repoWeb(world)}/milestone/${item.number}`,
    labels_url: `${url}/labels`,
    id: item.id,
    node_id: nodeId('milestone', item.id),
    number: item.number,
    title: item.title,
    description: item.description,
    creator: maybeUser(world, item.creator),
    open_issues: open,
    closed_issues: inside.length - open,
    state: item.state,
    created_at: item.createdAt,
    updated_at: item.updatedAt,
    due_on: item.dueOn,
    closed_at: item.closedAt,
  };
}

/** The milestone of an issue, in full, or null. */
export function milestoneOf(world: World, issue: Issue) {
  const item = world.state.milestones.find(({ number }) => number === issue.milestone);
  return item === undefined ? null : milestone(world, item);
}

/** GitHub's `issue`; PRs are issues too and say so in `pull_request`. */
export function issue(world: World, item: Issue) {
  const api = repoApi(world);
  const web = repoWeb(world);
  const url = `${api}/issues/${item.number}`;
  const pull = `${api}/pulls/${item.number}`;
  const page = `${web}/${item.pull === null ? 'issues' : 'pull'}/${item.number}`;
  return {
    url,
    repository_url: api,
    labels_url: `${url}/labels{/name}`,
    comments_url: `${url}/comments`,
    events_url: `${url}/events`,
    html_url: page,
    id: item.id,
    node_id: nodeId(item.pull === null ? 'issue' : 'pull', item.id),
    number: item.number,
    title: item.title,
    user: maybeUser(world, item.author),
    labels: labelsOf(world, item),
    state: item.state,
    state_reason: item.stateReason,
    locked: false,
    assignee: maybeUser(world, item.assignees[0] ?? null),
    assignees: item.assignees.map((login) => maybeUser(world, login)),
    milestone: milestoneOf(world, item),
    comments: item.comments.length,
    created_at: item.createdAt,
    updated_at: item.updatedAt,
    closed_at: item.closedAt,
    closed_by: maybeUser(world, item.closedBy),
    author_association: association(world, item.author),
    active_lock_reason: null,
    body: item.body,
    timeline_url: `${url}/timeline`,
    performed_via_github_app: null,
    ...(item.pull === null
      ? {}
      : {
          draft: item.pull.draft,
          pull_request: {
            url: pull,
            html_url: page,
            diff_url: `${page}.diff`,
            patch_url: `${page}.patch`,
            merged_at: item.pull.merged?.at ?? null,
          },
        }),
  };
}

/** GitHub's `issue-comment`. */
export function comment(world: World, on: Issue, item: Comment) {
  const page = `${repoWeb(world)}/${on.pull === null ? 'issues' : 'pull'}/${on.number}`;
  return {
    url: `${repoApi(world)}/issues/comments/${item.id}`,
    html_url: `${page}#issuecomment-${item.id}`,
    issue_url: `${repoApi(world)}/issues/${on.number}`,
    id: item.id,
    node_id: nodeId('comment', item.id),
    user: maybeUser(world, item.author),
    created_at: item.createdAt,
    updated_at: item.updatedAt,
    body: item.body,
    author_association: association(world, item.author),
    performed_via_github_app: null,
  };
}
