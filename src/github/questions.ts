import type { BranchRules } from '../domain/branch-rules.ts';
import type { Check, Issue, PullRequest, Release } from '../domain/change.ts';
import type { Read } from '../domain/errors.ts';
import type { OwnPullRequest } from '../domain/feature-branch.ts';
import type { Sha } from '../domain/git.ts';
import type { OpenPullRequests } from '../domain/merge-forecast.ts';
import type { Milestone, OpenItem } from '../domain/milestone.ts';
import type { PullRequestText } from '../domain/notes.ts';
import type { Select } from '../domain/policy.ts';
import type { RefRules } from '../domain/ref-rules.ts';
import type { RepositorySetup, TokenKind } from '../domain/repository-setup.ts';
import type { Ticket } from '../domain/ticket.ts';
import type {
  AdminSettings,
  BranchPullRequest,
  Comment,
  CommitStatus,
  IssueDraft,
  IssueQuery,
  NamesInUse,
  OpenedIssue,
  OpenedPullRequest,
  PullRequestDraft,
  RefsAsked,
  ReleaseDraft,
  Slug,
} from './forms.ts';

/**
 * GitHub in rel's words. Every method throws `RelError` with exit 6 where GitHub cannot be reached, refuses the
 * token or is out of patience; one that answers `Read` says "not ok" for what this token may not see or what
 * GitHub could not answer whole, and never leaves anything out silently.
 */
export interface GitHub {
  readonly slug: Slug;
  /** `github.com`, or the name of the GitHub Enterprise Server. */
  readonly host: string;
  /** What is asked with, and where it was found; never the token itself. Null: nothing. */
  readonly token: { readonly kind: TokenKind; readonly from: string } | null;

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
  /** The repository's settings that everybody may see, and what GitHub says of the token: one request. */
  setup(): Promise<Read<RepositorySetup>>;
  /** Every rule of these refs, and what of it this token may not read: never taken for none (fact 26). */
  refRules(asked: RefsAsked): Promise<RefRules>;
  /** Settings that only admins may see: two requests. */
  adminSettings(): Promise<AdminSettings>;
  /** The PRs of a branch of this repository against `base`, in any state, the newest first. */
  pullRequestsOfBranch(head: string, base: string): Promise<Read<readonly BranchPullRequest[]>>;
  /** The open PRs against each of these branches: how many, and the 50 that were updated last. */
  openPullRequests(bases: readonly string[]): Promise<Map<string, Read<OpenPullRequests>>>;
  /** The PRs of each of these branches of this repository against `base`, in any state, the newest first. */
  ownPullRequests(
    heads: readonly string[],
    base: string,
  ): Promise<Map<string, Read<readonly OwnPullRequest[]>>>;
  /**
   * Opens a PR, or answers the open one of that head and base: never a second one (facts 6 and 18). `seen` is the open
   * one (null: none) where that has just been read.
   */
  openPullRequest(draft: PullRequestDraft, seen?: BranchPullRequest | null): Promise<OpenedPullRequest>;
  /** Closes a PR without merging it; one that is closed stays so. */
  closePullRequest(number: number): Promise<void>;
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
  /** The release that GitHub shows as the latest one; null where there is none. */
  latestRelease(): Promise<Release | null>;
  /**
   * Creates the release; where GitHub's answer got lost, finds it instead of creating it twice (fact 6). Where somebody
   * else has drafted one of that tag in the same moment, that one is the answer, and none was created.
   */
  createRelease(release: ReleaseDraft): Promise<Release>;
  updateRelease(id: number, change: Partial<ReleaseDraft>): Promise<Release>;
  /** Every milestone, open or closed, so that a title can be told from its number (fact 50). */
  milestones(): Promise<readonly Milestone[]>;
  /** The issues and PRs that are open in a milestone. */
  openItems(milestone: number): Promise<readonly OpenItem[]>;
  closeMilestone(number: number): Promise<void>;
  reopenMilestone(number: number): Promise<void>;
  /** Deletes a milestone that nothing is in, open or closed; false: something is. One that is gone is fine. */
  deleteEmptyMilestone(title: string): Promise<boolean>;
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
  /** Closes an issue as not planned; one that is closed stays so. */
  closeIssue(number: number): Promise<void>;

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
