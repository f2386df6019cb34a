import type { Sha } from '../domain/git.ts';
import { askReader } from './object-reader.ts';
import { isPartialClone } from './partial.ts';
import { plumb } from './process.ts';
import type { Repository } from './repository.ts';
import { scratchOf } from './scratch.ts';

/**
 * Which of `shas` are not in a clone. Nothing is fetched: in a partial clone one process looks, where no remote is known
 * (GIT_NO_LAZY_FETCH came with git 2.45); in any other one it is the reader's to say.
 */
export async function lackingObjects(repo: Repository, shas: readonly Sha[]): Promise<Sha[]> {
  const unique = [...new Set(shas)];
  if (unique.length === 0) return [];
  if (!isPartialClone(repo)) {
    const found = await askReader(repo, unique, 'info');
    return unique.filter((_, at) => found[at] === null);
  }
  const { empty, isolated } = scratchOf(repo);
  const { stdout } = await plumb(empty, ['cat-file', '--batch-check=%(objectname)'], {
    input: `${unique.join('\n')}\n`,
    env: isolated,
  });
  const answers = stdout.toString().split('\n');
  return unique.filter((sha, at) => answers[at] !== sha);
}
