import type { FilePatch, Run } from '../../../domain/patch.ts';
import { isTelling } from './changed-lines.ts';
import { indentOf, linesOfRun } from './enclosing.ts';
import { type Pair, takeOut } from './pairs.ts';

/**
 * Whether a line of the change may be in another function than in the source. It is not where all lines that stand
 * further out around it, each further out than the one before, are the same on both sides: its function is one of
 * them. That needs no look at what a function is in that language.
 */
export function mayBeElsewhere({ source, landed }: Pair): boolean {
  if (source === null) return false;
  const homes = new Map<string, string[]>();
  for (const { key, home } of surrounded(source)) homes.set(key, [...(homes.get(key) ?? []), home]);
  return surrounded(landed).some(({ key, home }) => homes.has(key) && !takeOut(homes.get(key), home));
}

function surrounded(file: FilePatch) {
  const before = (file.old ?? '').split('\n');
  return file.runs.flatMap((run) => {
    const { sign, texts } = linesOfRun(run);
    const telling = texts.filter(isTelling);
    const home = around(before, run, Math.min(...telling.map(indentOf)));
    return telling.map((text) => ({ key: sign + text, home }));
  });
}

function around(before: readonly string[], { oldStart, removed }: Run, indent: number): string {
  const lines: string[] = [];
  let out = indent;
  for (let at = oldStart - (removed.length > 0 ? 2 : 1); at >= 0 && out > 0; at -= 1) {
    const line = before[at] ?? '';
    if (!isTelling(line) || indentOf(line) >= out) continue;
    lines.push(line);
    out = indentOf(line);
  }
  return lines.join('\n');
}
