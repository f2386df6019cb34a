import type { Sha } from '../domain/git.ts';
import { writeLoose } from './loose.ts';
import { commitBytes } from './objects.ts';
import { type NewObject, newObject } from './pack.ts';
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
export function syntheticHistory(repo: Repository, trees: Sides): Sides {
  const { sides, objects } = syntheticCommits(repo, trees);
  writeLoose(scratchOf(repo).objects, objects);
  return sides;
}

/** The same history, not stored yet. */
export function syntheticCommits(repo: Repository, trees: Sides): { sides: Sides; objects: NewObject[] } {
  const commit = (tree: Sha, parents: Sha[], message: string) => {
    const data = { tree, parents, author: nobody, committer: nobody, encoding: null, message };
    return newObject(repo, 'commit', commitBytes(data));
  };
  const base = commit(trees.base, [], 'base\n');
  const ours = commit(trees.ours, [base.sha], 'ours\n');
  const theirs = commit(trees.theirs, [base.sha], 'theirs\n');
  return { sides: { base: base.sha, ours: ours.sha, theirs: theirs.sha }, objects: [base, ours, theirs] };
}

/** A merge with this tree, to try further merges on. Like the synthetic ones it is in the scratch only. */
export function trialMerge(repo: Repository, tree: Sha, parents: readonly Sha[]): Sha {
  const data = { tree, parents, author: nobody, committer: nobody, encoding: null, message: 'trial\n' };
  const commit = newObject(repo, 'commit', commitBytes(data));
  writeLoose(scratchOf(repo).objects, [commit]);
  return commit.sha;
}
