import { structuredPatch } from 'diff';
import type { FilePatch, Patch } from '../../../domain/patch.ts';
import { hunksOf } from './hunks.ts';
import { shown } from './shown.ts';

/** Changes that differ in more lines than this are left to `git range-diff`. */
const most = 2000;

/**
 * How two changes differ, as `git range-diff` prints it under the line that names the two commits: a diff of their
 * patches with three lines of context. Author and message are not compared, since every pick adds its provenance; nor
 * is what both do alike to a file. Null where they do not differ, or in more than 2,000 lines.
 */
export function rangeDiff(source: Patch, landed: Patch): string | null {
  const [before, after] = [textOf(source), textOf(landed)];
  const options = { context: 3, maxEditLength: most };
  const patch = structuredPatch('', '', before, after, undefined, undefined, options);
  if (patch === undefined || patch.hunks.length === 0) return null;
  const old = before.split('\n');
  const lines = patch.hunks.flatMap((hunk) => [`@@${headingAbove(old, hunk.oldStart - 1)}`, ...hunk.lines]);
  return lines.map((line) => `    ${shown(line)}`.trimEnd()).join('\n');
}

function headingAbove(lines: readonly string[], at: number): string {
  for (const line of lines.slice(0, at).toReversed()) {
    const [, heading] = /^ ## (.*) ##$/s.exec(line) ?? /^.?@@ (.*)$/s.exec(line) ?? [];
    if (heading !== undefined) return ` ${heading}`;
  }
  return '';
}

/** A patch as range-diff compares it: for each file a line that names it, then its hunks without line numbers. */
const textOf = (patch: Patch): string =>
  patch
    .flatMap((file) => [` ## ${titleOf(file)} ##`, ...bodyOf(file)])
    .map((line) => `${line}\n`)
    .join('');

function bodyOf(file: FilePatch): string[] {
  const binary = file.head.filter((line) => line.startsWith('Binary files ')).map((line) => ` ${line}`);
  const hunks = hunksOf(file).flatMap(({ heading, lines }) => {
    return [heading === '' ? '@@' : `@@ ${file.path}: ${heading}`, ...lines];
  });
  return [...binary, ...hunks];
}

function titleOf({ path, before, after }: FilePatch): string {
  if (before === null) return `${path} (new)`;
  if (after === null) return `${path} (deleted)`;
  return before.mode === after.mode ? path : `${path} (mode change ${before.mode} => ${after.mode})`;
}
