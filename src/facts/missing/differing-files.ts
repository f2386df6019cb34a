import { readObjects } from '../../git/batch.ts';
import type { Repository } from '../../git/repository.ts';
import type { TreeDifference } from '../../git/tree-entries.ts';
import type { DifferingFiles } from '../../plans/missing/effect-in-lines.ts';

const mostFiles = 3000;
const mostBytes = 1_000_000;

/**
 * The text files that differ between a branch (before) and production (after), as lines; null where there are so many
 * that the two have little in common. Two questions to the reader.
 */
export async function readDiffering(
  repo: Repository,
  differences: readonly TreeDifference[],
): Promise<DifferingFiles | null> {
  if (differences.length > mostFiles) return null;
  const read = async (side: 'before' | 'after') => {
    const files = differences.flatMap(({ path, [side]: entry }) =>
      entry === null || !entry.mode.startsWith('100') ? [] : [{ path, sha: entry.sha }],
    );
    const objects = await readObjects(
      repo,
      files.map(({ sha }) => sha),
    );
    return new Map(
      files.map(({ path }, at): [string, readonly string[]] => [path, linesOf(objects[at]?.bytes)]),
    );
  };
  return { branch: await read('before'), production: await read('after') };
}

/** None of what is no text. */
function linesOf(bytes: Buffer | undefined): string[] {
  if (bytes === undefined || bytes.length > mostBytes || bytes.subarray(0, 8000).includes(0)) return [];
  return bytes.toString('latin1').split('\n');
}
