import type { NewObject } from '../pack.ts';
import type { Repository } from '../repository.ts';
import type { PathChange } from './changes.ts';
import { type ForeseenMerge, Foresight } from './foresight.ts';
import { mergeFiles } from './merge-files.ts';
import type { FileMerge } from './plan-change.ts';
import type { TargetTree } from './target-tree.ts';
import type { Entry } from './tree-format.ts';

/**
 * The files that a run has merged. A result is known by all that went into it, so that it holds for as long as no
 * pick has written that file or its attributes, and never longer.
 */
export class MergedFiles {
  readonly #repo: Repository;
  readonly #results = new Map<string, Entry | null>();
  readonly #foresight: Foresight;

  constructor(repo: Repository) {
    this.#repo = repo;
    this.#foresight = new Foresight(repo, this.get);
  }

  /** The merged file, null for a conflict, undefined where it was not merged yet. */
  get = (file: FileMerge): Entry | null | undefined => this.#results.get(keyOf(file));

  /** The same for a file that was merged. */
  require(file: FileMerge): Entry | null {
    const result = this.get(file);
    if (result === undefined) throw new Error(`${file.path} was not merged`);
    return result;
  }

  /**
   * Merges what the first of these changes needs on `target`, and with it all that the later ones will need as far
   * as that can be foreseen. A wrong guess costs nothing but itself. Answers the results that are not stored yet.
   */
  async mergeAhead(
    changes: readonly (readonly PathChange[])[],
    target: TargetTree,
  ): Promise<readonly NewObject[]> {
    return this.#mergeAll(await this.#foresight.merges(changes, target.copy()));
  }

  /** Merges what each of these changes needs by itself on `target`, as far as one process can do that. */
  async mergeBeside(changes: readonly (readonly PathChange[])[], target: TargetTree): Promise<void> {
    await this.#mergeAll(await this.#foresight.mergesBeside(changes, target));
  }

  async #mergeAll(merges: readonly ForeseenMerge[]): Promise<readonly NewObject[]> {
    if (merges.length === 0) return [];
    const results = await mergeFiles(this.#repo, merges);
    return merges.flatMap((merge, at) => {
      const result = results[at] ?? null;
      this.#results.set(keyOf(merge), result);
      return this.#foresight.learn(merge, result);
    });
  }
}

const keyOf = ({ path, base, ours, theirs, attributes }: FileMerge): string =>
  JSON.stringify([path, base, ours, theirs, attributes]);
