import type { Check, Issue, PullRequest, Release, TimelineItem } from '../domain/change.ts';
import type { CheckNode } from './queries/commits.ts';
import type { IssueAnswer } from './queries/issues.ts';
import type { PullRequestAnswer, TimelineNode } from './queries/pull-requests.ts';
import type { ActorAnswer } from './queries/shared.ts';

/**
 * The login of somebody who can hold a role, else null. A bot's gets REST's `[bot]`, so that an app can never pass
 * as the user of the same name; a mannequin's login was chosen by whoever imported it and proves nothing.
 */
export function loginOf(actor: ActorAnswer | null): string | null {
  if (actor?.__typename === 'User') return actor.login;
  if (actor?.__typename !== 'Bot') return null;
  return actor.login.endsWith('[bot]') ? actor.login : `${actor.login}[bot]`;
}

/** The nodes of a page that GitHub did resolve. */
export const present = <N>(nodes: readonly (N | null)[] | null): readonly N[] =>
  (nodes ?? []).filter((node): node is N => node !== null);

/** True where GitHub left a hole in a page: then nothing may be concluded from what is missing. */
export const hasHoles = (nodes: readonly unknown[] | null): boolean => nodes === null || nodes.includes(null);

/** One timeline item; null for a kind that was not asked for. */
function toTimelineItem(node: TimelineNode): TimelineItem | null {
  switch (node.__typename) {
    case 'LabeledEvent':
    case 'UnlabeledEvent': {
      const kind = node.__typename === 'LabeledEvent' ? 'labeled' : 'unlabeled';
      return { kind, label: node.label.name, actor: loginOf(node.actor), at: node.createdAt };
    }
    case 'PullRequestCommit':
      return { kind: 'commit', sha: node.commit.oid };
    case 'HeadRefForcePushedEvent':
      return {
        kind: 'force-push',
        before: node.beforeCommit?.oid ?? null,
        after: node.afterCommit?.oid ?? null,
        at: node.createdAt,
      };
    case 'BaseRefChangedEvent': {
      const { previousRefName: from, currentRefName: to, createdAt: at } = node;
      return { kind: 'base-changed', from, to, at };
    }
    case 'IssueComment': {
      const { createdAt: at, lastEditedAt, url } = node;
      const line = (node.body.split('\n', 1)[0] ?? '').trim();
      return { kind: 'comment', line, actor: loginOf(node.author), at, edited: lastEditedAt !== null, url };
    }
    case 'PullRequestReview': {
      const { state, url } = node;
      const at = node.submittedAt ?? node.createdAt;
      return { kind: 'review', state, actor: loginOf(node.author), sha: node.reviewed?.oid ?? null, at, url };
    }
    default:
      return null;
  }
}

/** A PR; `items` is the timeline as far as it was read, oldest first. */
export function toPullRequest(
  pr: PullRequestAnswer,
  items: readonly (TimelineNode | null)[],
  complete: boolean,
): PullRequest {
  const merged = pr.state === 'MERGED';
  return {
    number: pr.number,
    title: pr.title,
    url: pr.url,
    author: loginOf(pr.author),
    state: pr.state,
    isDraft: pr.isDraft,
    base: pr.baseRefName,
    headRef: pr.headRefName,
    headSha: pr.headRefOid,
    mergeCommit: merged ? (pr.mergeCommit?.oid ?? null) : null,
    mergedAt: merged ? pr.mergedAt : null,
    commitCount: pr.commits.totalCount,
    labels: present(pr.labels?.nodes ?? []).map((l) => l.name),
    milestone: pr.milestone?.title ?? null,
    timeline: present(items.map((i) => (i === null ? null : toTimelineItem(i)))),
    timelineComplete: complete && !hasHoles(items),
  };
}

/** A check run or a commit status; the union is what counts (fact 23). */
export function toCheck(node: CheckNode): Check {
  if (node.__typename === 'CheckRun') {
    return {
      kind: 'check-run',
      name: node.name,
      app: node.checkSuite.app?.slug ?? null,
      workflow: node.checkSuite.workflowRun?.workflow.name ?? null,
      completed: node.status === 'COMPLETED',
      conclusion: node.conclusion?.toLowerCase() ?? null,
      startedAt: node.startedAt,
      completedAt: node.completedAt,
      url: node.url,
    };
  }
  const completed = node.state !== 'PENDING' && node.state !== 'EXPECTED';
  return {
    kind: 'status',
    name: node.context,
    app: null,
    workflow: null,
    completed,
    conclusion: node.state.toLowerCase(),
    startedAt: node.createdAt,
    completedAt: completed ? node.createdAt : null,
    url: node.targetUrl,
  };
}

export function toIssue(issue: IssueAnswer): Issue {
  return {
    number: issue.number,
    title: issue.title,
    url: issue.url,
    state: issue.state,
    labels: present(issue.labels?.nodes ?? []).map((l) => l.name),
    milestone: issue.milestone?.title ?? null,
    author: loginOf(issue.author),
    assignees: present(issue.assignees.nodes).map((a) => a.login),
  };
}

/** The fields of REST's release that rel reads. */
interface ReleaseAnswer {
  readonly id: number;
  readonly tag_name: string;
  readonly name: string | null;
  readonly body?: string | null;
  readonly draft: boolean;
  readonly prerelease: boolean;
  readonly html_url: string;
  /** An Enterprise Server may not know of immutable releases. */
  readonly immutable?: boolean;
  readonly assets?: readonly unknown[];
  readonly published_at?: string | null;
}

export const toRelease = (release: ReleaseAnswer): Release => ({
  id: release.id,
  tag: release.tag_name,
  name: release.name ?? '',
  body: release.body ?? '',
  draft: release.draft,
  prerelease: release.prerelease,
  url: release.html_url,
  immutable: release.immutable === true,
  assets: release.assets?.length ?? 0,
  publishedAt: release.published_at ?? null,
});
