import type { BranchRules } from '../domain/branch-rules.ts';
import type { Check, Issue, PullRequest, Release } from '../domain/change.ts';
import type { Read } from '../domain/errors.ts';
import type { OwnPullRequest } from '../domain/feature-branch.ts';
import type { Sha } from '../domain/git.ts';
import type { OpenPullRequests } from '../domain/merge-forecast.ts';
import type { Milestone, OpenItem } from '../domain/milestone.ts';
import type { PullRequestText } from '../domain/notes.ts';
import type { Select } from '../domain/policy.ts';
import type { Ticket } from '../domain/ticket.ts';
import { addresses } from './addresses.ts';
import type { Line } from './ask.ts';
import {
  addAssignees,
  openPullRequest,
  readPullRequestsOfBranch,
  updatePullRequest,
} from './branch-pull-requests.ts';
import { readBranchRules } from './branch-rules.ts';
import { createComment, deleteComment, listComments, updateComment } from './comments.ts';
import { readAuthors, readChecks, readLandedBy, readPullRequestsOfCommits } from './commits.ts';
import type {
  BranchPullRequest,
  Comment,
  CommitStatus,
  IssueDraft,
  IssueQuery,
  NamesInUse,
  OpenedIssue,
  OpenedPullRequest,
  PullRequestDraft,
  ReleaseDraft,
  Slug,
} from './forms.ts';
import { readOpenIssues } from './issues.ts';
import { addLabels, ensureLabel, removeLabel } from './labels.ts';
import { type MemoryPlace, memoryIn, noMemory } from './memory.ts';
import { closeMilestone, createMilestone, listMilestones, listOpenItems } from './milestone-list.ts';
import { readNamesInUse } from './names.ts';
import { type Clock, makeOctokit, realClock } from './octokit.ts';
import { readOpenPullRequests } from './open-pull-requests.ts';
import { findOpenedIssue, openIssue } from './opened-issues.ts';
import { readOwnPullRequests } from './own-pull-requests.ts';
import { readTeam, readViewer } from './people.ts';
import { readPullRequestList } from './pull-request-list.ts';
import { readPullRequestTexts } from './pull-request-texts.ts';
import { readPullRequests, readSelection } from './pull-requests.ts';
import { createRelease, deleteRelease, findRelease, updateRelease } from './releases.ts';
import { readStatus, setStatus } from './statuses.ts';
import { readTickets } from './tickets.ts';
import { Together } from './together.ts';

export type * from './forms.ts';
export { isMissing, notFound } from './pull-requests.ts';

/**
 * GitHub in rel's words. Every method throws `RelError` with exit 6 where GitHub cannot be reached, refuses the
 * token or is out of patience; one that answers `Read` says "not ok" for what this token may not see or what
 * GitHub could not answer whole, and never leaves anything out silently.
 */
export interface GitHub {
  readonly slug: Slug;
  /** `github.com`, or the name of the GitHub Enterprise Server. */
  readonly host: string;

  /** The login the token belongs to; a bot's ends in `[bot]`. Throws `no-token` without a token. */
  viewer(): Promise<string>;
  /** Each PR by number. One that does not exist is not ok with `why` being `notFound` (see `isMissing`). */
  pullRequests(numbers: readonly number[]): Promise<Map<number, Read<PullRequest>>>;
  /** All PRs, in any state, for which every given criterion holds. A milestone that does not exist is not ok. */
  selectPullRequests(select: Select): Promise<Read<readonly PullRequest[]>>;
  /** The same without their timelines, which are then not complete: for what is judged on where a PR stands alone. */
  listPullRequests(select: Select): Promise<Read<readonly PullRequest[]>>;
  /**
   * The numbers of the PRs each commit belongs to: first those whose merge commit it is (fact 15), then other
   * merged ones, then the rest. A commit that GitHub does not know is not ok.
   */
  pullRequestsOfCommits(shas: readonly Sha[]): Promise<Map<Sha, Read<readonly number[]>>>;
  /** The PR that each commit came by: the one whose merge commit it is, else one that it belongs to; null for none. */
  landedBy(shas: readonly Sha[]): Promise<Map<Sha, Read<number | null>>>;
  /** The login of whom GitHub knows as a commit's author; null for nobody. An unknown commit is not ok. */
  authors(shas: readonly Sha[]): Promise<Map<Sha, Read<string | null>>>;
  /** Every check run and status of each commit; choosing the latest is the gate's. An unknown commit is not ok. */
  checks(shas: readonly Sha[]): Promise<Map<Sha, Read<readonly Check[]>>>;
  /** The open issues that have all these labels and, where one is named, this milestone. */
  openIssues(query: IssueQuery): Promise<Read<readonly Issue[]>>;
  /** The logins of the active members of ORG/SLUG, child teams included (fact 22). */
  team(team: string): Promise<Read<readonly string[]>>;

  /** Every label and milestone there is. */
  namesInUse(): Promise<Read<NamesInUse>>;

  /** The issues that each PR closes, by its text or by hand; whatever could not be read whole makes it not ok. */
  tickets(pullRequests: readonly number[]): Promise<Map<number, Read<readonly Ticket[]>>>;
  /** What each PR says beside its title, and the issues it closes with their labels; not ok where those are not all. */
  pullRequestTexts(numbers: readonly number[]): Promise<Map<number, Read<PullRequestText>>>;

  /** What a branch's rules demand: of rulesets and of its classic protection, as far as the token may read that. */
  branchRules(branch: string): Promise<Read<BranchRules>>;
  /** The PRs of a branch of this repository against `base`, in any state, the newest first. */
  pullRequestsOfBranch(head: string, base: string): Promise<Read<readonly BranchPullRequest[]>>;
  /** The open PRs against each of these branches: how many, and the 50 that were updated last. */
  openPullRequests(bases: readonly string[]): Promise<Map<string, Read<OpenPullRequests>>>;
  /** The PRs of each of these branches of this repository against `base`, in any state, the newest first. */
  ownPullRequests(
    heads: readonly string[],
    base: string,
  ): Promise<Map<string, Read<readonly OwnPullRequest[]>>>;
  /** Opens a PR, or answers the open one of that head and base: never a second one (facts 6 and 18). */
  openPullRequest(draft: PullRequestDraft): Promise<OpenedPullRequest>;
  updatePullRequest(
    number: number,
    change: { readonly title?: string; readonly body?: string },
  ): Promise<void>;
  /** Gives a PR to more people; somebody whom it cannot be given to is left out. */
  addAssignees(number: number, logins: readonly string[]): Promise<void>;

  /** The newest status of that context on a commit; null where there is none. An unknown commit is not ok. */
  status(sha: Sha, context: string): Promise<Read<CommitStatus | null>>;
  /** Sets a commit status; one that is the same already is left as it is. */
  setStatus(sha: Sha, status: CommitStatus): Promise<void>;

  /** The release of a tag, drafts included, found in the list (fact 45); null where there is none. */
  findRelease(tag: string): Promise<Release | null>;
  /** Creates the release; where GitHub's answer got lost, finds it instead of creating it twice (fact 6). */
  createRelease(release: ReleaseDraft): Promise<Release>;
  updateRelease(id: number, change: Partial<ReleaseDraft>): Promise<Release>;
  /** Every milestone, open or closed, so that a title can be told from its number (fact 50). */
  milestones(): Promise<readonly Milestone[]>;
  /** The issues and PRs that are open in a milestone. */
  openItems(milestone: number): Promise<readonly OpenItem[]>;
  closeMilestone(number: number): Promise<void>;
  /** Creates an open milestone; one of that title, in any state, is left as it is. */
  createMilestone(title: string): Promise<void>;

  /** Deletes a draft; one that is gone already is fine, a published one is refused (fact 47). */
  deleteRelease(id: number): Promise<void>;

  /** The issue whose text holds `marker`, opened at `since` (ISO 8601) or later; null where there is none. */
  findOpenedIssue(marker: string, since: string): Promise<OpenedIssue | null>;
  /**
   * Opens an issue; where GitHub's answer got lost, finds it instead of opening it twice (fact 6). Nothing was opened
   * where the repository has no issues, or where it cannot be given to one of the assignees.
   */
  openIssue(draft: IssueDraft): Promise<OpenedIssue | 'issues-off' | 'no-such-assignee'>;

  comments(number: number): Promise<readonly Comment[]>;
  /** Creates a comment; where GitHub's answer got lost, finds the one with this very body instead (fact 6). */
  createComment(number: number, body: string): Promise<Comment>;
  updateComment(id: number, body: string): Promise<Comment>;
  /** Deletes a comment; one that is gone already is fine. */
  deleteComment(id: number): Promise<void>;

  addLabels(number: number, labels: readonly string[]): Promise<void>;
  /** Takes a label off; one that is not on it is fine. */
  removeLabel(number: number, label: string): Promise<void>;
  /** Makes sure the repository has the label; one that exists is left as it is. `color` is six hex digits. */
  ensureLabel(name: string, look: { readonly color: string; readonly description: string }): Promise<void>;
}

export interface ConnectOptions {
  /** `github.com`, a GHES host, or a full API base (`http://127.0.0.1:1234`). */
  readonly host: string;
  /** The REST base where it does not follow from the host: the sandbox, `GITHUB_API_URL`. */
  readonly apiUrl?: string;
  readonly slug: Slug;
  /** Null asks anonymously. It is sent to the API's host only. */
  readonly token: string | null;
  readonly fetch?: typeof globalThis.fetch;
  /** Reads the comments of PRs, too: a PR can have hundreds. Not unless told. */
  readonly comments?: boolean;
  /** Reads the issues that PRs close with the PRs. Not unless told: then they are read when they are asked for. */
  readonly tickets?: boolean;
  /** Where a run keeps what the next need not ask for; nowhere unless told. */
  readonly memory?: MemoryPlace;
  /** How long one request may wait for rate limits in all; 60 seconds unless told. */
  readonly maxWaitSeconds?: number;
  /** Is told before each wait, in one line. */
  readonly onWait?: (message: string) => void;
  /** The real clock unless a test puts its own. */
  readonly clock?: Clock;
}

/** Connects to a repository's GitHub; asks nothing yet. Throws `RelError` for a host that is no name and no URL. */
export function connectGitHub(options: ConnectOptions): GitHub {
  const { slug, token } = options;
  const { host, apiUrl } = addresses(options);
  const octokit = makeOctokit({
    apiUrl,
    token,
    maxWaitSeconds: options.maxWaitSeconds ?? 60,
    onWait: options.onWait ?? (() => {}),
    clock: options.clock ?? realClock,
    ...(options.fetch === undefined ? {} : { fetch: options.fetch }),
  });
  const { comments = false } = options;
  const tickets = options.tickets === true ? new Map<number, readonly Ticket[]>() : null;
  const memory =
    options.memory === undefined
      ? noMemory
      : memoryIn(options.memory, [apiUrl, slug.owner, slug.name, token, `${comments}`]);
  const single = { octokit, ...slug, host, hasToken: token !== null, comments, tickets, memory };
  const line: Line = { ...single, together: new Together(single) };
  return {
    slug,
    host,
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
    pullRequestsOfBranch: (head, base) => readPullRequestsOfBranch(line, head, base),
    openPullRequests: (bases) => readOpenPullRequests(line, bases),
    ownPullRequests: (heads, base) => readOwnPullRequests(line, heads, base),
    openPullRequest: (draft) => openPullRequest(line, draft),
    updatePullRequest: (number, change) => updatePullRequest(line, number, change),
    addAssignees: (number, logins) => addAssignees(line, number, logins),
    status: (sha, context) => readStatus(line, sha, context),
    setStatus: (sha, status) => setStatus(line, sha, status),
    findRelease: (tag) => findRelease(line, tag),
    createRelease: (release) => createRelease(line, release),
    updateRelease: (id, change) => updateRelease(line, id, change),
    deleteRelease: (id) => deleteRelease(line, id),
    milestones: () => listMilestones(line),
    openItems: (milestone) => listOpenItems(line, milestone),
    closeMilestone: (number) => closeMilestone(line, number),
    createMilestone: (title) => createMilestone(line, title),
    findOpenedIssue: (marker, since) => findOpenedIssue(line, marker, since),
    openIssue: (draft) => openIssue(line, draft),
    comments: (number) => listComments(line, number),
    createComment: (number, body) => createComment(line, number, body),
    updateComment: (id, body) => updateComment(line, id, body),
    deleteComment: (id) => deleteComment(line, id),
    addLabels: (number, labels) => addLabels(line, number, labels),
    removeLabel: (number, label) => removeLabel(line, number, label),
    ensureLabel: (name, look) => ensureLabel(line, name, look),
  };
}
