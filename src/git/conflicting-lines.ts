import type { Sha } from '../domain/git.ts';
import { readObjects } from './batch.ts';
import { plumb } from './process.ts';
import type { Repository } from './repository.ts';
import { scratchOf } from './scratch.ts';

/** A change picked onto a commit where it conflicts in some paths. */
export interface Conflict {
  readonly source: Sha;
  /** The source's first parent: what its change started from. */
  readonly parent: Sha;
  readonly onto: Sha;
  readonly paths: readonly string[];
}

/** Lines of a file, from 1; `count` 0 is the place after line `start`. */
interface Lines {
  readonly start: number;
  readonly count: number;
}

/** Who wrote the lines tells what to try first, and no more: beyond so many paths it is not worth its processes. */
const mostPaths = 8;

/**
 * The commits of the parent's first-parent line that `onto` does not hold and that last wrote the lines in conflict,
 * most lines first. The lines in conflict are those that the source changes where `onto` differs, and their neighbours,
 * which git takes together with them. At most three processes a path.
 */
export async function lastWriters(repo: Repository, conflict: Conflict): Promise<Sha[]> {
  const counts = new Map<Sha, number>();
  for (const path of conflict.paths.slice(0, mostPaths)) {
    for (const sha of await writersOf(repo, conflict, path)) counts.set(sha, (counts.get(sha) ?? 0) + 1);
  }
  return [...counts].sort(([, a], [, b]) => b - a).map(([sha]) => sha);
}

/** The writer of each line in conflict. */
async function writersOf(repo: Repository, { source, parent, onto }: Conflict, path: string): Promise<Sha[]> {
  const [file] = await readObjects(repo, /[\n\0]/.test(path) ? [] : [`${parent}:${path}`]);
  if (file?.type !== 'blob' || file.bytes.length === 0) return [];
  const changed = await changedLines(repo, parent, source, path);
  const differing = await changedLines(repo, parent, onto, path);
  const both = changed.filter((some) => differing.some((other) => touch(some, other)));
  const ranges = (both.length > 0 ? both : changed).map(withNeighbours);
  return ranges.length === 0 ? [] : blame(repo, { parent, onto, path, ranges });
}

/** The lines of the file at `from` that are others at `to`. */
async function changedLines(repo: Repository, from: Sha, to: Sha, path: string): Promise<Lines[]> {
  const format = ['-r', '-p', '-U0', '--no-renames', '--no-ext-diff', '--no-textconv', '--no-color'];
  const { stdout } = await plumb(scratchOf(repo).empty, ['diff-tree', ...format, from, to, '--', path], {
    env: { ...scratchOf(repo).env, GIT_LITERAL_PATHSPECS: '1' },
  });
  const heads = stdout.toString('latin1').matchAll(/^@@ -(\d+)(?:,(\d+))? \+/gm);
  return [...heads].map(([, start, count]) => ({ start: Number(start), count: Number(count ?? 1) }));
}

/** Whether two changes of one file overlap or stand side by side, where git no longer keeps them apart. */
const touch = (a: Lines, b: Lines): boolean => first(a) <= after(b) && first(b) <= after(a);
const first = ({ start, count }: Lines): number => (count === 0 ? start + 1 : start);
const after = ({ start, count }: Lines): number => start + Math.max(count, 1);

const withNeighbours = (lines: Lines): string => {
  const end = lines.count === 0 ? lines.start + 1 : after(lines);
  return `${Math.max(first(lines) - 1, 1)},${Math.max(end, 1)}`;
};

interface BlameRequest {
  readonly parent: Sha;
  readonly onto: Sha;
  readonly path: string;
  /** `FIRST,LAST` */
  readonly ranges: readonly string[];
}

async function blame(repo: Repository, { parent, onto, path, ranges }: BlameRequest): Promise<Sha[]> {
  const asked = ranges.map((range) => `-L${range}`);
  const { stdout } = await plumb(
    scratchOf(repo).empty,
    ['blame', '--first-parent', '--line-porcelain', ...asked, parent, `^${onto}`, '--', path],
    { env: scratchOf(repo).env },
  );
  return writersIn(stdout.toString('latin1'));
}

/** Reads `SHA LINE LINE [N]`, headers, a tab and the line, for each line; what `onto` holds is marked `boundary`. */
function writersIn(output: string): Sha[] {
  const writers: Sha[] = [];
  let writer: Sha | null = null;
  for (const line of output.split('\n')) {
    const sha: Sha | undefined = writer === null ? /^([0-9a-f]{40,64}) \d+ \d+/.exec(line)?.[1] : undefined;
    if (sha !== undefined) writer = sha;
    else if (line === 'boundary') writer = '';
    else if (line.startsWith('\t')) {
      if (writer !== null && writer !== '') writers.push(writer);
      writer = null;
    }
  }
  return writers;
}
