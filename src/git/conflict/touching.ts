import type { Sha } from '../../domain/git.ts';
import { plumb } from '../process.ts';
import type { Repository } from '../repository.ts';

/**
 * The commits of `tip`'s own line (first parents) that are not in `without` and changed one of the paths, newest
 * first: a merged PR is its merge commit. Paths are literal, from the root.
 */
export async function commitsTouching(
  repo: Repository,
  tip: Sha,
  without: Sha,
  paths: readonly string[],
): Promise<Sha[]> {
  if (paths.length === 0) return [];
  const args = ['rev-list', '--first-parent', tip, `^${without}`, '--', ...paths.slice(0, 100)];
  const env = { GIT_LITERAL_PATHSPECS: '1' };
  const { stdout } = await plumb(repo.dir, args, { env });
  return stdout.toString().split('\n').filter(Boolean);
}
