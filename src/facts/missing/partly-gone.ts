import type { Sha } from '../../domain/git.ts';
import type { FilePatch } from '../../domain/patch.ts';
import { readObjects } from '../../git/batch.ts';
import { listTouching } from '../../git/history.ts';
import { readPatches } from '../../git/patches.ts';
import type { Repository } from '../../git/repository.ts';
import { isLineRemoved, linesLost } from '../../plans/missing/removed.ts';
import type { Branches } from './effect.ts';

/**
 * The commits of a branch of whose lines one was taken away there later, with nothing in its place, that production still
 * has: what they brought is not there as a whole any more. Two git processes for each that has lost a line at all.
 */
export async function partlyGone(
  repo: Repository,
  { production, tip }: Branches,
  commits: readonly Sha[],
): Promise<Set<Sha>> {
  const patches = await readPatches(repo, commits);
  const gone = new Set<Sha>();
  for (const sha of commits) {
    const files = (patches.get(sha) ?? []).filter(({ path }) => !path.includes('\n'));
    const names = files.map(pathOf);
    const texts = await readObjects(
      repo,
      names.flatMap((path) => [`${tip}:${path}`, `${production}:${path}`]),
    );
    const linesOf = (at: number) => texts[at]?.bytes.toString('latin1').split('\n') ?? null;
    const lost = files.flatMap((file, at) => {
      const [there, here] = [linesOf(2 * at), linesOf(2 * at + 1)];
      // A file that is gone, or there under another name, is no line that was taken away.
      if (there === null || here === null) return [];
      return linesLost(file, there, here).map((key) => ({ path: file.path, key }));
    });
    if (lost.length === 0) continue;
    const later = await listTouching(repo, { include: [tip], exclude: [sha] }, names);
    const after = await readPatches(repo, later);
    const then = later.flatMap((commit) => after.get(commit) ?? []);
    if (lost.some(({ path, key }) => isLineRemoved(path, key, then))) gone.add(sha);
  }
  return gone;
}

const pathOf = ({ path }: FilePatch): string => Buffer.from(path, 'latin1').toString('utf8');
