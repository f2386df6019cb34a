import type { CommitData } from '../../commit-data.ts';
import { nodeId } from '../../node-id.ts';
import type { CheckRun, CommitStatus } from '../../state.ts';
import { repoApi, repoWeb, type World } from '../ask.ts';
import { minimalRepository } from './repository.ts';
import { simpleUser } from './user.ts';

/** A stable id for an App: the real one of GitHub Actions, otherwise made from its slug. */
export function appId(slug: string): number {
  if (slug === 'github-actions') return 15368;
  return [...slug].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 900_000, 7) + 100_000;
}

/** GitHub's `integration`: the App behind a check. */
function app(world: World, slug: string) {
  return {
    id: appId(slug),
    slug,
    node_id: nodeId('app', appId(slug)),
    owner: simpleUser(world, world.state.owner),
    name: slug,
    description: '',
    external_url: `${world.web}/apps/${slug}`,
    html_url: `${world.web}/apps/${slug}`,
    created_at: world.state.createdAt,
    updated_at: world.state.createdAt,
    permissions: { checks: 'write', contents: 'read', metadata: 'read' },
    events: [],
  };
}

/** GitHub's `check-run`. */
export function checkRun(world: World, run: CheckRun) {
  const url = `${repoApi(world)}/check-runs/${run.id}`;
  const page = `${repoWeb(world)}/runs/${run.id}`;
  return {
    id: run.id,
    name: run.name,
    node_id: nodeId('checkRun', run.id),
    head_sha: run.sha,
    external_id: run.externalId,
    url,
    html_url: page,
    details_url: run.detailsUrl ?? page,
    status: run.status,
    conclusion: run.conclusion,
    started_at: run.startedAt,
    completed_at: run.completedAt,
    output: {
      title: run.title,
      summary: run.summary,
      text: null,
      annotations_count: 0,
      annotations_url: `${url}/annotations`,
    },
    check_suite: { id: run.suite },
    app: app(world, run.app),
    pull_requests: pullsAt(world, run.sha),
  };
}

/** The open PRs whose head a check ran on. */
function pullsAt(world: World, sha: string) {
  const repo = { id: 1, url: repoApi(world), name: world.state.name };
  return world.state.issues.flatMap((issue) =>
    issue.pull?.headSha === sha && issue.state === 'open'
      ? [
          {
            id: issue.id,
            number: issue.number,
            url: `${repoApi(world)}/pulls/${issue.number}`,
            head: { ref: issue.pull.headRef, sha, repo },
            base: { ref: issue.pull.base, sha: issue.pull.baseSha, repo },
          },
        ]
      : [],
  );
}

/** GitHub's `check-suite`: what one App reported for one event on one commit. */
export function checkSuite(world: World, suite: number, runs: readonly CheckRun[], commit: CommitData) {
  const done = runs.every(({ status }) => status === 'completed');
  const worst = runs.find(({ conclusion }) => conclusion === 'failure') ?? runs[0];
  const times = runs.map((run) => run.completedAt ?? run.startedAt).sort();
  const head = Object.entries(world.state.seenRefs).find(
    ([ref, sha]) => sha === commit.sha && ref.startsWith('refs/heads/'),
  );
  const person = ({ name, email }: CommitData['author']) => ({ name, email });
  const url = `${repoApi(world)}/check-suites/${suite}`;
  return {
    id: suite,
    node_id: nodeId('checkSuite', suite),
    head_branch: head?.[0].slice('refs/heads/'.length) ?? null,
    head_sha: commit.sha,
    status: done ? 'completed' : 'in_progress',
    conclusion: done ? (worst?.conclusion ?? null) : null,
    url,
    before: commit.parents[0] ?? null,
    after: commit.sha,
    pull_requests: pullsAt(world, commit.sha),
    app: app(world, runs[0]?.app ?? 'github-actions'),
    repository: minimalRepository(world),
    created_at: runs[0]?.startedAt ?? null,
    updated_at: times.at(-1) ?? null,
    head_commit: {
      id: commit.sha,
      tree_id: commit.tree,
      message: commit.message,
      timestamp: commit.committer.date,
      author: person(commit.author),
      committer: person(commit.committer),
    },
    latest_check_runs_count: runs.length,
    check_runs_url: `${url}/check-runs`,
  };
}

/** GitHub's `simple-commit-status`: a status within the combined one. */
export function simpleStatus(world: World, item: CommitStatus) {
  const creator = simpleUser(world, item.creator);
  return {
    url: `${repoApi(world)}/statuses/${item.sha}`,
    avatar_url: creator.avatar_url,
    id: item.id,
    node_id: nodeId('status', item.id),
    state: item.state,
    description: item.description,
    target_url: item.targetUrl,
    context: item.context,
    created_at: item.createdAt,
    updated_at: item.updatedAt,
  };
}

/** GitHub's `status`. */
export const status = (world: World, item: CommitStatus) => ({
  ...simpleStatus(world, item),
  creator: simpleUser(world, item.creator),
});
