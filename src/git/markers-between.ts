import type { Sha } from '../domain/git.ts';
import { readObjects } from './batch.ts';
import { plumb } from './process.ts';
import type { Repository } from './repository.ts';
import { scratchOf } from './scratch.ts';

/** A line of a file, counted from 1. */
export interface FileLine {
  readonly path: string;
  readonly line: number;
}

/**
 * The conflict markers in the files that differ between two commits, as far as `from` has no such line in the same
 * file; sorted by path and line. Binary files have none. Two processes.
 */
export async function markersBetween(repo: Repository, from: Sha, to: Sha): Promise<FileLine[]> {
  const format = ['-r', '-z', '--raw', '--no-renames', '--no-abbrev', '--diff-filter=AMT'];
  const scratch = scratchOf(repo);
  const args = ['diff-tree', ...format, from, to, '--'];
  const { stdout } = await plumb(scratch.empty, args, { env: scratch.env });
  const files = changedFiles(stdout.toString());
  const blobs = await readObjects(
    repo,
    files.flatMap(({ before, after }) => [before, after]),
  );
  const found = files.flatMap(({ path }, at) => {
    const lines = newMarkers(blobs[at * 2]?.bytes, blobs[at * 2 + 1]?.bytes);
    return lines.map((line) => ({ path, line }));
  });
  return found.sort((one, other) =>
    one.path === other.path ? one.line - other.line : one.path < other.path ? -1 : 1,
  );
}

/** Reads `:MODE MODE SHA SHA STATUS, PATH`, each ended by NUL; files only. */
function changedFiles(output: string) {
  const fields = output.split('\0');
  return fields.flatMap((field, at) => {
    const [, before, after] = /^:\d+ 100\d+ (\w+) (\w+) \w/.exec(field) ?? [];
    const path = fields[at + 1];
    return before === undefined || after === undefined || path === undefined ? [] : [{ path, before, after }];
  });
}

/** A heading underlined with `=` is text like any other; where git leaves it, one of these is there, too. */
const marker = /^(?:<{7,}|\|{7,}|>{7,})(?: |\r?$)/;

function newMarkers(before: Buffer | undefined, after: Buffer | undefined): number[] {
  if (after === undefined || after.includes(0)) return [];
  const known = new Set(before?.toString('latin1').split('\n'));
  const lines = after.toString('latin1').split('\n');
  return lines.flatMap((line, at) => (marker.test(line) && !known.has(line) ? [at + 1] : []));
}
