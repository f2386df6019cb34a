import type { FilePatch, Patch, Run } from '../../domain/patch.ts';
import { isAligned } from './aligned.ts';
import { isSignificant, lineKey } from './significant.ts';

/** The files that differ between the branch and production, by path, as lines. */
export interface DifferingFiles {
  readonly branch: ReadonlyMap<string, readonly string[]>;
  readonly production: ReadonlyMap<string, readonly string[]>;
}

/**
 * Is the effect of a change in the branch's files, though it does not apply there? Every run of lines that it adds must
 * be found in one place of one file of the branch, as often as production has it: beside a line that stood beside it in
 * production, or where a comparison of the two files has it too, or being three lines long; and what it takes away no
 * oftener than there. Nothing that could be chance counts: what is wrongly held to be there is never seen again.
 */
export function effectInLines(change: Patch, files: DifferingFiles): boolean {
  const counts = { branch: countsOf(files.branch), production: countsOf(files.production) };
  let found = 0;
  for (const file of change) {
    const isSame = !files.branch.has(file.path) && !files.production.has(file.path);
    if (isSame) continue;
    if (file.runs.length === 0) return false;
    for (const run of file.runs) {
      const verdict = runInFiles(file, run, files, counts);
      if (verdict === 'absent') return false;
      if (verdict === 'found') found += 1;
    }
  }
  return found > 0;
}

/** Whether each file that a change touched and that is among these has all the lines it added, and none that it took away. */
export function leavesItsLines(change: Patch, files: ReadonlyMap<string, readonly string[]>): boolean {
  return change.every(({ path, runs }) => {
    const lines = files.get(path);
    if (lines === undefined) return true;
    const keys = new Set(lines.map(lineKey));
    return runs.every(
      ({ added, removed }) =>
        keysOf(added).every((key) => keys.has(key)) &&
        keysOf(removed).every((key) => !keys.has(key) || keysOf(added).includes(key)),
    );
  });
}

type Counts = ReadonlyMap<string, number>;

function countsOf(files: ReadonlyMap<string, readonly string[]>): Counts {
  const counts = new Map<string, number>();
  for (const lines of files.values()) {
    for (const line of lines) {
      const key = lineKey(line);
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
  }
  return counts;
}

/** `neutral`: the run says nothing, neither that the effect is there nor that it is not. */
function runInFiles(
  file: FilePatch,
  { added, removed, oldStart }: Run,
  { branch, production }: DifferingFiles,
  counts: { readonly branch: Counts; readonly production: Counts },
): 'found' | 'absent' | 'neutral' {
  const has = (side: 'branch' | 'production', key: string) => counts[side].get(key) ?? 0;
  const wanted = keysOf(added);
  const gone = keysOf(removed).filter((key) => !wanted.includes(key));
  if (gone.some((key) => has('branch', key) > has('production', key))) return 'absent';
  if (wanted.length === 0) return 'neutral';
  // What production has changed again since says nothing of this change.
  if (wanted.every((key) => has('production', key) === 0)) return 'absent';
  if (wanted.some((key) => has('branch', key) < has('production', key) || has('branch', key) === 0))
    return 'absent';
  const beside = neighbours(file, oldStart, removed.length);
  const own = branch.get(file.path);
  if (own !== undefined) {
    if (inOnePlace(own, wanted, beside, wanted.length >= 3)) return 'found';
    if (isAligned(production.get(file.path) ?? [], own, wanted)) return 'found';
  }
  const others = [...branch].filter(([path]) => path !== file.path);
  const moved = others.some(([, lines]) => inOnePlace(lines, wanted, beside, wanted.length >= 3));
  return moved ? 'found' : 'absent';
}

const keysOf = (lines: readonly string[]): string[] => lines.filter(isSignificant).map(lineKey);

/** The significant lines within three of where the run stands that it leaves alone. */
function neighbours({ old }: FilePatch, oldStart: number, removed: number): Set<string> {
  if (old === null) return new Set();
  const lines = old.split('\n');
  // Where nothing is removed, git names the line after which the added ones go.
  const first = removed === 0 ? oldStart : oldStart - 1;
  const around = [
    ...lines.slice(Math.max(0, first - 3), first),
    ...lines.slice(first + removed, first + removed + 3),
  ];
  return new Set(keysOf(around));
}

/** Whether `wanted` stand in `lines` in their order, with little between them and (unless `alone` is enough) beside a neighbour. */
function inOnePlace(
  lines: readonly string[],
  wanted: readonly string[],
  beside: ReadonlySet<string>,
  alone: boolean,
): boolean {
  const keys = lines.map(lineKey);
  const span = 3 * wanted.length + 12;
  for (
    let start = keys.indexOf(wanted[0] ?? '');
    start !== -1;
    start = keys.indexOf(wanted[0] ?? '', start + 1)
  ) {
    let at = start;
    const all = wanted.slice(1).every((key) => {
      at = keys.indexOf(key, at + 1);
      return at !== -1 && at < start + span;
    });
    if (!all) continue;
    const around = keys.slice(Math.max(0, start - 6), at + 7);
    if (alone || around.some((key) => beside.has(key))) return true;
  }
  return false;
}
