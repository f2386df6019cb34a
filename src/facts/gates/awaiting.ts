import type { Sha } from '../../domain/git.ts';

/** An answer for which commits are needed that may not be here yet: they are fetched with those of other answers. */
export interface Awaiting<T> {
  readonly commits: readonly Sha[];
  /** To be called once they were fetched, as far as the remote still has them. */
  readonly read: () => Promise<T>;
}

/** An answer that needs nothing any more. */
export const atHand = <T>(answer: T): Awaiting<T> => ({ commits: [], read: async () => answer });
