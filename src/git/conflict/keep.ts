import { rmdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Sha } from '../../domain/git.ts';
import { plumb } from '../process.ts';
import type { Repository } from '../repository.ts';

/** Refs of this clone, there only while an operation waits: they keep from `git gc` what conflicts and what was made of it. */
const folder = 'refs/rel/kept';

/** Keeps a commit, and all it holds, until `releaseCommits`. */
export async function keepCommit(repo: Repository, commit: Sha): Promise<void> {
  await plumb(repo.dir, ['update-ref', `${folder}/${commit}`, commit]);
}

/** Lets go of every commit that is kept; no ref and no folder of them stays. */
export async function releaseCommits(repo: Repository): Promise<void> {
  const { stdout } = await plumb(repo.dir, ['for-each-ref', '--format=%(refname)', `${folder}/`]);
  const refs = stdout.toString().split('\n').filter(Boolean);
  if (refs.length === 0) return;
  await plumb(repo.dir, ['update-ref', '--stdin'], { input: refs.map((ref) => `delete ${ref}\n`).join('') });
  for (const name of [folder, 'refs/rel']) removeIfEmpty(join(repo.commonDir, name));
}

/** Git leaves the folders of a ref that is gone. */
function removeIfEmpty(path: string): void {
  try {
    rmdirSync(path);
  } catch {
    // it is not there, or something else is in it
  }
}
