import type { Sha } from '../../domain/git.ts';
import { readObjects } from '../../git/batch.ts';
import { readPatches } from '../../git/patches.ts';
import type { Repository } from '../../git/repository.ts';
import { isAnyLineLeft } from '../../plans/missing/removed.ts';

/**
 * The changes (commits) of which a tip's files still have a line as often as they left it: whoever said that these were
 * taken back took back a part.
 */
export async function linesLeftOn(repo: Repository, tip: Sha, changes: readonly Sha[]): Promise<Set<Sha>> {
  const patches = await readPatches(repo, changes);
  const left = new Set<Sha>();
  for (const sha of changes) {
    const files = (patches.get(sha) ?? []).filter(({ path }) => !path.includes('\n'));
    const names = files.map(({ path }) => Buffer.from(path, 'latin1').toString('utf8'));
    const objects = await readObjects(
      repo,
      names.flatMap((path) => [`${sha}:${path}`, `${tip}:${path}`]),
    );
    const isLeft = files.some((file, at) =>
      isAnyLineLeft(file, linesOf(objects[2 * at]?.bytes), linesOf(objects[2 * at + 1]?.bytes)),
    );
    if (isLeft) left.add(sha);
  }
  return left;
}

const linesOf = (bytes: Buffer | undefined): string[] => bytes?.toString('latin1').split('\n') ?? [];
