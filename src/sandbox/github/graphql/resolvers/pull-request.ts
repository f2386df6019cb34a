import { nodeId } from '../../node-id.ts';
import type { ChangedFile } from '../../origin.ts';
import { baseTip } from '../../pulls.ts';
import { repoWeb } from '../../rest/ask.ts';
import type { Issue } from '../../state.ts';
import { connection } from '../connection.ts';
import { type Context, maybe, type PullIssue, type Resolvers, typed } from '../types.ts';
import { rollupOf } from './checks.ts';
import { issuable } from './issuable.ts';
import { issues, pageOf, pullState } from './lists.ts';
import { mergeStateStatus } from './merge-state.ts';
import { commitNamed } from './objects.ts';
import { ownRepository, repository } from './owner.ts';
import { actor } from './people.ts';
import { refNamed } from './ref.ts';
import { latestOpinionated, latestReviews, reviewDecision, reviewList, reviewRequests } from './review.ts';
import { pullCommits, timelineItems } from './timeline.ts';

const asFile = typed<ChangedFile>('PullRequestChangedFile');

const headOwner = ({ pull }: PullIssue): string | null => pull.headRepository?.split('/')[0] ?? null;
const own = ({ pull }: PullIssue, { state }: Context): boolean =>
  pull.headRepository === `${state.owner}/${state.name}`;

async function total(issue: PullIssue, { git }: Context, key: 'additions' | 'deletions'): Promise<number> {
  return (await git.files(issue)).reduce((sum, file) => sum + file[key], 0);
}

/** The issues that the PR's text closes (`Closes #7`), which GitHub links only for PRs to the default branch. */
function closing(issue: PullIssue, { state }: Context): Issue[] {
  if (issue.pull.base !== state.defaultBranch) return [];
  const words = /\b(?:close[sd]?|fix(?:e[sd])?|resolve[sd]?):?\s+#(\d+)\b/gi;
  const numbers = new Set([...(issue.body ?? '').matchAll(words)].map(([, number]) => Number(number)));
  return state.issues.filter((each) => each.pull === null && numbers.has(each.number));
}

/** The headline that GitHub proposes for a merge commit or a squash commit. */
function headline(issue: PullIssue, method: string): string {
  if (method !== 'MERGE') return `${issue.title} (#${issue.number})`;
  return `Merge pull request #${issue.number} from ${headOwner(issue) ?? 'unknown'}/${issue.pull.headRef}`;
}

const patchStatus = { added: 'ADDED', removed: 'DELETED', modified: 'MODIFIED', renamed: 'RENAMED' } as const;

export const PullRequestChangedFile: Resolvers<ChangedFile> = {
  path: ({ path }) => path,
  additions: ({ additions }) => additions,
  deletions: ({ deletions }) => deletions,
  changeType: ({ status }) => patchStatus[status],
};

export const PullRequest: Resolvers<PullIssue> = {
  ...issuable,
  id: ({ id }) => nodeId('pull', id),
  state: pullState,
  permalink: (issue, _, context) => `${repoWeb(context)}/${pageOf(issue)}`,
  isDraft: ({ pull }) => pull.draft,
  merged: ({ pull }) => pull.merged !== null,
  mergedAt: ({ pull }) => pull.merged?.at ?? null,
  mergedBy: ({ pull }, _, context) => actor(context, pull.merged?.by ?? null),
  mergeCommit: ({ pull }, _, context) => maybe(pull.merged, ({ sha }) => commitNamed(context, sha)),
  // The test merge is computed in memory only: no commit of it is kept.
  potentialMergeCommit: () => null,
  mergeable: (issue, _, { git }) => (issue.state === 'open' ? git.mergeable(issue) : 'UNKNOWN'),
  mergeStateStatus: (issue, _, context) => mergeStateStatus(issue, context),
  maintainerCanModify: ({ pull }) => pull.maintainerCanModify,
  isInMergeQueue: () => false,
  isMergeQueueEnabled: () => false,
  baseRefName: ({ pull }) => pull.base,
  baseRefOid: ({ pull, state: word }, _, { state }) => baseTip(state, pull, word === 'open'),
  baseRef: ({ pull }, _, context) => refNamed(context, `refs/heads/${pull.base}`),
  baseRepository: () => repository,
  headRefName: ({ pull }) => pull.headRef,
  headRefOid: ({ pull }) => pull.headSha,
  // A deleted branch has no ref, nor has one of a fork: only this repository is here (fact 41).
  headRef: (issue, _, context) =>
    own(issue, context) ? refNamed(context, `refs/heads/${issue.pull.headRef}`) : null,
  headRepository: ({ pull }, _, context) => {
    const [owner = '', name = ''] = pull.headRepository?.split('/') ?? [];
    return ownRepository(context, owner, name);
  },
  headRepositoryOwner: (issue, _, context) => actor(context, headOwner(issue)),
  isCrossRepository: (issue, _, context) => !own(issue, context),
  additions: (issue, _, context) => total(issue, context, 'additions'),
  deletions: (issue, _, context) => total(issue, context, 'deletions'),
  changedFiles: async (issue, _, { git }) => (await git.files(issue)).length,
  files: async (issue, args, { git }) =>
    connection(await git.files(issue), args, { node: asFile, key: ({ path }) => path }),
  commits: pullCommits,
  closingIssuesReferences: (issue, args, context) => connection(closing(issue, context), args, issues),
  reviews: reviewList,
  latestReviews,
  latestOpinionatedReviews: latestOpinionated,
  reviewRequests,
  reviewDecision: (issue, _, context) => reviewDecision(issue, context),
  statusCheckRollup: ({ pull }, _, context) => rollupOf(context, pull.headSha),
  timelineItems,
  viewerMergeHeadlineText: (issue, { mergeType }) => headline(issue, mergeType ?? 'MERGE'),
  viewerMergeBodyText: ({ title, body }, { mergeType }) =>
    (mergeType ?? 'MERGE') === 'MERGE' ? title : (body ?? ''),
};
