import * as z from 'zod';
import { ConflictWay, Delivery, PickDecisions } from './pick-request.ts';

/** How production comes back to the develop branch: as a merge, as picks, or whichever its rules allow. */
export const SyncForm = z.enum(['auto', 'merge', 'picks']);
export type SyncForm = z.infer<typeof SyncForm>;

/** How it reaches a branch: pushed, by a PR, or as the branch's rules demand it. */
export const SyncDelivery = z.enum(['auto', ...Delivery.options]);

/** What `rel sync-hotfix` was asked for. Resolved, it gives the same plan wherever and whenever it is planned. */
export const SyncRequest = z.object({
  /** Branches, once resolved; empty: every target there is. */
  into: z.array(z.string()),
  /** null: as the policy says. */
  deliver: SyncDelivery.nullable(),
  onConflict: ConflictWay.nullable(),
  /** Also what a target took back itself. */
  includeReverted: z.boolean(),
  /** A person is there to be asked. */
  terminal: z.boolean(),
  /** A person looks at the plan before it is carried out. */
  attended: z.boolean(),
  /** Nothing is brought: this change need not come there, and why. */
  settle: z.object({ sha: z.string(), reason: z.string() }).optional(),
  ...PickDecisions.shape,
});
export type SyncRequest = z.infer<typeof SyncRequest>;
