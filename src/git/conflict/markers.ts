import { type ConflictPlace, inPlace } from './place.ts';

/** A line that looks like one of git's conflict markers: its number, from 1, and its text. */
export interface MarkerLine {
  readonly line: number;
  readonly text: string;
}

/** How often each text may stand as a line of its own although it looks like a marker. */
export type Allowed = (text: string) => number;

/**
 * The lines that look like git's markers of `size` characters (two more where conflicts are nested), as `git diff
 * --check` sees them. Of a file with a NUL in it, none: git writes no markers into binary files.
 */
function markerLines(content: Buffer, size: number): MarkerLine[] {
  if (content.includes(0)) return [];
  const range = `{${size},${size + 2}}`;
  const marker = new RegExp(`^(?:<${range}|\\|${range}|>${range}|={${size}})(?:\\s|$)`);
  return content
    .toString('latin1')
    .split('\n')
    .flatMap((text, at) => (marker.test(text) ? [{ line: at + 1, text: text.trimEnd() }] : []));
}

/** The marker lines of a file that are more than may be there; where a text is there too often, the last of them. */
export function leftoverMarkers(content: Buffer, size: number, allowed: Allowed): MarkerLine[] {
  const seen = new Map<string, number>();
  return markerLines(content, size).filter(({ text }) => {
    const times = (seen.get(text) ?? 0) + 1;
    seen.set(text, times);
    return times > allowed(text);
  });
}

/** How often each marker line stands in a file. */
function countMarkers(content: Buffer, size: number): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { text } of markerLines(content, size)) counts.set(text, (counts.get(text) ?? 0) + 1);
  return counts;
}

/**
 * What may be there: what ours has of it and what the change adds to some file; or as often as one file of theirs has
 * it. A heading underlined with seven `=` is text like any other.
 */
export function allowedMarkers(
  ours: Buffer,
  change: readonly { readonly before: Buffer; readonly after: Buffer }[],
  size: number,
): Allowed {
  const own = countMarkers(ours, size);
  const sides = change.map(({ before, after }) => ({
    before: countMarkers(before, size),
    after: countMarkers(after, size),
  }));
  return (text) => {
    const count = (of: ReadonlyMap<string, number>): number => of.get(text) ?? 0;
    const added = sides.reduce((sum, side) => sum + Math.max(0, count(side.after) - count(side.before)), 0);
    return Math.max(count(own) + added, ...sides.map((side) => count(side.after)));
  };
}

/** The size of the markers in each of these paths: the attribute `conflict-marker-size`, else 7. */
export async function markerSizes(
  place: ConflictPlace,
  paths: readonly string[],
): Promise<(path: string) => number> {
  const sizes = new Map<string, number>();
  if (paths.length > 0) {
    const args = ['check-attr', '-z', '--stdin', 'conflict-marker-size'];
    const { stdout } = await inPlace(place, args, { input: paths.map((path) => `${path}\0`).join('') });
    const fields = stdout.toString().split('\0');
    for (let at = 0; at + 2 < fields.length; at += 3) {
      const size = Number(fields[at + 2]);
      if (Number.isInteger(size) && size > 0) sizes.set(fields[at] ?? '', size);
    }
  }
  return (path) => sizes.get(path) ?? 7;
}
