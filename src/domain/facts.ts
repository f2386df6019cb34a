import type { Change, Check, Issue, PullRequest } from './change.ts';
import type { AlteredChanges, Contents } from './contents.ts';
import type { Read } from './errors.ts';
import type { FeatureBranch } from './feature-branch.ts';
import type { Sha } from './git.ts';
import type { LedgerEntry } from './ledger.ts';
import type { MergeForecast } from './merge-forecast.ts';
import type { Policy, Select } from './policy.ts';
import type { Ticket } from './ticket.ts';
import type { Stage } from './verdict.ts';

/** A program to run, with the files of the develop branch that it needs beside it. */
export interface CommandRequest {
  readonly argv: readonly string[];
  readonly files: readonly string[];
  readonly seconds: number;
}

/** How a program ended, and the end of what it printed. */
export type CommandRun =
  | { readonly ended: 'exit'; readonly code: number; readonly output: string }
  | { readonly ended: 'signal'; readonly signal: string; readonly output: string }
  | { readonly ended: 'timeout'; readonly output: string };

/** What a gate asks the outside for. A closed list: src/facts answers each kind in as few requests as it can. */
export type FactRequest =
  | { readonly kind: 'pull-requests'; readonly select: Select }
  | { readonly kind: 'checks'; readonly sha: Sha }
  | { readonly kind: 'issues'; readonly labels: readonly string[]; readonly milestone: string | null }
  | { readonly kind: 'team'; readonly team: string }
  | ({ readonly kind: 'command' } & CommandRequest)
  /** What production has and a commit has not. */
  | { readonly kind: 'unsynced'; readonly sha: Sha }
  /** The branches of the remote that fit a pattern, each as it stands towards develop. */
  | { readonly kind: 'feature-branches'; readonly match: string }
  /**
   * What comes of bringing a commit onto each of these branches, and of the open PRs against them afterwards; with
   * `rcs` onto the live RCs that come after the version, too.
   */
  | { readonly kind: 'merges'; readonly sha: Sha; readonly into: readonly string[]; readonly rcs?: true }
  /** The text of a file of a commit. */
  | { readonly kind: 'file'; readonly sha: Sha; readonly path: string }
  /** What the ledger has on the version. */
  | { readonly kind: 'records' }
  /** The changes under judgement: those of the pick, or everything on the train since the last release. */
  | { readonly kind: 'changes' }
  /** The issues that the changes close. */
  | { readonly kind: 'tickets' }
  /** Which of the changes the signed-off candidates hold. */
  | { readonly kind: 'held' }
  /** Whether the changes are still what these approvals were given for. */
  | { readonly kind: 'contents'; readonly approvals: readonly string[] };

/** The key under which the answer to a request stands in GateFacts. */
export function factKey(request: FactRequest): string {
  switch (request.kind) {
    case 'pull-requests': {
      const { label, milestone, base } = request.select;
      return JSON.stringify([label ?? null, milestone ?? null, base ?? null]);
    }
    case 'checks':
    case 'unsynced':
      return request.sha;
    case 'issues':
      return JSON.stringify([[...request.labels].sort(), request.milestone]);
    case 'team':
      return request.team;
    case 'contents':
      return JSON.stringify(request.approvals);
    case 'command':
      return JSON.stringify([request.argv, request.files, request.seconds]);
    case 'feature-branches':
      return request.match;
    case 'merges':
      return JSON.stringify([request.sha, request.into, ...(request.rcs === true ? ['rcs'] : [])]);
    case 'file':
      return `${request.sha}:${request.path}`;
    case 'changes':
    case 'held':
    case 'records':
    case 'tickets':
      return request.kind;
  }
}

/** What is being judged: a stage of a version, at one exact SHA. */
export interface Subject {
  readonly stage: Stage;
  readonly version: string;
  readonly sha: Sha;
}

/** What of the policy a verdict may depend on beside its rule: all of it is on record with the verdict. */
export type JudgedPolicy = Pick<Policy, 'approvals' | 'branches' | 'handOver' | 'roles' | 'waivers'>;

/** Everything a gate may look at: plain data, read once, before any gate is evaluated. */
export interface GateFacts {
  readonly subject: Subject;
  readonly policy: JudgedPolicy;
  /** Milliseconds since 1970, the same for every gate of a run. */
  readonly now: number;
  readonly pullRequests: Readonly<Record<string, Read<readonly PullRequest[]>>>;
  readonly checks: Readonly<Record<string, Read<readonly Check[]>>>;
  readonly issues: Readonly<Record<string, Read<readonly Issue[]>>>;
  /** The logins of each team that could be read. */
  readonly teams: Readonly<Record<string, Read<readonly string[]>>>;
  /** How each command ended; not ok where it could not be started. */
  readonly commands: Readonly<Record<string, Read<CommandRun>>>;
  /** By commit: the changes of production that it does not have, in landing order. */
  readonly unsynced: Readonly<Record<string, Read<readonly Missing[]>>>;
  /** By pattern: the branches, by name. */
  readonly featureBranches: Readonly<Record<string, Read<readonly FeatureBranch[]>>>;
  /** By commit and branches: a forecast for each branch, in their order. */
  readonly merges: Readonly<Record<string, Read<readonly MergeForecast[]>>>;
  /** The text of each file that was asked for; null where the commit has none at that path. */
  readonly files: Readonly<Record<string, Read<string | null>>>;
  readonly changes: Read<readonly Change[]>;
  /** What the changes' PRs were at the earlier heads that approvals were given for. */
  readonly contents: Contents;
  /** The changes that are not as their PRs have them; looked for with `contents`. */
  readonly altered: AlteredChanges;
  /**
   * By each commit that the record has a sign-off for: which of the changes' commits it holds, and which of the other
   * signed ones. One that can no longer be had is not in it.
   */
  readonly held: Read<Readonly<Record<Sha, readonly Sha[]>>>;
  /** By the URL of each change's PR: the issues that it closes. */
  readonly tickets: Read<Readonly<Record<string, Read<readonly Ticket[]>>>>;
  /** The version's ledger entries, oldest first. */
  readonly records: Read<readonly LedgerEntry[]>;
}

/** A change of production that a branch does not have. */
export interface Missing {
  readonly sha: Sha;
  readonly subject: string;
}

/** One live or finished train, as refs and policy tell it. */
export interface Train {
  readonly version: string;
  readonly kind: 'rc' | 'hotfix';
  readonly branch: string;
  readonly tip: Sha;
  /** Oldest first. */
  readonly candidates: readonly Candidate[];
  /** The release tag's commit where the version is released; then the train is not live. */
  readonly released: Sha | null;
  /** True where it was given up (`rel close`); then it is not live either. */
  readonly closed?: boolean;
}

export interface Candidate {
  readonly n: number;
  readonly tag: string;
  readonly commit: Sha;
}
