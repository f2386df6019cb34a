import type { Sha } from '../../domain/git.ts';
import { readObjects } from '../batch.ts';
import { type NewObject, newObject } from '../pack.ts';
import type { Repository } from '../repository.ts';
import {
  type Entries,
  type Entry,
  folderMode,
  foldersOf,
  parseTree,
  splitPath,
  treeBytes,
} from './tree-format.ts';

/** Trees that were read in a run, by name; null is one that has to be left to git. */
export type KnownTrees = Map<Sha, Entries | null>;

/**
 * The files of a target as the picks of a run change them: only the folders on the way to the paths that the run
 * is about are known, so that the size of the repository does not count.
 */
export class TargetTree {
  readonly #repo: Repository;
  readonly #folders: Map<string, Entries>;
  readonly #odd: ReadonlySet<string>;
  readonly #changed: Set<string>;

  private constructor(
    repo: Repository,
    folders: Map<string, Entries>,
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
    const folders = new Map<string, Entries>();
    const odd = new Set<string>();
    let level: [folder: string, sha: Sha][] = [['', root]];
    for (let depth = 1; level.length > 0; depth += 1) {
      await readTrees(
        repo,
        level.map(([, sha]) => sha),
        known,
      );
      for (const [folder, sha] of level) {
        const entries = known.get(sha) ?? null;
        if (entries === null) odd.add(folder);
        else folders.set(folder, entries);
      }
      const next = [...wanted].filter((folder) => folder !== '' && folder.split('/').length === depth);
      level = next.flatMap((folder): [string, Sha][] => {
        const [parent, name] = splitPath(folder);
        const entry = folders.get(parent)?.get(name);
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
    return this.#folders.get(folder)?.get(name) ?? null;
  }

  /** Puts a file into a folder that is there, or takes it away; a folder goes with its last file. */
  write(path: string, entry: Entry | null): void {
    const [folder, name] = splitPath(path);
    const entries = new Map(this.#folders.get(folder));
    if (entry === null) entries.delete(name);
    else entries.set(name, entry);
    if (entries.size === 0 && folder !== '') {
      this.#folders.delete(folder);
      this.#changed.delete(folder);
      this.write(folder, null);
    } else {
      this.#folders.set(folder, entries);
      this.#changed.add(folder);
    }
  }

  /** The trees that the changes since the last call make; the last one is the root. Writes none of them. */
  takeChanged(): NewObject[] {
    const folders = new Set([...this.#changed].flatMap((folder) => [...foldersOf(folder), folder]));
    this.#changed.clear();
    const deepestFirst = [...folders].sort(
      (a, b) => foldersOf(b).length - foldersOf(a).length || b.length - a.length,
    );
    return deepestFirst.map((folder) => {
      const tree = newObject(this.#repo, 'tree', treeBytes(this.#folders.get(folder) ?? new Map()));
      if (folder !== '') {
        const [parent, name] = splitPath(folder);
        const entry = { mode: folderMode, sha: tree.sha };
        this.#folders.set(parent, new Map(this.#folders.get(parent)).set(name, entry));
      }
      return tree;
    });
  }
}

async function readTrees(repo: Repository, shas: readonly Sha[], known: KnownTrees): Promise<void> {
  const missing = [...new Set(shas)].filter((sha) => !known.has(sha));
  const objects = await readObjects(repo, missing);
  for (const [at, sha] of missing.entries()) {
    const object = objects[at];
    known.set(sha, object?.type === 'tree' ? parseTree(object.bytes, repo.objectFormat) : null);
  }
}
