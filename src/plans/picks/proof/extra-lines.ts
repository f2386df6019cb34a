import type { FilePatch, Patch } from '../../../domain/patch.ts';
import type { Finding } from '../../../domain/proof.ts';
import { type ChangedLine, changedLines, isTelling, rangesOf } from './changed-lines.ts';
import type { Pair } from './pairs.ts';
import { shown } from './shown.ts';

/** How many more (or, below zero, fewer) of each line there are afterwards. */
type Balance = ReadonlyMap<string, number>;

/**
 * Lines that came or went on the target and not in the source. Counted are how many more or fewer of each line a file
 * has afterwards, since that does not depend on how a diff lines them up; between nothing and what the source does is
 * what a part that was there already explains. Files that the source adds or takes away may be renamed ones, so what
 * they make together (`renames`) counts as well; with a file that is taken away goes all that the target has in it, and
 * into one that is added may come as much (`gone`).
 */
export function extraLines({ source, landed }: Pair, { renames, gone }: WholeFiles): Finding | null {
  if (source === null || (source.after === null && landed.after === null)) return null;
  const lines = changedLines(landed);
  const [ours, theirs] = [balance(lines), balance(changedLines(source))];
  const changes = (text: string) => [of(theirs, text), isWhole(source) ? of(renames, text) : 0, 0];
  const brought = (text: string) => (source.before === null ? Math.max(-of(gone, text), 0) : 0);
  const added = surplus(lines, '+', (text) => of(ours, text) - Math.max(...changes(text)) - brought(text));
  const removed = surplus(lines, '-', (text) => Math.min(...changes(text)) - of(ours, text));
  if (added.length + removed.length === 0) return null;
  return {
    kind: 'extra-lines',
    path: shown(landed.path),
    added: rangesOf(added),
    removed: rangesOf(removed),
  };
}

/** What whole files that a change adds or takes away do to each line, taken together. */
export interface WholeFiles {
  /** What the source's do. */
  readonly renames: Balance;
  /** What those do that were taken away from the target. */
  readonly gone: Balance;
}

export const wholeFiles = (source: Patch, landed: Patch): WholeFiles => ({
  renames: balance(source.filter(isWhole).flatMap(changedLines)),
  gone: balance(landed.filter((f) => f.before !== null && isWhole(f)).flatMap(changedLines)),
});

/** Whether a change is to all of a file: it is added, taken away, or becomes a file of another kind. */
const isWhole = ({ before, after }: FilePatch): boolean =>
  before?.mode.slice(0, 2) !== after?.mode.slice(0, 2);

/** Where the lines are that are too many. Of several like ones the last: which one it is nobody can tell. */
function surplus(
  lines: readonly ChangedLine[],
  sign: ChangedLine['sign'],
  tooMany: (text: string) => number,
): number[] {
  const taken = new Map<string, number>();
  return lines.toReversed().flatMap(({ sign: own, text, line }) => {
    const count = of(taken, text);
    if (own !== sign || !isTelling(text) || count >= tooMany(text)) return [];
    taken.set(text, count + 1);
    return [line];
  });
}

const of = (counts: Balance, text: string): number => counts.get(text) ?? 0;

function balance(lines: readonly ChangedLine[]): Balance {
  const counts = new Map<string, number>();
  for (const { sign, text } of lines) counts.set(text, of(counts, text) + (sign === '+' ? 1 : -1));
  return counts;
}
