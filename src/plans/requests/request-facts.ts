import type { ConflictSides } from '../../domain/conflict.ts';
import type { Sha } from '../../domain/git.ts';
import type { Finding, ProofWord } from '../../domain/proof.ts';
import type { NeededCommit } from '../picks/prerequisites.ts';

/** An open PR, by its number and page. */
export interface OpenRequest {
  readonly number: number;
  readonly url: string;
}

/** A pick that waits on a branch for its PR to be merged. */
export interface WaitingPick {
  readonly pr: number | null;
  readonly source: Sha;
  readonly commit: Sha;
  /** What its change is called. */
  readonly subject: string;
  /** What lands, compared with what was picked; null where nobody compared. */
  readonly proof: ProofWord | null;
  readonly findings: readonly Finding[];
}

/** The branch on which a target's picks wait, as the remote, the ledger and GitHub tell it. */
export type DeliveryBranch =
  /** Nothing waits: it begins at the target's tip. `at` is what the branch is at now; null where there is none. */
  | { readonly kind: 'begin'; readonly head: string; readonly at: Sha | null }
  /** It is as rel left it: new picks go on top. */
  | {
      readonly kind: 'go-on';
      readonly head: string;
      readonly tip: Sha;
      readonly base: Sha;
      readonly waiting: readonly WaitingPick[];
      readonly open: OpenRequest | null;
    }
  /** Somebody else has pushed to it: it is left alone. */
  | {
      readonly kind: 'foreign';
      readonly head: string;
      readonly tip: Sha;
      /** Who wrote its last commit, in git's words. */
      readonly by: string;
      readonly open: OpenRequest | null;
    };

/** A path that is in conflict. */
export interface ConflictPath {
  /** The commit of the fix that conflicts there. */
  readonly source: Sha;
  readonly path: string;
  /** Git's word: `contents`, `modify/delete`, `binary`... */
  readonly kind: string;
  /** False where the file has no markers, so that only a person can say when it is resolved. */
  readonly markers: boolean;
}

/** What the status of a conflict's branch must say. */
export interface ConflictStatus {
  readonly state: 'failure' | 'success';
  /** One line. */
  readonly description: string;
  /** The files that have markers still, sorted. */
  readonly paths: readonly string[];
}

/** A commit of a fix that conflicts, and what it is called in the markers. */
export interface ConflictSource {
  readonly sha: Sha;
  readonly name: string;
  readonly trailers: readonly string[];
}

interface Conflict {
  readonly head: string;
  readonly pr: number | null;
  /** Of the PR, or of the commit where there is none. */
  readonly title: string;
  /** The login of the fix's author; null where nobody can be told. */
  readonly author: string | null;
  /** The commits of the fix that are not on the target. */
  readonly sources: readonly ConflictSource[];
}

/** The branch that holds the conflict of one fix. */
export type ConflictBranch =
  /** To be made. */
  | (Conflict & {
      readonly kind: 'make';
      /** What the branch is at now: a merged PR's last commit; null where there is none. */
      readonly at: Sha | null;
      readonly onto: Sha;
      readonly picks: readonly { readonly source: Sha; readonly commit: Sha }[];
      readonly conflicts: readonly ConflictPath[];
      /** What conflicts again on top of the first conflict: picked by the person who resolves that. */
      readonly left: readonly Sha[];
      /** Who changed the files in conflict. */
      readonly sides: ConflictSides;
      /** What it needs first to apply cleanly, in landing order; empty where nothing is known. */
      readonly needs: readonly NeededCommit[];
      /** The user's signatures on its commits, where they sign commits. */
      readonly signed: readonly { readonly sha: Sha; readonly signature: string }[];
      readonly status: ConflictStatus;
    })
  /** There already. */
  | (Conflict & {
      readonly kind: 'open';
      readonly tip: Sha;
      readonly open: OpenRequest | null;
      readonly status: ConflictStatus;
      /** False where GitHub says something else, so that it must be set. */
      readonly told: boolean;
    })
  /** There, and its PR was closed without being merged: somebody has decided. */
  | (Conflict & { readonly kind: 'closed'; readonly tip: Sha; readonly last: OpenRequest });

/** What of a target's picks waits elsewhere. */
export interface RequestFacts {
  /** null: picks are pushed onto the target. */
  readonly delivery: DeliveryBranch | null;
  readonly conflicts: readonly ConflictBranch[];
  /** The first line of each picked commit's message, by its source; empty where picks are pushed. */
  readonly subjects: ReadonlyMap<Sha, string>;
  /** PRs that came onto the target by a PR of rel's and whose label is missing still, with their commits there. */
  readonly untold: readonly { readonly pr: number; readonly commits: readonly Sha[] }[];
}

export const noRequests: RequestFacts = {
  delivery: null,
  conflicts: [],
  subjects: new Map(),
  untold: [],
};
