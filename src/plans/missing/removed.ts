import type { FilePatch, Patch } from '../../domain/patch.ts';
import { isSignificant, lineKey } from './significant.ts';

/**
 * Whether every line that a change added was taken away by a later one that wrote nothing in its place; a line that was
 * rewritten lives on in what it became.
 *
 * @param later what came after the change, in landing order
 */
export function isRemoved(change: Patch, later: readonly FilePatch[]): boolean {
  const added = change.flatMap(({ path, runs }) =>
    runs.flatMap((run) => keysOf(run.added).map((key) => ({ path, key }))),
  );
  return added.length > 0 && added.every(({ path, key }) => isLineRemoved(path, key, later));
}

/** Whether one of the lines that a change added to a file stands in it as often as right after the change. */
export function isAnyLineLeft(
  { runs }: FilePatch,
  after: readonly string[],
  today: readonly string[],
): boolean {
  const count = (lines: readonly string[], key: string) =>
    lines.filter((line) => lineKey(line) === key).length;
  const added = new Set(runs.flatMap((run) => keysOf(run.added)));
  return [...added].some((key) => count(today, key) > 0 && count(today, key) >= count(after, key));
}

/** The lines (their keys) that a change added to a file, and that production has there and the branch has not. */
export function linesLost(
  { runs }: FilePatch,
  branch: readonly string[],
  production: readonly string[],
): string[] {
  const [there, here] = [branch, production].map((lines) => new Set(lines.map(lineKey)));
  const added = new Set(runs.flatMap((run) => keysOf(run.added)));
  return [...added].filter((key) => here?.has(key) === true && there?.has(key) === false);
}

/** Whether a line of a file (its key) was taken away last, with nothing written in its place; `later` in landing order. */
export function isLineRemoved(path: string, key: string, later: readonly FilePatch[]): boolean {
  let removed = false;
  for (const file of later) {
    if (file.path !== path) continue;
    for (const run of file.runs) {
      const [gone, written] = [keysOf(run.removed), keysOf(run.added)];
      if (written.includes(key)) removed = false;
      else if (gone.includes(key)) removed = written.length === 0;
    }
  }
  return removed;
}

const keysOf = (lines: readonly string[]): string[] => lines.filter(isSignificant).map(lineKey);
