import type { Sha, Signature } from '../../domain/git.ts';
import { type CommitData, commitBytes } from '../objects.ts';
import { type NewObject, newObject } from '../pack.ts';
import { type PickOutcome, pickedCommit, pickInMemory } from '../pick.ts';
import type { Repository } from '../repository.ts';
import type { PathChange } from './changes.ts';
import type { MergedFiles } from './merged-files.ts';
import { type ChangePlan, planChange } from './plan-change.ts';
import { TargetTree } from './target-tree.ts';
import type { Workshop } from './workshop.ts';

/**
 * How a pick was made: `direct` without any merge, `batched` with its files merged together with those of other
 * picks, `merged` by itself, as `pickInMemory` does.
 */
export type SequencePick = PickOutcome & { readonly way: 'direct' | 'batched' | 'merged' };

/** A source with what was read of it. */
export interface ReadSource {
  readonly commit: CommitData;
  /** A commit whose change is taken instead of the source's own. */
  readonly change: Sha | null;
  readonly changes: readonly PathChange[];
  readonly trailers: readonly string[];
  readonly signature: string | undefined;
}

/** Where a run has got to: the commit that the next pick goes onto, and the files of it. */
interface Place {
  readonly onto: Sha;
  readonly tree: Sha;
  readonly target: TargetTree;
}

/** One run of picks onto one target. What it makes is in the workshop until that stores it. */
export class PickRun {
  readonly #repo: Repository;
  readonly #shop: Workshop;
  readonly #committer: Signature;
  readonly #sources: readonly ReadSource[];
  readonly #merged: MergedFiles;

  constructor(shop: Workshop, committer: Signature, sources: readonly ReadSource[]) {
    this.#repo = shop.repo;
    this.#shop = shop;
    this.#committer = committer;
    this.#sources = sources;
    this.#merged = shop.merged;
  }

  async pickAll(onto: Pick<CommitData, 'sha' | 'tree'>): Promise<SequencePick[]> {
    const picks: SequencePick[] = [];
    let place = await this.#placeAt(onto.sha, onto.tree, this.#sources);
    for (const [at, source] of this.#sources.entries()) {
      const plan = planChange(source.changes, place.target);
      if (plan === null) {
        const pick = await this.#pickWhole(source, place.onto);
        const rest = this.#sources.slice(at + 1);
        if (pick.outcome === 'picked') place = await this.#placeAt(pick.commit, pick.tree, rest);
        picks.push({ ...pick, way: 'merged' });
      } else {
        if (plan.merges.some((file) => this.#merged.get(file) === undefined))
          this.#shop.add(...(await this.#mergeAhead(at, place.target)));
        const pick = this.#pickByPath(source, plan, place);
        if (pick.outcome === 'picked') place = { ...place, onto: pick.commit, tree: pick.tree };
        picks.push({ ...pick, way: plan.merges.length === 0 ? 'direct' : 'batched' });
      }
    }
    return picks;
  }

  #mergeAhead(first: number, target: TargetTree): Promise<readonly NewObject[]> {
    const changes = this.#sources.slice(first).map((source) => source.changes);
    return this.#merged.mergeAhead(changes, target);
  }

  async #placeAt(onto: Sha, tree: Sha, sources: readonly ReadSource[]): Promise<Place> {
    const paths = sources.flatMap(({ changes }) => changes.map(({ path }) => path));
    return { onto, tree, target: await TargetTree.read(this.#repo, tree, paths, this.#shop.trees) };
  }

  async #pickWhole({ commit, change, ...rest }: ReadSource, onto: Sha): Promise<PickOutcome> {
    await this.#shop.store();
    const { trailers, signature } = rest;
    const committer = this.#committer;
    return pickInMemory(this.#repo, { source: commit.sha, change, onto, committer, trailers, signature });
  }

  #pickByPath(source: ReadSource, { writes, merges }: ChangePlan, place: Place): PickOutcome {
    const merged = merges.map((file) => [file.path, this.#merged.require(file)] as const);
    const conflicts = merged.flatMap(([path, entry]) => (entry === null ? [path] : []));
    if (conflicts.length > 0) {
      const paths = conflicts.map((path) => Buffer.from(path, 'latin1').toString());
      return { outcome: 'conflict', paths: paths.sort() };
    }
    for (const [path, entry] of [...writes, ...merged]) place.target.write(path, entry);
    const trees = place.target.takeChanged();
    const tree = trees.at(-1)?.sha ?? place.tree;
    if (tree === place.tree) return { outcome: 'empty' };
    const commit = newObject(this.#repo, 'commit', this.#bytesOf(source, tree, place.onto));
    this.#shop.add(...trees, commit);
    return { outcome: 'picked', commit: commit.sha, tree };
  }

  #bytesOf({ commit, trailers, signature }: ReadSource, tree: Sha, onto: Sha): Buffer {
    const committer = this.#committer;
    return commitBytes(pickedCommit(commit, tree, { onto, committer, trailers, signature }));
  }
}
