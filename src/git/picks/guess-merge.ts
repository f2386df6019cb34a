/**
 * What a merge of a text will most likely give: each hunk of the change put where its surroundings are in `ours`; null
 * where they are not found as they were. Only ever a guess: git merges the file, and says whether it was right. Texts
 * are binary strings.
 */
export function guessMerge(base: string, ours: string, theirs: string): string | null {
  if ([base, ours, theirs].some((text) => text.includes('\0'))) return null;
  const [old, changed] = [linesOf(base), linesOf(theirs)];
  let [merged, from] = [ours, 0];
  for (const { start, end, lines } of hunksOf(old, changed)) {
    const [before, removed, after] = [
      old.slice(Math.max(start - context, 0), start).join(''),
      old.slice(start, end).join(''),
      old.slice(end, end + context).join(''),
    ];
    const place = merged.indexOf(before + removed + after, from);
    if (place === -1 || (place > 0 && merged[place - 1] !== '\n')) return null;
    const [first, inserted] = [place + before.length, lines.join('')];
    merged = merged.slice(0, first) + inserted + merged.slice(first + removed.length);
    from = first + inserted.length;
  }
  return merged;
}

/** Lines that have to stand around a hunk, as in a patch. */
const context = 3;

/** Lines `start` to `end` of the one text, and what the other one has instead. */
interface Hunk {
  readonly start: number;
  readonly end: number;
  readonly lines: readonly string[];
}

const linesOf = (text: string): string[] => text.split(/(?<=\n)/);

/** The hunks between two texts, found by the lines that both have exactly once (patience diff). */
function hunksOf(old: readonly string[], changed: readonly string[], offset = 0): Hunk[] {
  const shorter = Math.min(old.length, changed.length);
  let start = 0;
  while (start < shorter && old[start] === changed[start]) start += 1;
  let tail = 0;
  while (tail < shorter - start && old.at(-1 - tail) === changed.at(-1 - tail)) tail += 1;
  const [left, right] = [old.slice(start, old.length - tail), changed.slice(start, changed.length - tail)];
  if (left.length === 0 && right.length === 0) return [];
  const anchor = anchorOf(left, right);
  if (anchor === null) return [{ start: offset + start, end: offset + start + left.length, lines: right }];
  const [there, here] = anchor;
  return [
    ...hunksOf(left.slice(0, there), right.slice(0, here), offset + start),
    ...hunksOf(left.slice(there), right.slice(here), offset + start + there),
  ];
}

/** The first line that both texts have exactly once, by its place in each. */
function anchorOf(left: readonly string[], right: readonly string[]): [there: number, here: number] | null {
  const [ofLeft, ofRight] = [onceIn(left), onceIn(right)];
  for (const [line, there] of ofLeft) {
    const here = ofRight.get(line);
    if (there !== null && here != null) return [there, here];
  }
  return null;
}

/** Where each line is; null for one that is there more than once. */
function onceIn(lines: readonly string[]): Map<string, number | null> {
  const places = new Map<string, number | null>();
  for (const [at, line] of lines.entries()) places.set(line, places.has(line) ? null : at);
  return places;
}
