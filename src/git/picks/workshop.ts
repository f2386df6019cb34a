import type { Sha } from '../../domain/git.ts';
import { type NewObject, storeObjects } from '../pack.ts';
import type { Repository } from '../repository.ts';
import type { PathChange } from './changes.ts';
import { MergedFiles } from './merged-files.ts';
import { type KnownTrees, TargetTree } from './target-tree.ts';

/** What several runs onto one target have in common: files merged, trees read, and what they made. */
export class Workshop {
  readonly repo: Repository;
  readonly merged: MergedFiles;
  readonly trees: KnownTrees = new Map();
  /** What was made and is not stored yet. */
  #made: NewObject[] = [];

  constructor(repo: Repository) {
    this.repo = repo;
    this.merged = new MergedFiles(repo);
  }

  add(...made: readonly NewObject[]): void {
    this.#made.push(...made);
  }

  async store(): Promise<void> {
    const made = this.#made;
    this.#made = [];
    await storeObjects(this.repo, made);
  }

  /** Merges what each of these changes needs if it is the first onto this tree. */
  async mergeBeside(tree: Sha, changes: readonly (readonly PathChange[])[]): Promise<void> {
    const paths = changes.flat().map(({ path }) => path);
    await this.merged.mergeBeside(changes, await TargetTree.read(this.repo, tree, paths, this.trees));
  }
}
