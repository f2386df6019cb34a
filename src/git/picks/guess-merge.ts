/**
 * What a merge of a text will most likely give: each hunk of the change put where its surroundings are in `ours`; null
 * where they are not found as they were. Only ever a guess: git merges the file, and says whether it was right. Texts
 * are binary strings.
 */
export function guessMerge(base: string, ours: string, theirs: string): string | null {
  if ([base, ours, theirs].some((text) => text.includes('\0'))) return null;
  const old = base.split('\n');
  // With a line break before and after, a whole line is found wherever it is.
  let [merged, from] = [`\n${ours}\n`, 0];
  for (const { start, end, lines } of hunksOf(old, theirs.split('\n'))) {
    const before = old.slice(Math.max(start - context, 0), start);
    const after = old.slice(end, end + context);
    const needle = textOf([...before, ...old.slice(start, end), ...after]);
    const place = merged.indexOf(needle, from);
    if (place === -1) return null;
    const [first, last] = [
      place + textOf(before).length - 1,
      place + needle.length - textOf(after).length + 1,
    ];
    const inserted = textOf(lines);
    merged = merged.slice(0, first) + inserted + merged.slice(last);
    from = first + inserted.length - 1;
  }
  return merged.slice(1, -1);
}

/** Whole lines, with the line break before the first one and that after the last. */
const textOf = (lines: readonly string[]): string => `\n${lines.map((line) => `${line}\n`).join('')}`;

/** Lines that have to stand around a hunk, as in a patch. */
const context = 3;

/** Lines `start` to `end` of the one text, and what the other one has instead. */
interface Hunk {
  readonly start: number;
  readonly end: number;
  readonly lines: readonly string[];
}

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
