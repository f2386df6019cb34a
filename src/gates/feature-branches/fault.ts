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
  { why, permission }: { readonly why: string; readonly permission?: string },
): Fault {
  const remedy =
    permission === undefined
      ? 'run the same command again'
      : `give the token the permission \`${permission}\`, then run the same command again`;
  return { word: 'unreadable', words: `${what} could not be read: ${why}`, remedy, actor: null };
}
