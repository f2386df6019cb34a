import type * as z from 'zod';
import type { NewRuleset } from './rule-forms.ts';

/**
 * What the embedded GitHub remembers, as plain JSON. Whatever git knows (commits, trees, branch tips, ancestry) is
 * not here: it is read from the real bare repository when it is asked for. Times are ISO 8601 in UTC with seconds.
 */
export interface State {
  readonly format: 1;
  owner: string;
  name: string;
  defaultBranch: string;
  /** The login that a client in DIR/work is when it brings no token. */
  viewer: string;
  createdAt: string;
  /** The last database id given out; every object has its own. */
  lastId: number;
  /** The last issue or PR number: GitHub counts both in one row. */
  lastNumber: number;
  users: User[];
  teams: Team[];
  /** Collaborators and what they may do; who is not here may read only (the repository is public). */
  permissions: Record<string, Permission>;
  labels: Label[];
  milestones: Milestone[];
  /** Issues and PRs, by number ascending. */
  issues: Issue[];
  statuses: CommitStatus[];
  checkRuns: CheckRun[];
  releases: Release[];
  deployments: Deployment[];
  protections: Protection[];
  /** Not set: there are none. */
  rulesets?: Ruleset[];
  /** What an admin has set otherwise than GitHub does by itself; not set: nothing. */
  settings?: Settings;
  /** Whether releases published from now on are immutable (fact 47); not set: they are not. */
  immutableReleases?: boolean;
  /** Tag names that an immutable release has used: they never come back (fact 47). */
  burnedTags?: string[];
  rateLimit: RateLimit;
  faults: Fault[];
  /** The refs as the last reconciliation saw them, so that plain pushes are noticed: full name to SHA. */
  seenRefs: Record<string, string>;
}

/** The settings of a repository that a client can see. */
export interface Settings {
  archived?: boolean;
  issues?: boolean;
  mergeCommits?: boolean;
  /** "Allow GitHub Actions to create and approve pull requests" (fact 18). */
  actionsPullRequests?: boolean;
}

export type Permission = 'read' | 'triage' | 'write' | 'maintain' | 'admin';

export interface User {
  id: number;
  login: string;
  type: 'User' | 'Bot' | 'Organization';
  name: string;
  email: string;
}

export interface Team {
  id: number;
  org: string;
  slug: string;
  name: string;
  /** A secret team is seen only by its members and by admins: to others it is 404 (fact 22). */
  privacy: 'closed' | 'secret';
  members: { login: string; state: 'active' | 'pending' }[];
}

export interface Label {
  id: number;
  name: string;
  color: string;
  description: string | null;
}

export interface Milestone {
  id: number;
  number: number;
  title: string;
  description: string | null;
  state: 'open' | 'closed';
  creator: string;
  dueOn: string | null;
  createdAt: string;
  updatedAt: string;
  closedAt: string | null;
}

/** An issue; with `pull` set it is a PR, as on GitHub. */
export interface Issue {
  id: number;
  number: number;
  title: string;
  body: string | null;
  /** null: the account is gone. */
  author: string | null;
  state: 'open' | 'closed';
  stateReason: 'completed' | 'not_planned' | 'reopened' | null;
  labels: string[];
  /** The milestone's number. */
  milestone: number | null;
  assignees: string[];
  createdAt: string;
  updatedAt: string;
  closedAt: string | null;
  closedBy: string | null;
  comments: Comment[];
  /** What happened, in GitHub's order; commits of a PR stand at the place where they were pushed. */
  timeline: TimelineEvent[];
  pull: Pull | null;
}

export interface Comment {
  id: number;
  author: string | null;
  body: string;
  createdAt: string;
  updatedAt: string;
}

export interface Pull {
  draft: boolean;
  base: string;
  /** The base's tip when the PR was opened. */
  baseSha: string;
  headRef: string;
  /** OWNER/NAME of the head's repository; null: the fork is gone (fact 41). */
  headRepository: string | null;
  /** `refs/pull/N/head` holds it in the bare repository. */
  headSha: string;
  merged: {
    at: string;
    by: string | null;
    sha: string;
    method: 'merge' | 'squash' | 'rebase' | 'pushed';
  } | null;
  reviews: Review[];
  requestedReviewers: string[];
  maintainerCanModify: boolean;
}

export type ReviewState = 'APPROVED' | 'CHANGES_REQUESTED' | 'COMMENTED' | 'DISMISSED' | 'PENDING';

export interface Review {
  id: number;
  author: string | null;
  state: ReviewState;
  body: string;
  /** The head SHA it was given for. */
  commit: string | null;
  submittedAt: string;
}

export type TimelineEvent =
  | { id: number; kind: 'labeled' | 'unlabeled'; actor: string | null; label: string; at: string }
  | { id: number; kind: 'milestoned' | 'demilestoned'; actor: string | null; milestone: string; at: string }
  | { id: number; kind: 'assigned' | 'unassigned'; actor: string | null; assignee: string; at: string }
  | {
      id: number;
      kind: 'closed' | 'reopened' | 'ready_for_review' | 'convert_to_draft';
      actor: string | null;
      at: string;
    }
  | { id: number; kind: 'merged'; actor: string | null; sha: string; at: string }
  | { id: number; kind: 'committed'; sha: string; at: string }
  | {
      id: number;
      kind: 'head_ref_force_pushed';
      actor: string | null;
      before: string;
      after: string;
      at: string;
    }
  | { id: number; kind: 'head_ref_deleted'; actor: string | null; at: string }
  | { id: number; kind: 'base_ref_changed'; actor: string | null; from: string; to: string; at: string }
  | { id: number; kind: 'reviewed'; review: number; actor: string | null; at: string }
  | { id: number; kind: 'commented'; comment: number; actor: string | null; at: string };

export interface CommitStatus {
  id: number;
  sha: string;
  context: string;
  state: 'error' | 'failure' | 'pending' | 'success';
  description: string | null;
  targetUrl: string | null;
  creator: string;
  createdAt: string;
  updatedAt: string;
}

export interface CheckRun {
  id: number;
  suite: number;
  sha: string;
  name: string;
  /** The app's slug. */
  app: string;
  /** The workflow's name, for runs of `github-actions`. */
  workflow: string | null;
  status: 'queued' | 'in_progress' | 'completed';
  conclusion:
    | 'success'
    | 'failure'
    | 'neutral'
    | 'cancelled'
    | 'skipped'
    | 'timed_out'
    | 'action_required'
    | 'stale'
    | 'startup_failure'
    | null;
  title: string | null;
  summary: string | null;
  detailsUrl: string | null;
  externalId: string | null;
  startedAt: string;
  completedAt: string | null;
}

export interface Release {
  id: number;
  tag: string;
  target: string;
  name: string | null;
  body: string | null;
  draft: boolean;
  prerelease: boolean;
  latest: boolean;
  immutable: boolean;
  author: string;
  createdAt: string;
  publishedAt: string | null;
}

export interface Deployment {
  id: number;
  sha: string;
  ref: string;
  task: string;
  environment: string;
  description: string | null;
  payload: unknown;
  creator: string;
  createdAt: string;
  updatedAt: string;
  statuses: DeploymentStatus[];
}

export interface DeploymentStatus {
  id: number;
  state: 'error' | 'failure' | 'inactive' | 'in_progress' | 'queued' | 'pending' | 'success';
  description: string;
  environmentUrl: string;
  logUrl: string;
  creator: string;
  createdAt: string;
}

/** Classic branch protection: a push that breaks it is refused with GitHub's own wording (fact 27). */
export interface Protection {
  /** A branch's name, or a pattern such as `rc/*`. */
  branch: string;
  requiredStatusChecks: { strict: boolean; contexts: string[] } | null;
  requiresPullRequest: { approvals: number; dismissStale: boolean } | null;
  requiresLinearHistory: boolean;
  requiresSignatures: boolean;
  allowsForcePushes: boolean;
  allowsDeletions: boolean;
  locked: boolean;
  enforceAdmins: boolean;
  /** Logins that may push; null: everybody with write access. */
  restrictedTo: string[] | null;
  /** Those who may not push may not create it either; not set: they may. */
  blocksCreations?: boolean;
  /** How a PR may be merged; not set: in any way. */
  mergeMethods?: ('merge' | 'squash' | 'rebase')[];
}

/** A ruleset: active, for these branches, or tags. Its rules have GitHub's own form. */
export interface Ruleset extends z.infer<typeof NewRuleset> {
  id: number;
}

/** Requests left in the hour; a limit of 0 switches counting off. */
export interface RateLimit {
  limit: number;
  used: number;
  /** Seconds since 1970. */
  resetsAt: number;
}

/** A fault on request (contract.md, section 4): what to do to the next `times` requests that match. */
export interface Fault {
  match: { method?: string; path?: string; graphql?: string };
  times: number;
  /** Milliseconds to wait before anything else. */
  delay?: number;
  /** Answer with this status instead of acting; with `afterActing` act first, then answer with it. */
  status?: number;
  afterActing?: boolean;
  headers?: Record<string, string>;
  body?: string;
  /** Cut the connection instead of answering. */
  drop?: boolean;
}
