import { readAgain } from '../read-again.ts';

/** What can keep a feature branch from being ready, worst first; the last two are not known to be wrong. */
export const faultWords = [
  'open-pull-requests',
  'no-pull-request',
  'draft',
  'red',
  'conflict',
  'unchecked',
  'unreadable',
] as const;
export type FaultWord = (typeof faultWords)[number];
export const isUnknown = (word: FaultWord): boolean => word === 'unchecked' || word === 'unreadable';

export interface Fault {
  readonly word: FaultWord;
  /** A clause that names the branch. */
  readonly words: string;
  readonly remedy: string;
  readonly actor: string | null;
}

/** What could not be read, and what would help. */
export function unreadableFault(
  what: string,
  read: { readonly why: string; readonly permission?: string },
): Fault {
  const words = `${what} could not be read: ${read.why}`;
  return { word: 'unreadable', words, remedy: readAgain(read), actor: null };
}
