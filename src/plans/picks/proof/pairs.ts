import type { FilePatch, Patch } from '../../../domain/patch.ts';

/** A file that landed, beside the one of the source that it came from; null where none can be told. */
export interface Pair {
  readonly source: FilePatch | null;
  readonly landed: FilePatch;
}

/**
 * Which of the source's files each landed one came from: that of the same path; else, since rename detection can put a
 * change into another file, the one of those that landed nowhere with which it has most in common.
 */
export function pairFiles(source: Patch, landed: Patch): Pair[] {
  const byPath = new Map(source.map((file) => [file.path, file]));
  const landedPaths = new Set(landed.map((file) => file.path));
  const left = new Set(source.filter((file) => !landedPaths.has(file.path)));
  return landed.map((file) => {
    const same = byPath.get(file.path);
    if (same !== undefined) return { source: same, landed: file };
    const origin = mostAlike(file, left);
    if (origin !== null) left.delete(origin);
    return { source: origin, landed: file };
  });
}

function mostAlike(file: FilePatch, others: Iterable<FilePatch>): FilePatch | null {
  const features = featuresOf(file);
  let [best, most]: [FilePatch | null, number] = [null, 0];
  for (const other of others) {
    const common = [...featuresOf(other)].filter((feature) => features.has(feature)).length;
    const score = 2 * common + (nameOf(other) === nameOf(file) ? 1 : 0);
    if (score > most) [best, most] = [other, score];
  }
  return best;
}

/** What two changes of a file can have in common: lines, what became of the mode, a binary file's content. */
function featuresOf({ runs, before, after }: FilePatch): Set<string> {
  const lines = runs.flatMap((run) => [...run.removed.map((l) => `-${l}`), ...run.added.map((l) => `+${l}`)]);
  const mode = before?.mode === after?.mode ? [] : [`mode ${before?.mode} ${after?.mode}`];
  return new Set([...lines, ...mode, ...(runs.length === 0 ? [`blob ${after?.sha}`] : [])]);
}

const nameOf = ({ path }: FilePatch): string => path.slice(path.lastIndexOf('/') + 1);

/** Takes one such entry out of the list; false where there is none. */
export function takeOut(list: string[] | undefined, entry: string): boolean {
  const at = list?.indexOf(entry) ?? -1;
  if (at !== -1) list?.splice(at, 1);
  return at !== -1;
}
