import type { FilePatch, Run } from '../../../domain/patch.ts';
import { isTelling } from './changed-lines.ts';
import { functionName } from './function-names.ts';

/** A changed line that is in a function. */
export interface EnclosedLine {
  readonly sign: '+' | '-';
  readonly text: string;
  /** Where it is in the file after; of a removed line, where it was taken from. */
  readonly line: number;
  /** Its function, with what that is in, if it is in something: `Cart.total`. */
  readonly home: string;
}

/** The lines of a run that are looked at: the added ones; where there are none, the removed ones. */
export const linesOfRun = ({ added, removed }: Run) =>
  added.length > 0 ? { sign: '+' as const, texts: added } : { sign: '-' as const, texts: removed };

/** The changed lines that are in a function, as far as git told the functions of their runs. */
export function enclosedLines(file: FilePatch): EnclosedLine[] {
  return file.runs.flatMap((run) => {
    const head = headOf(run, file);
    if (head === null) return [];
    const { sign, texts } = linesOfRun(run);
    return withinHead(texts, head.indent).map(({ text, at }) => {
      return { sign, text, line: run.newStart + (sign === '+' ? at : 0), home: head.name };
    });
  });
}

/** A line that stands as far out as the function's first ends it: what follows in the run is not in that function. */
function withinHead(texts: readonly string[], indent: number) {
  const end = texts.findIndex((text) => text.trim() !== '' && indentOf(text) <= indent);
  const inside = texts.slice(0, end === -1 ? texts.length : end);
  return inside.flatMap((text, at) => (isTelling(text) ? [{ text, at }] : []));
}

function headOf({ heading, oldStart }: Run, { old }: FilePatch) {
  if (heading === null || heading.trim() === '' || old === null) return null;
  const above = old.split('\n', oldStart);
  const at = above.findLastIndex((line) => line.trimStart().startsWith(heading.trim()));
  const first = above[at];
  if (first === undefined) return null;
  const indent = indentOf(first);
  const outer = above.slice(0, at).findLast((line) => isTelling(line) && indentOf(line) < indent);
  return { indent, name: [...(outer === undefined ? [] : [outer]), first].map(functionName).join('.') };
}

/** How far in a line stands; a tab counts as eight. */
export function indentOf(line: string): number {
  const [blank = ''] = /^[ \t]*/.exec(line) ?? [];
  return blank.replaceAll('\t', '        ').length;
}
