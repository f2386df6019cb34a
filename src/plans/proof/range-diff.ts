import { structuredPatch } from 'diff';
import type { FilePatch, Patch } from '../../domain/patch.ts';
import { shown } from './shown.ts';

/** Changes that differ in more lines than this are left to `git range-diff`. */
const most = 2000;

/**
 * How two changes differ, as `git range-diff` prints it under the line that names the two commits: a diff of their
 * patches with three lines of context. Not compared are author and message, to which every pick adds its provenance.
 * Null where they do not differ, or in more than 2,000 lines.
 */
export function rangeDiff(source: Patch, landed: Patch): string | null {
  const [before, after] = [source, landed].map((patch) => patch.map(fileText).join('')) as [string, string];
  const options = { context: 3, maxEditLength: most };
  const patch = structuredPatch('', '', before, after, undefined, undefined, options);
  if (patch === undefined || patch.hunks.length === 0) return null;
  const old = before.split('\n');
  const hunks = patch.hunks.flatMap(({ oldStart, lines }) => [
    `@@${headingAbove(old, oldStart - 1)}`,
    ...lines,
  ]);
  return hunks.map((line) => `    ${shown(line)}`.trimEnd()).join('\n');
}

function headingAbove(lines: readonly string[], at: number): string {
  for (const line of lines.slice(0, at).toReversed()) {
    const [, heading] = /^ ## (.*) ##$/s.exec(line) ?? /^.?@@ (.*)$/s.exec(line) ?? [];
    if (heading !== undefined) return ` ${heading}`;
  }
  return '';
}

/** A file's patch as range-diff compares it: a line that names the file, then hunks without line numbers. */
function fileText(file: FilePatch): string {
  return file.text
    .split(/(?<=\n)(?=diff --git )/)
    .map((section) => sectionText(section, file))
    .join('');
}

function sectionText(section: string, { path, before, after }: FilePatch): string {
  const lines = section.split('\n').slice(0, -1);
  const body = lines.findIndex((line) => line.startsWith('@@ -') || line.startsWith('Binary files '));
  const head = lines.slice(0, body === -1 ? lines.length : body);
  const has = (words: string) => head.some((line) => line.startsWith(words));
  const mode = has('old mode ') ? ` (mode change ${before?.mode} => ${after?.mode})` : '';
  const kind = has('new file ') ? ' (new)' : has('deleted file ') ? ' (deleted)' : mode;
  const shownLines = lines.slice(head.length).map((line) => bodyLine(line, path));
  return [` ## ${path}${kind} ##`, ...shownLines].map((line) => `${line}\n`).join('');
}

function bodyLine(line: string, path: string): string {
  const [, heading] = /^@@ [^@]*@@(.*)$/s.exec(line) ?? [];
  if (heading !== undefined) return heading === '' ? '@@' : `@@ ${path}:${heading}`;
  return /^[-+ ]/.test(line) ? line : ` ${line}`;
}
