import type { Trouble } from '../../domain/errors.ts';
import type { Sha } from '../../domain/git.ts';
import type { Hold } from '../../domain/hold.ts';
import type { ConflictWay } from '../../domain/pick-request.ts';
import type { Policy } from '../../domain/policy.ts';
import type { Proof } from '../../domain/proof.ts';
import type { PickTarget } from '../../domain/results.ts';
import type { Judgement } from '../../domain/verdict.ts';
import type { Step } from '../../steps/registry.ts';
import type { Basis } from '../planned.ts';
import type { RequestFacts } from '../requests/request-facts.ts';
import type { Needs } from './prerequisites.ts';

/** Why the gates refuse a change, and who has to do what about it. */
export interface Refusal {
  readonly reason: string;
  readonly remedy: string;
  /** Nothing refuses it but that nobody has looked at it (`pick.review`). */
  readonly unseen?: boolean;
}

/** What to pick: one commit, the PR it belongs to where it was named by one, and why it may not be picked. */
export interface Source {
  readonly pr: number | null;
  readonly sha: Sha;
  readonly mainline: 1 | null;
  /** A commit whose change is taken instead of the source's own: a conflict that a person resolved. */
  readonly change?: Sha | null;
  /** Why the gates refuse it; null where they let it pass. */
  readonly refused: Refusal | null;
  /** The changes that it was taken for, where they need it first; one commit stands for each. */
  readonly neededBy?: readonly Pick<Source, 'pr' | 'sha'>[];
}

/** One pick tried in memory on top of the clean ones before it. */
export type Forecast =
  | {
      readonly source: Source;
      readonly outcome: 'picked';
      readonly onto: Sha;
      readonly commit: Sha;
      readonly tree: Sha;
      /** The user's, where they sign commits. */
      readonly signature?: string;
      /** Every file of it is the source's own, made from the same one as there. */
      readonly direct?: boolean;
      /** What comes of comparing it with its source; left out where nobody asks. */
      readonly proof?: Proof;
    }
  | {
      readonly source: Source;
      readonly outcome: 'already';
      readonly commit: Sha;
      readonly reason: string;
      /** The branch on which it waits for a PR to be merged; left out where it is on the target. */
      readonly waits?: string;
    }
  | { readonly source: Source; readonly outcome: 'empty'; readonly reason: string }
  | {
      readonly source: Source;
      readonly outcome: 'conflict';
      /** What it was tried on: the target with the clean picks before it. */
      readonly onto: Sha;
      readonly paths: readonly string[];
      /** What its change needs first; left out where nobody has looked. */
      readonly needs?: Needs;
      /** The branch of its own that holds it, so that the other picks go on; left out where there is none. */
      readonly request?: string;
      /** What is to be said of it beside its paths. */
      readonly reason?: string;
    }
  /** A person left it out (`rel continue --skip`). */
  | { readonly source: Source; readonly outcome: 'left-out' }
  | {
      readonly source: Source;
      readonly outcome: 'refused';
      readonly refusal: Refusal;
      readonly proof?: Proof;
      /** What it needs first, where that is what keeps it from being picked. */
      readonly needs?: Needs;
    };

export interface TargetForecast {
  readonly branch: string;
  /** Whose train it is, where the policy has products. */
  readonly product?: string | undefined;
  /** The train's version; null for a branch that no train runs on. */
  readonly version: string | null;
  readonly before: Sha;
  readonly treeBefore: Sha;
  readonly forecasts: readonly Forecast[];
  readonly judgements: readonly Judgement[];
  /** The command that looks at what waits for a person again; left out where that is `rel pick`. */
  readonly again?: string;
  /** What waits elsewhere for a PR to be merged; left out where nothing does. */
  readonly requests?: RequestFacts;
  /** The train is on hold: what would come of the picks is told, and nothing is made. */
  readonly hold?: Hold | null;
}

export interface PickFacts extends Basis {
  readonly policy: Policy;
  readonly github: boolean;
  readonly onConflict: ConflictWay;
  /** A person looks at the plan before it is carried out. */
  readonly attended: boolean;
}

/** A conflict that a person shall resolve before the target goes on. */
export interface OpenConflict {
  readonly target: string;
  readonly source: Source;
  readonly onto: Sha;
  readonly paths: readonly string[];
  /** The commits that go together if it is left out: all of its PR. */
  readonly skips: readonly Sha[];
  /** What it applies cleanly with, each as a person calls it; empty where nothing is known. */
  readonly needs: readonly string[];
}

/** One target's part of the plan, and what is told of it. `clean` is false where it stays as it was. */
export interface PlannedTarget {
  readonly result: PickTarget;
  readonly treeBefore: Sha;
  readonly judgements: readonly Judgement[];
  readonly steps: readonly Step[];
  /** What keeps the target as it is. */
  readonly troubles: readonly Trouble[];
  readonly clean: boolean;
  /** The first conflict, where a person is to resolve it. */
  readonly open: OpenConflict | null;
}
