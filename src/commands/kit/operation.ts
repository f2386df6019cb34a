import type * as z from 'zod';
import type { Applied } from '../../apply/execute.ts';
import type { Trouble } from '../../domain/errors.ts';
import type { Plan, Request, Stamp } from '../../domain/plan.ts';
import type { Judgement } from '../../domain/verdict.ts';
import type { World } from '../../facts/world.ts';
import type { OpenConflict } from '../../plans/picks/forecast.ts';
import type { Step } from '../../steps/registry.ts';
import type { Paint } from '../../view/paint.ts';

/** What an operation leaves for `rel continue`. */
export interface Left {
  /** The next conflict to resolve; null where only another try is left. */
  readonly conflict: OpenConflict | null;
  /** The part of the request that is left, with every decision made so far. */
  readonly request: Request;
  /** A person has decided something in it already. */
  readonly decided: boolean;
  /** The branches that have been pushed. */
  readonly pushed: readonly string[];
}

/** What an operation answers before anything has been changed. */
export interface Prepared {
  /** null: there is nothing to apply. */
  readonly plan: Plan<Step> | null;
  /** What makes the exit code other than 0 although the plan, if there is one, is carried out. */
  readonly trouble: Trouble | null;
  readonly warnings: readonly string[];
  /** What was judged, whether it let the operation through or not. */
  readonly judgements?: readonly Judgement[];
  /** What is left for a person, now that this has been applied (null: there was nothing to apply); null: nothing. */
  left?(applied: Applied | null): Left | null;
  /** The result: of the applied plan, or with null of a dry run or of nothing to do. */
  result(applied: Applied | null): unknown;
  /** The result as a person reads it. */
  text(applied: Applied | null, paint: Paint): string;
}

/** A command that changes things: from its resolved input and the world to a plan, always the same one. */
export interface Operation<I> {
  readonly name: string;
  readonly input: z.ZodType<I>;
  /** It begins a train, so that no live one says which product it is about. */
  readonly begins?: boolean;
  /** The input as it is where nobody looks at the plan before it is applied; left out where that makes no difference. */
  unattended?(input: I): I;
  prepare(world: World, input: I, stamp: Stamp): Promise<Prepared>;
}

/** An operation whose input is not known here: it is parsed by the operation's own schema before it is used. */
export interface AnyOperation {
  readonly name: string;
  readonly input: z.ZodType;
  // biome-ignore-start lint/suspicious/noExplicitAny: each operation is only ever handed what its own schema parsed
  unattended?(input: any): any;
  prepare(world: World, input: any, stamp: Stamp): Promise<Prepared>;
  // biome-ignore-end lint/suspicious/noExplicitAny: each operation is only ever handed what its own schema parsed
}

/** The request that a plan of this operation holds. */
export const requestOf = <I extends object>(operation: { readonly name: string }, input: I) => ({
  command: operation.name,
  input: { ...input },
});
