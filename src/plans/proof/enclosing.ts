import type { FilePatch, Run } from '../../domain/patch.ts';
import { isTelling } from './changed-lines.ts';
import { functionName } from './function-names.ts';

/** A changed line that is in a function, and that function's name. */
export interface EnclosedLine {
  readonly sign: '+' | '-';
  readonly text: string;
  /** Where it is in the file after; of a removed line, where it was taken from. */
  readonly line: number;
  readonly name: string;
}

/** A line that stands further out than what is in it, as far as its indentation tells. */
interface Head {
  readonly indent: number;
  /** With that of what it is in, if that has one: `Cart.total`. */
  readonly name: string;
}

/** The lines of a change that are in a function: the added ones, and of a run without any the removed ones. */
export function enclosedLines(file: FilePatch): EnclosedLine[] {
  return file.runs.flatMap((run) => {
    const head = headOf(run, file);
    if (head === null) return [];
    const [sign, texts] = run.added.length > 0 ? (['+', run.added] as const) : (['-', run.removed] as const);
    return withinHead(texts, head).map(({ text, at }) => {
      return { sign, text, line: run.newStart + (sign === '+' ? at : 0), name: head.name };
    });
  });
}

/** A line that stands as far out as the function's first ends it: what follows in the run is not in that function. */
function withinHead(texts: readonly string[], { indent }: Head) {
  const end = texts.findIndex((text) => text.trim() !== '' && indentOf(text) <= indent);
  const inside = texts.slice(0, end === -1 ? texts.length : end);
  return inside.flatMap((text, at) => (isTelling(text) ? [{ text, at }] : []));
}

function headOf({ heading, oldStart }: Run, { old }: FilePatch): Head | null {
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
function indentOf(line: string): number {
  const [blank = ''] = /^[ \t]*/.exec(line) ?? [];
  return blank.replaceAll('\t', '        ').length;
}
