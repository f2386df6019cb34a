import type { FilePatch, Run } from '../../../domain/patch.ts';

/** Runs with the lines around them, as git prints them: what is less than seven lines apart is one hunk. */
export interface Hunk {
  /** The nearest line above that begins with a letter, `_` or `$`: what git takes for a function where it knows no better. */
  readonly heading: string;
  readonly lines: readonly string[];
}

const context = 3;

/** The hunks of `git diff -U3`, without line numbers and without a word on missing line breaks. */
export function hunksOf({ runs, old }: FilePatch): Hunk[] {
  const before = linesOf(old);
  return groups(runs).map((group) => {
    const first = Math.max(startOf(group[0]) - context, 0);
    let at = first;
    const lines = group.flatMap((run) => {
      const above = before.slice(at, startOf(run));
      at = startOf(run) + run.removed.length;
      return [
        ...above.map((line) => ` ${line}`),
        ...run.removed.map((line) => `-${line}`),
        ...run.added.map((line) => `+${line}`),
      ];
    });
    const below = before.slice(at, at + context).map((line) => ` ${line}`);
    return { heading: headingAbove(before, first), lines: [...lines, ...below] };
  });
}

function groups(runs: readonly Run[]): Run[][] {
  const all: Run[][] = [];
  let end = -Infinity;
  for (const run of runs) {
    if (startOf(run) - end <= 2 * context) all.at(-1)?.push(run);
    else all.push([run]);
    end = startOf(run) + run.removed.length;
  }
  return all;
}

/** The line, from 0, that the run begins at in the file before. */
const startOf = (run: Run | undefined): number =>
  run === undefined ? 0 : run.oldStart - (run.removed.length > 0 ? 1 : 0);

function linesOf(text: string | null): string[] {
  if (text === null || text === '') return [];
  const lines = text.split('\n');
  return text.endsWith('\n') ? lines.slice(0, -1) : lines;
}

function headingAbove(lines: readonly string[], at: number): string {
  for (let line = at - 1; line >= 0; line -= 1) {
    const text = lines[line] ?? '';
    if (/^[A-Za-z_$]/.test(text)) return text.slice(0, 80).trimEnd();
  }
  return '';
}
