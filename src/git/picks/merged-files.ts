import type { Repository } from '../repository.ts';
import type { PathChange } from './changes.ts';
import { mergeFiles } from './merge-files.ts';
import { type FileMerge, planChange } from './plan-change.ts';
import type { TargetTree } from './target-tree.ts';
import type { Entry } from './tree-format.ts';

/**
 * The files that a run has merged. A result is known by all that went into it, so that it holds for as long as no
 * pick has written that file or its attributes, and never longer.
 */
export class MergedFiles {
  readonly #repo: Repository;
  readonly #results = new Map<string, Entry | null>();

  constructor(repo: Repository) {
    this.#repo = repo;
  }

  /** The merged file, null for a conflict, undefined where it was not merged yet. */
  get = (file: FileMerge): Entry | null | undefined => this.#results.get(keyOf(file));

  /**
   * Merges what the first of these changes needs on `target`, and with it all that the later ones will need as far
   * as that can be foreseen. A wrong guess costs nothing but itself.
   */
  async mergeAhead(changes: readonly (readonly PathChange[])[], target: TargetTree): Promise<void> {
    const files = this.#foresee(changes, target.copy());
    const results = await mergeFiles(this.#repo, files);
    for (const [at, file] of files.entries()) this.#results.set(keyOf(file), results[at] ?? null);
  }

  /** One file a path, since one merge has a path once; what is written over a file in doubt stays in doubt. */
  #foresee(changes: readonly (readonly PathChange[])[], target: TargetTree): FileMerge[] {
    const files: FileMerge[] = [];
    const unknown = new Set<string>();
    const attributes = new Map<string, string | null>();
    for (const change of changes) {
      const plan = planChange(change, target);
      if (plan === null) for (const { path } of change) unknown.add(path);
      for (const file of plan?.merges ?? []) {
        const result = this.get(file);
        const agrees = file.attributes.every(
          ({ path, blob }) => !attributes.has(path) || attributes.get(path) === blob,
        );
        if (result !== undefined) {
          if (result !== null && !unknown.has(file.path)) target.write(file.path, result);
        } else if (!unknown.has(file.path) && agrees) {
          files.push(file);
          unknown.add(file.path);
          for (const { path, blob } of file.attributes) attributes.set(path, blob);
        }
      }
      for (const [path, entry] of plan?.writes ?? []) if (!unknown.has(path)) target.write(path, entry);
    }
    return files;
  }
}

const keyOf = ({ path, base, ours, theirs, attributes }: FileMerge): string =>
  JSON.stringify([path, base, ours, theirs, attributes]);
