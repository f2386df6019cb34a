import * as z from 'zod';
import { type RefName, Sha } from './git.ts';

/** A fix of a train that was given up, and the branches that have it as well; none: it is dropped. */
export const FixOfClosed = z.object({
  sha: Sha.describe('its commit on the train'),
  subject: z.string(),
  pr: z.number().optional(),
  in: z.array(z.string()).describe('the branches that have it; none: it is on record as dropped'),
});
export type FixOfClosed = z.infer<typeof FixOfClosed>;

const folder = 'refs/rel/closed/';

/** The ref that closes the train of a branch. It is at the branch's tip, so that nothing is lost with the branch. */
export const closedRef = (branch: string): RefName => `${folder}${branch}`;

/** The branch that a ref closes; null for any other ref. */
export const closedBranch = (ref: RefName): string | null =>
  ref.startsWith(folder) ? ref.slice(folder.length) : null;
