import type { Bench, Typed } from './bench.ts';

/** A command that is to be killed everywhere, and what has been before. */
export interface Story extends Typed {
  /** Its exit code where nothing befalls it; 0 unless told. */
  readonly exit?: number;
  readonly before?: (bench: Bench) => Promise<void>;
}

/** What a person can type after a kill. */
export const ways = ['continue', 'again', 'abort', 'undo'] as const;
export type Way = (typeof ways)[number];

/** What is typed in a story: nobody answers questions. */
export const sure = (line: string, { terminal = false }: Story): string =>
  terminal && !line.includes('--yes') ? `${line} --yes` : line;
