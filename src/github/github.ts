import { tokenKindOf } from '../domain/repository-setup.ts';
import type { Ticket } from '../domain/ticket.ts';
import { addresses } from './addresses.ts';
import { readAdminSettings } from './admin-settings.ts';
import type { Line } from './ask.ts';
import {
  addAssignees,
  closePullRequest,
  openPullRequest,
  readPullRequestsOfBranch,
  updatePullRequest,
} from './branch-pull-requests.ts';
import { readBranchRules } from './branch-rules.ts';
import { createComment, deleteComment, listComments, updateComment } from './comments.ts';
import { readAuthors, readChecks, readLandedBy, readPullRequestsOfCommits } from './commits.ts';
import type { Slug } from './forms.ts';
import { readOpenIssues } from './issues.ts';
import { addLabels, ensureLabel, removeLabel } from './labels.ts';
import { type MemoryPlace, memoryIn, noMemory } from './memory.ts';
import {
  closeMilestone,
  createMilestone,
  deleteEmptyMilestone,
  listMilestones,
  listOpenItems,
  reopenMilestone,
} from './milestone-list.ts';
import { readNamesInUse } from './names.ts';
import { makeOctokit } from './octokit.ts';
import { readOpenPullRequests } from './open-pull-requests.ts';
import { closeIssue, findOpenedIssue, openIssue } from './opened-issues.ts';
import { readOwnPullRequests } from './own-pull-requests.ts';
import { readTeam, readViewer } from './people.ts';
import { readPullRequestList } from './pull-request-list.ts';
import { readPullRequestTexts } from './pull-request-texts.ts';
import { readPullRequests, readSelection } from './pull-requests.ts';
import type { GitHub } from './questions.ts';
import { readRefRules } from './ref-rules.ts';
import { createRelease, deleteRelease, findRelease, latestRelease, updateRelease } from './releases.ts';
import { RunPatience } from './run-patience.ts';
import { readSetup } from './setup.ts';
import { readStatus, setStatus } from './statuses.ts';
import { readTickets } from './tickets.ts';
import { Together } from './together.ts';

export type * from './forms.ts';
export { isMissing, notFound } from './pull-requests.ts';
export type { GitHub } from './questions.ts';

export interface ConnectOptions {
  /** `github.com`, a GHES host, or a full API base (`http://127.0.0.1:1234`). */
  readonly host: string;
  /** The REST base where it does not follow from the host: the sandbox, `GITHUB_API_URL`. */
  readonly apiUrl?: string;
  readonly slug: Slug;
  /** Null asks anonymously. It is sent to the API's host only. */
  readonly token: string | null;
  /** Where it was found, in a person's words. */
  readonly tokenFrom?: string;
  readonly fetch?: typeof globalThis.fetch;
  /** Reads the comments of PRs, too: a PR can have hundreds. Not unless told. */
  readonly comments?: boolean;
  /** Reads the issues that PRs close with the PRs. Not unless told: then they are read when they are asked for. */
  readonly tickets?: boolean;
  /** Where a run keeps what the next need not ask for; nowhere unless told. */
  readonly memory?: MemoryPlace;
  /** How long the run waits for GitHub; 60 seconds in all, in silence, unless told. */
  readonly patience?: RunPatience;
  /** Milliseconds after which a request that is not answered is given up; a minute unless told. */
  readonly timeout?: number;
}

/** Connects to a repository's GitHub; asks nothing yet. Throws `RelError` for a host that is no name and no URL. */
export function connectGitHub(options: ConnectOptions): GitHub {
  const { slug, token } = options;
  const { host, apiUrl } = addresses(options);
  const patience = options.patience ?? new RunPatience(60);
  const octokit = makeOctokit({
    ...{ apiUrl, token, patience },
    ...(options.fetch === undefined ? {} : { fetch: options.fetch }),
    ...(options.timeout === undefined ? {} : { timeout: options.timeout }),
  });
  const { comments = false } = options;
  const tickets = options.tickets === true ? new Map<number, readonly Ticket[]>() : null;
  const memory =
    options.memory === undefined
      ? noMemory
      : memoryIn(options.memory, [apiUrl, slug.owner, slug.name, token, `${comments}`]);
  const hasToken = token !== null;
  const single = { octokit, ...slug, host, hasToken, comments, tickets, memory, patience };
  const line: Line = { ...single, together: new Together(single) };
  return {
    slug,
    host,
    token: token === null ? null : { kind: tokenKindOf(token), from: options.tokenFrom ?? 'the caller' },
    viewer: () => readViewer(line),
    pullRequests: (numbers) => readPullRequests(line, numbers),
    selectPullRequests: (select) => readSelection(line, select),
    listPullRequests: (select) => readPullRequestList(line, select),
    pullRequestsOfCommits: (shas) => readPullRequestsOfCommits(line, shas),
    landedBy: (shas) => readLandedBy(line, shas),
    authors: (shas) => readAuthors(line, shas),
    checks: (shas) => readChecks(line, shas),
    openIssues: (query) => readOpenIssues(line, query),
    team: (team) => readTeam(line, team),
    namesInUse: () => readNamesInUse(line),
    tickets: (numbers) => readTickets(line, numbers),
    pullRequestTexts: (numbers) => readPullRequestTexts(line, numbers),
    branchRules: (branch) => readBranchRules(line, branch),
    setup: () => readSetup(line),
    refRules: (asked) => readRefRules(line, asked),
    adminSettings: () => readAdminSettings(line),
    pullRequestsOfBranch: (head, base) => readPullRequestsOfBranch(line, head, base),
    openPullRequests: (bases) => readOpenPullRequests(line, bases),
    ownPullRequests: (heads, base) => readOwnPullRequests(line, heads, base),
    openPullRequest: (draft, seen) => openPullRequest(line, draft, seen),
    closePullRequest: (number) => closePullRequest(line, number),
    updatePullRequest: (number, change) => updatePullRequest(line, number, change),
    addAssignees: (number, logins) => addAssignees(line, number, logins),
    status: (sha, context) => readStatus(line, sha, context),
    setStatus: (sha, status) => setStatus(line, sha, status),
    findRelease: (tag) => findRelease(line, tag),
    latestRelease: () => latestRelease(line),
    createRelease: (release) => createRelease(line, release),
    updateRelease: (id, change) => updateRelease(line, id, change),
    deleteRelease: (id) => deleteRelease(line, id),
    milestones: () => listMilestones(line),
    openItems: (milestone) => listOpenItems(line, milestone),
    closeMilestone: (number) => closeMilestone(line, number),
    reopenMilestone: (number) => reopenMilestone(line, number),
    deleteEmptyMilestone: (title) => deleteEmptyMilestone(line, title),
    createMilestone: (title) => createMilestone(line, title),
    findOpenedIssue: (marker, since) => findOpenedIssue(line, marker, since),
    openIssue: (draft) => openIssue(line, draft),
    closeIssue: (number) => closeIssue(line, number),
    comments: (number) => listComments(line, number),
    createComment: (number, body) => createComment(line, number, body),
    updateComment: (id, body) => updateComment(line, id, body),
    deleteComment: (id) => deleteComment(line, id),
    addLabels: (number, labels) => addLabels(line, number, labels),
    removeLabel: (number, label) => removeLabel(line, number, label),
    ensureLabel: (name, look) => ensureLabel(line, name, look),
  };
}
