import * as z from 'zod';
import { Sha, Signature } from './git.ts';
import { Actor } from './ledger.ts';
import { Judgement } from './verdict.ts';

/**
 * What makes two runs of one request the same plan: its id, the committer with the time, and who acts. Read once
 * at the start, and held by a saved plan, so that another machine computes the same commits (design.md, 3.3).
 */
export const Stamp = z.object({
  /** Unique for the operation: 20 hexadecimal digits. */
  id: z.string().regex(/^[0-9a-f]{20}$/),
  /** ISO 8601, UTC, with milliseconds; the committer's time where GIT_COMMITTER_DATE pins one. */
  at: z.string(),
  committer: Signature,
  actor: Actor,
  /** The product whose policy decides; not there where the policy has no products. */
  product: z.string().optional(),
});
export type Stamp = z.infer<typeof Stamp>;

/** What was asked for, resolved: the command's name and its input, never argv. */
export const Request = z.object({ command: z.string(), input: z.record(z.string(), z.unknown()) });
export type Request = z.infer<typeof Request>;

/** The ordered steps a command will take, fixed before the first one. `S` is a step as data (src/steps). */
export interface Plan<S> {
  readonly rel: 1;
  readonly stamp: Stamp;
  readonly request: Request;
  readonly judgements: readonly Judgement[];
  readonly steps: readonly S[];
  /**
   * The ledger's tip that all of it was read and judged on, null where there was no ledger: what came on record since is
   * looked at before the push. Not there in what an earlier rel wrote.
   */
  readonly ledgerTip?: Sha | null | undefined;
}

/** The form of a plan, given that of its steps. */
export const planSchema = <S extends z.ZodType>(step: S) =>
  z.object({
    rel: z.literal(1),
    stamp: Stamp,
    request: Request,
    judgements: z.array(Judgement),
    steps: z.array(step),
    ledgerTip: Sha.nullable().optional(),
  });
