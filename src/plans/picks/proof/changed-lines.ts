import type { FilePatch, Run } from '../../../domain/patch.ts';
import type { LineRange } from '../../../domain/proof.ts';

/** One added or removed line, and where it is in the file after or before (from 1). */
export interface ChangedLine {
  readonly sign: '+' | '-';
  readonly text: string;
  readonly line: number;
  readonly run: Run;
}

/** Every added and removed line of a file, in order. */
export function changedLines({ runs }: Pick<FilePatch, 'runs'>): ChangedLine[] {
  return runs.flatMap((run) => [
    ...run.removed.map((text, at) => ({ sign: '-' as const, text, line: run.oldStart + at, run })),
    ...run.added.map((text, at) => ({ sign: '+' as const, text, line: run.newStart + at, run })),
  ]);
}

/** Whether a line says something of its own: braces, rules and blank lines are everywhere. */
export const isTelling = (text: string): boolean => /[A-Za-z0-9\x80-\xff]/.test(text);

/** Line numbers (any order) as the ranges they form, the first one first. */
export function rangesOf(numbers: readonly number[]): LineRange[] {
  const ranges: LineRange[] = [];
  for (const line of [...numbers].sort((a, b) => a - b)) {
    const last = ranges.at(-1);
    if (last !== undefined && line <= last.last + 1) ranges[ranges.length - 1] = { ...last, last: line };
    else ranges.push({ first: line, last: line });
  }
  return ranges;
}
