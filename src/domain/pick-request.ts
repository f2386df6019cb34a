import * as z from 'zod';
import { Sha } from './git.ts';

/** How picks reach the target: pushed onto it, or by a PR against it. */
export const Delivery = z.enum(['push', 'pull-request']);
export type Delivery = z.infer<typeof Delivery>;

/** What happens on a conflict: a person is asked to resolve it, a PR for that fix alone is opened, or nothing moves. */
export const ConflictWay = z.enum(['ask', 'pull-request', 'fail']);
export type ConflictWay = z.infer<typeof ConflictWay>;

/** What a clean pick may have done that somebody should look at (`pick.review` of the policy). */
export const FindingKind = z.enum(['moved', 'extra-lines', 'other-function', 'repeated']);
export type FindingKind = z.infer<typeof FindingKind>;

/** A conflict that a person resolved: on this target the change of `change` is taken instead of the source's own. */
const Resolution = z.object({
  target: z.string(),
  source: Sha,
  /** A commit; what it changes against its first parent. */
  change: Sha,
});
export type Resolution = z.infer<typeof Resolution>;

/** A source that a person left out of one target. */
const Skip = z.object({ target: z.string(), source: Sha });

/** What a person decided about conflicts on the way. */
export const PickDecisions = z.object({ resolutions: z.array(Resolution), skips: z.array(Skip) });
export type PickDecisions = z.infer<typeof PickDecisions>;

/** What `rel pick` was asked for. Resolved, it gives the same plan wherever and whenever it is planned. */
export const PickRequest = z.object({
  /** `#231` or a whole SHA, once resolved; before that whatever names one. */
  sources: z.array(z.string()),
  /** Branches, once resolved. */
  into: z.array(z.string()),
  approved: z.boolean(),
  /** What a person ticked of the approved; left out where nobody was asked: all of them. */
  chosen: z.array(z.object({ target: z.string(), pr: z.number() })).optional(),
  /** null: as the policy says. */
  deliver: Delivery.nullable(),
  onConflict: ConflictWay.nullable(),
  allOrNothing: z.boolean(),
  withPrerequisites: z.boolean(),
  includeReverted: z.boolean(),
  /** A person is there to be asked. */
  terminal: z.boolean(),
  /** A person looks at the plan before it is carried out. */
  attended: z.boolean(),
  ...PickDecisions.shape,
});
export type PickRequest = z.infer<typeof PickRequest>;
