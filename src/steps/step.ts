import type * as z from 'zod';
import { RelError, type Trouble } from '../domain/errors.ts';
import type { RefName, Sha } from '../domain/git.ts';
import type { Stamp } from '../domain/plan.ts';
import type { Repository } from '../git/repository.ts';
import type { LedgerSigner } from '../git/signing/own-key.ts';
import type { GitHub } from '../github/github.ts';
import type { Rivalry } from './rivals.ts';

/** What a step may touch. */
export interface StepContext {
  readonly repo: Repository;
  /** The remote's name: `origin`. */
  readonly remote: string;
  /** null: a repository without GitHub; its plans hold no step that needs it. */
  readonly github: GitHub | null;
  readonly stamp: Stamp;
  /** What signs entries of the ledger; null where it is not signed. Throws RelError where nobody can sign from here. */
  readonly ledgerSigner?: () => Promise<LedgerSigner | null>;
  /** The ledger's tip that the plan was judged on; undefined: not known. */
  readonly judgedOn?: Sha | null | undefined;
  /** How to wait where others were faster; left out: in real time. */
  readonly rivalry?: Rivalry;
}

/** A PR that a step opened, by its head branch. */
export interface RequestedPullRequest {
  readonly head: string;
  readonly number: number;
  readonly url: string;
}

/** How a step ended. `moved` and `refused` mean that it changed nothing. */
export type StepOutcome =
  | {
      readonly kind: 'done';
      readonly notes: readonly string[];
      /** The PR that was opened, or found as it was. */
      readonly pullRequest?: RequestedPullRequest;
    }
  | { readonly kind: 'moved'; readonly refs: readonly RefName[] }
  | { readonly kind: 'refused'; readonly trouble: Trouble };

export const done: StepOutcome = { kind: 'done', notes: [] };

/**
 * Does what an operation is whole without: where GitHub refuses it to this token, that is a note, `without` and why.
 * Throws RelError where GitHub cannot be reached.
 */
export async function unlessRefused(without: string, act: () => Promise<void>): Promise<StepOutcome> {
  try {
    await act();
    return done;
  } catch (error) {
    if (!(error instanceof RelError) || error.code !== 'github-refused') throw error;
    return { kind: 'done', notes: [`${without}: ${error.message}; ${error.remedy}`] };
  }
}

/**
 * What was there before a step: written down with its start, so that `rel undo` can put it back, whatever moment rel is
 * killed in.
 */
export interface Before<D, B> {
  /** How it stands in the journal. */
  readonly schema: z.ZodType<B>;
  /** Reads it. Throws as `run` does. */
  read(step: D, context: StepContext): Promise<B>;
}

/**
 * One kind of effect. Objects come first and are referred to by nothing; then the push, which is the commit point
 * of its target; then the effects on GitHub, which look before they write, so that nothing is ever done twice.
 */
export interface StepKind<D extends { readonly kind: string; readonly target: string }, B = unknown> {
  readonly kind: D['kind'];
  readonly phase: 'objects' | 'push' | 'effects';
  readonly schema: z.ZodType<D>;
  /** The step in a person's words, a line each, as the git command or the API call that it is. */
  describe(step: D): readonly string[];
  /** Has this very step happened already? Asked when an interrupted operation goes on. Throws as `run` does. */
  done(step: D, context: StepContext): Promise<boolean>;
  /** What it would overwrite; left out where it overwrites nothing. */
  readonly before?: Before<D, B>;
  /**
   * Does it. Throws RelError where the remote or GitHub cannot be reached.
   *
   * @param seen what `before` has just read, which is not asked for again; left out where the step was begun earlier
   */
  run(step: D, context: StepContext, seen?: B): Promise<StepOutcome>;
}
