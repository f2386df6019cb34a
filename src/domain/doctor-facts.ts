import type { Read, Trouble } from './errors.ts';
import type { RefName, RemoteRefs } from './git.ts';
import type { Policy } from './policy.ts';
import type { PolicyWarning } from './policy-results.ts';
import type { RefRules } from './ref-rules.ts';
import type { RepositorySetup, TokenKind } from './repository-setup.ts';

/** What `rel doctor` has looked at. What could not be had is not ok, or null where what it hangs on is not there. */
export interface DoctorFacts {
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly node: string;
  readonly clone: CloneFacts;
  readonly remote: RemoteFacts;
  readonly policy: PolicyFindings;
  readonly github: GitHubFacts;
  /** What the commits are like that rel would push; null where they cannot be read. */
  readonly history: HistoryFacts | null;
}

export interface CloneFacts {
  /** MAJOR.MINOR.PATCH of git. */
  readonly git: string;
  readonly shallow: boolean;
  readonly partial: boolean;
  readonly bare: boolean;
  /** An operation that was interrupted, or waits for a person. */
  readonly pending: Trouble | null;
  /** The committer's address. */
  readonly identity: Read<string>;
  readonly signing: Read<{ readonly commits: boolean; readonly tags: boolean; readonly hasKey: boolean }>;
}

export interface RemoteFacts {
  readonly name: string;
  /** Why it is this one, in words that follow "chosen by"; null: it is called `origin`. */
  readonly by: string | null;
  /** Why none could be chosen. */
  readonly trouble: Trouble | null;
  /** Without credentials; null where there is no such remote. */
  readonly url: string | null;
  /** Where pushes go, if elsewhere. */
  readonly pushUrl: string | null;
  readonly read: Read<{ readonly refs: RemoteRefs; readonly head: RefName | null }>;
  /** Whether these credentials may push at all; a push that changes nothing was rehearsed. null: not asked. */
  readonly push: Read<true> | null;
}

export interface PolicyFindings {
  /** The policy of each product, or the one there is; none where there is no valid one. */
  readonly policies: readonly Policy[];
  /** `origin/devel:.releaserc.yaml` */
  readonly from: string | null;
  readonly trouble: Trouble | null;
  readonly warnings: readonly PolicyWarning[];
  readonly notLookedAt: readonly { readonly what: string; readonly why: string }[];
}

export interface GitHubFacts {
  /** OWNER/NAME; null without GitHub. */
  readonly repository: string | null;
  readonly host: string | null;
  /** Where the token comes from; null where there is none. */
  readonly token: { readonly kind: TokenKind; readonly from: string } | null;
  /** It runs in GitHub Actions. */
  readonly inActions: boolean;
  /** null: it is not asked, since there is no GitHub. */
  readonly login: Read<string> | null;
  readonly setup: Read<RepositorySetup> | null;
  readonly rules: Read<RefRules> | null;
  readonly immutableReleases: Read<boolean> | null;
  readonly actionsPullRequests: Read<boolean> | null;
  /** GitHub could not be reached at all. */
  readonly unreachable: Trouble | null;
}

export interface HistoryFacts {
  /** Of the develop branch and of production, by their full names. */
  readonly tips: ReadonlyMap<RefName, TipFacts>;
  /** The newest commits of the develop branch, which are what picks look like. */
  readonly newest: readonly CommitSample[];
  /** What production has not and develop changes below .github/workflows. */
  readonly workflows: readonly string[];
}

export interface TipFacts {
  /** Some commit of its history is a merge. */
  readonly merges: boolean;
  /** Some commit has no signature; null: too many to look at all of them. */
  readonly unsigned: boolean | null;
  /** The checks that have passed on it; not ok where they could not be read. */
  readonly passed: Read<ReadonlySet<string>>;
}

export interface CommitSample {
  readonly message: string;
  readonly authorEmail: string;
  readonly paths: readonly string[];
}
