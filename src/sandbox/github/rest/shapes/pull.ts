import { checkState } from '../../guard.ts';
import { behind, mergeRefusals } from '../../merge-rules.ts';
import { nodeId } from '../../node-id.ts';
import { baseTip, knownMergeability, mergeability, pullCommits, testMerge } from '../../pulls.ts';
import type { Issue, Pull, Review } from '../../state.ts';
import { repoApi, repoWeb, type World } from '../ask.ts';
import { issue, labelsOf, milestoneOf } from './issue.ts';
import { repository } from './repository.ts';
import { association, maybeUser, simpleUser } from './user.ts';

export type PullIssue = Issue & { pull: Pull };

/** A PR's head or base; a head whose fork is gone has no repository (fact 41). */
function end(world: World, ref: string, sha: string, home: string | null) {
  const owner = home?.split('/')[0] ?? null;
  const own = home === `${world.state.owner}/${world.state.name}`;
  return {
    label: owner === null ? ref : `${owner}:${ref}`,
    ref,
    sha,
    user: maybeUser(world, owner),
    repo: own ? repository(world) : null,
  };
}

/** GitHub's `pull-request-simple`. */
export function simplePull(world: World, item: PullIssue) {
  const { pull } = item;
  const { owner, name } = world.state;
  const api = repoApi(world);
  const url = `${api}/pulls/${item.number}`;
  const page = `${repoWeb(world)}/pull/${item.number}`;
  const urls = {
    self: url,
    html: page,
    issue: `${api}/issues/${item.number}`,
    comments: `${api}/issues/${item.number}/comments`,
    review_comments: `${url}/comments`,
    review_comment: `${api}/pulls/comments{/number}`,
    commits: `${url}/commits`,
    statuses: `${api}/statuses/${pull.headSha}`,
  };
  const shown = issue(world, item);
  return {
    url,
    id: item.id,
    node_id: nodeId('pull', item.id),
    html_url: page,
    diff_url: `${page}.diff`,
    patch_url: `${page}.patch`,
    issue_url: urls.issue,
    commits_url: urls.commits,
    review_comments_url: urls.review_comments,
    review_comment_url: urls.review_comment,
    comments_url: urls.comments,
    statuses_url: urls.statuses,
    number: item.number,
    state: item.state,
    locked: false,
    title: item.title,
    user: shown.user,
    body: item.body,
    labels: labelsOf(world, item),
    milestone: milestoneOf(world, item),
    active_lock_reason: null,
    created_at: item.createdAt,
    updated_at: item.updatedAt,
    closed_at: item.closedAt,
    merged_at: pull.merged?.at ?? null,
    merge_commit_sha:
      pull.merged?.sha ?? (item.state === 'open' ? testMerge(world.state, world.origin, pull) : null),
    assignee: shown.assignee,
    assignees: shown.assignees,
    requested_reviewers: pull.requestedReviewers.map((login) => simpleUser(world, login)),
    requested_teams: [],
    head: end(world, pull.headRef, pull.headSha, pull.headRepository),
    base: end(world, pull.base, baseTip(world.state, pull, item.state === 'open'), `${owner}/${name}`),
    _links: Object.fromEntries(Object.entries(urls).map(([key, href]) => [key, { href }])),
    author_association: association(world, item.author),
    auto_merge: null,
    draft: pull.draft,
  };
}

/**
 * GitHub's `pull-request`: with what only git knows, and whether it merges. Only a question about this PR (`asked`)
 * starts that job; the answer is null until it is done (fact 16).
 */
export async function fullPull(world: World, item: PullIssue, asked = false) {
  const { state, origin } = world;
  const { pull } = item;
  const open = item.state === 'open';
  const commits = await pullCommits(state, origin, pull, open);
  const base = await origin.mergeBase(baseTip(state, pull, open), pull.headSha);
  const files = base === null ? [] : await origin.files(base, pull.headSha);
  const ask = asked ? mergeability : knownMergeability;
  const merges = open ? await ask(state, origin, pull) : 'UNKNOWN';
  const mergeable = merges === 'UNKNOWN' ? null : merges === 'MERGEABLE';
  const sum = (key: 'additions' | 'deletions') => files.reduce((total, file) => total + file[key], 0);
  return {
    ...simplePull(world, item),
    merged: pull.merged !== null,
    mergeable,
    rebaseable: mergeable,
    mergeable_state: await mergeableState(world, item, mergeable),
    merged_by: maybeUser(world, pull.merged?.by ?? null),
    comments: item.comments.length,
    review_comments: 0,
    maintainer_can_modify: pull.maintainerCanModify,
    commits: commits.length,
    additions: sum('additions'),
    deletions: sum('deletions'),
    changed_files: files.length,
  };
}

/** GitHub's word for what stands between an open PR and its merge by somebody who bypasses nothing (fact 16). */
async function mergeableState(world: World, item: PullIssue, mergeable: boolean | null): Promise<string> {
  const { state, origin } = world;
  if (mergeable === null) return 'unknown';
  if (!mergeable) return 'dirty';
  if (item.pull.draft) return 'draft';
  const refusals = await mergeRefusals(state, origin, item, null, 'squash');
  if (refusals.length > 0) return refusals.every((reason) => reason === behind) ? 'behind' : 'blocked';
  const failing = [
    ...state.statuses.filter(({ sha }) => sha === item.pull.headSha).map(({ context }) => context),
    ...state.checkRuns.filter(({ sha }) => sha === item.pull.headSha).map(({ name }) => name),
  ].some((context) => checkState(state, item.pull.headSha, context) !== 'passing');
  return failing ? 'unstable' : 'clean';
}

/** GitHub's `pull-request-review`. */
export function review(world: World, on: Issue, item: Review) {
  const pull = `${repoApi(world)}/pulls/${on.number}`;
  const page = `${repoWeb(world)}/pull/${on.number}#pullrequestreview-${item.id}`;
  return {
    id: item.id,
    node_id: nodeId('review', item.id),
    user: maybeUser(world, item.author),
    body: item.body,
    state: item.state,
    html_url: page,
    pull_request_url: pull,
    author_association: association(world, item.author),
    _links: { html: { href: page }, pull_request: { href: pull } },
    ...(item.state === 'PENDING' ? {} : { submitted_at: item.submittedAt }),
    commit_id: item.commit,
  };
}
