import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Sha } from '../domain/git.ts';
import { commitBytes } from './objects.ts';
import { plumb } from './process.ts';
import type { Repository } from './repository.ts';
import { scratchOf } from './scratch.ts';

export interface Sides<T = Sha> {
  readonly base: T;
  readonly ours: T;
  readonly theirs: T;
}

const nobody = { name: 'rel', email: '', when: '0 +0000' };

/**
 * Gives three trees the one history in which `base` is the merge base of `ours` and `theirs`: a root commit and two
 * children. Before git 2.40 `merge-tree` cannot be told its base; this tells it, and since the real history is not
 * walked, it serves a shallow clone and a root commit just as well. The commits live in the scratch only.
 */
export async function syntheticHistory(repo: Repository, trees: Sides): Promise<Sides> {
  const bytes = (tree: Sha, parents: Sha[], message: string) =>
    commitBytes({ tree, parents, author: nobody, committer: nobody, encoding: null, message });
  const base = bytes(trees.base, [], 'base\n');
  const parent = objectName(repo, base);
  const all = [base, bytes(trees.ours, [parent], 'ours\n'), bytes(trees.theirs, [parent], 'theirs\n')];
  const names = all.map((commit) => objectName(repo, commit));
  await store(repo, all, names);
  const [, ours = '', theirs = ''] = names;
  return { base: parent, ours, theirs };
}

async function store(repo: Repository, commits: readonly Buffer[], names: readonly Sha[]): Promise<void> {
  const scratch = scratchOf(repo);
  const files = names.map((name) => join(scratch.dir, name));
  for (const [at, file] of files.entries()) writeFileSync(file, commits[at] ?? '');
  await plumb(scratch.empty, ['hash-object', '-t', 'commit', '-w', '--no-filters', '--stdin-paths'], {
    input: `${files.join('\n')}\n`,
    env: { ...scratch.env, GIT_OBJECT_DIRECTORY: scratch.objects },
  });
}

function objectName(repo: Repository, commit: Buffer): Sha {
  return createHash(repo.objectFormat).update(`commit ${commit.length}\0`).update(commit).digest('hex');
}
