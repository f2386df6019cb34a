import type { Sha } from '../domain/git.ts';
import { plumb } from './process.ts';
import type { Repository } from './repository.ts';
import { scratchOf } from './scratch.ts';

/**
 * Which of `shas` are not in a clone. One process, which fetches none of them: it runs where no remote is known
 * (GIT_NO_LAZY_FETCH came with git 2.45).
 */
export async function lackingObjects(repo: Repository, shas: readonly Sha[]): Promise<Sha[]> {
  const unique = [...new Set(shas)];
  if (unique.length === 0) return [];
  const { empty, isolated } = scratchOf(repo);
  const { stdout } = await plumb(empty, ['cat-file', '--batch-check=%(objectname)'], {
    input: `${unique.join('\n')}\n`,
    env: isolated,
  });
  const answers = stdout.toString().split('\n');
  return unique.filter((sha, at) => answers[at] !== sha);
}
