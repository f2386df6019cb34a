import type { Sha } from '../../domain/git.ts';
import { readObjects } from '../batch.ts';
import { type NewObject, newObject } from '../pack.ts';
import type { Repository } from '../repository.ts';
import {
  type Entry,
  entryOf,
  type Folder,
  folderMode,
  folderOf,
  foldersOf,
  parseTree,
  splitPath,
  withEntry,
} from './tree-format.ts';

/** Trees that were read in a run, by name; null is one that has to be left to git. */
export type KnownTrees = Map<Sha, Folder | null>;

/**
 * The files of a target as the picks of a run change them: only the folders on the way to the paths that the run
 * is about are known, so that the size of the repository does not count.
 */
export class TargetTree {
  readonly #repo: Repository;
  readonly #folders: Map<string, Folder>;
  readonly #odd: ReadonlySet<string>;
  readonly #changed: Set<string>;
  /** The trees that `takeChanged` gave last. */
  readonly #made = new Map<string, NewObject>();

  private constructor(
    repo: Repository,
    folders: Map<string, Folder>,
    odd: ReadonlySet<string>,
    changed: Set<string>,
  ) {
    this.#repo = repo;
    this.#folders = folders;
    this.#odd = odd;
    this.#changed = changed;
  }

  /** Reads the folders that `paths` are in, a level at a time. */
  static async read(
    repo: Repository,
    root: Sha,
    paths: Iterable<string>,
    known: KnownTrees,
  ): Promise<TargetTree> {
    const wanted = new Set([...paths].flatMap(foldersOf)).add('');
    const folders = new Map<string, Folder>();
    const odd = new Set<string>();
    let level: [folder: string, sha: Sha][] = [['', root]];
    for (let depth = 1; level.length > 0; depth += 1) {
      await readTrees(
        repo,
        level.map(([, sha]) => sha),
        known,
      );
      for (const [folder, sha] of level) {
        const read = known.get(sha) ?? null;
        if (read === null) odd.add(folder);
        else folders.set(folder, read);
      }
      const next = [...wanted].filter((folder) => folder !== '' && folder.split('/').length === depth);
      level = next.flatMap((folder): [string, Sha][] => {
        const [parent, name] = splitPath(folder);
        const entry = entryIn(folders.get(parent), name);
        return entry?.mode === folderMode ? [[folder, entry.sha]] : [];
      });
    }
    return new TargetTree(repo, folders, odd, new Set());
  }

  /** To try changes on. */
  copy(): TargetTree {
    return new TargetTree(this.#repo, new Map(this.#folders), this.#odd, new Set(this.#changed));
  }

  /** Whether the folders of the path could be read, or are not there. */
  isReadable = (path: string): boolean => !foldersOf(path).some((folder) => this.#odd.has(folder));

  hasFolder = (folder: string): boolean => this.#folders.has(folder);

  entry(path: string): Entry | null {
    const [folder, name] = splitPath(path);
    return entryIn(this.#folders.get(folder), name);
  }

  /** Puts a file into a folder that is there, or takes it away; a folder goes with its last file. */
  write(path: string, entry: Entry | null): void {
    const [folder, name] = splitPath(path);
    const changed = withEntry(this.#folders.get(folder) ?? folderOf(new Map()), name, entry);
    if (changed.places.size === 0 && folder !== '') {
      this.#folders.delete(folder);
      this.#changed.delete(folder);
      this.write(folder, null);
    } else {
      this.#folders.set(folder, changed);
      this.#changed.add(folder);
    }
  }

  /** The trees that the changes since the last call make; the last one is the root. Writes none of them. */
  takeChanged(): NewObject[] {
    const folders = new Set([...this.#changed].flatMap((folder) => [...foldersOf(folder), folder]));
    const deepestFirst = [...folders].sort((a, b) => b.length - a.length);
    const trees = deepestFirst.map((folder) => {
      const { bytes } = this.#folders.get(folder) ?? folderOf(new Map());
      const tree = newObject(this.#repo, 'tree', bytes, this.#made.get(folder));
      this.#made.set(folder, tree);
      if (folder !== '') this.write(folder, { mode: folderMode, sha: tree.sha });
      return tree;
    });
    this.#changed.clear();
    return trees;
  }
}

const entryIn = (folder: Folder | undefined, name: string): Entry | null =>
  folder === undefined ? null : entryOf(folder, name);

async function readTrees(repo: Repository, shas: readonly Sha[], known: KnownTrees): Promise<void> {
  const missing = [...new Set(shas)].filter((sha) => !known.has(sha));
  const objects = await readObjects(repo, missing);
  for (const [at, sha] of missing.entries()) {
    const object = objects[at];
    known.set(sha, object?.type === 'tree' ? parseTree(object.bytes, repo.objectFormat) : null);
  }
}
