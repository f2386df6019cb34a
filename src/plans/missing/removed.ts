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

function isLineRemoved(path: string, key: string, later: readonly FilePatch[]): boolean {
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
