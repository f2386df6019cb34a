import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import type { Sha } from '../../domain/git.ts';
import { layOut } from '../attributes.ts';
import { writeLoose } from '../loose.ts';
import { mergeTreeArgs, parseMergeTree } from '../merge.ts';
import { type NewObject, newObject } from '../pack.ts';
import { plumb } from '../process.ts';
import type { Repository } from '../repository.ts';
import { objectFolders, scratchOf } from '../scratch.ts';
import { type Sides, syntheticCommits } from '../synthetic.ts';
import type { FileMerge } from './plan-change.ts';
import { TargetTree } from './target-tree.ts';
import { type Entries, type Entry, folderMode, parseTree, treeBytes } from './tree-format.ts';

/** A file to merge, and the objects it needs that are not in the repository. */
export interface PlacedMerge extends FileMerge {
  /**
   * Merges of one path, or with different attributes, need different rooms. Where any attribute file has macros, which
   * count at the top only, there can be no other room than 0.
   */
  readonly room: number;
  readonly missing: readonly NewObject[];
}

/**
 * Merges many files at once: one merge of three small trees that hold just them, so that git itself decides on content,
 * mode and attributes, and sees no rename since all trees hold the same paths. One process, whatever the number. The
 * answer has one place for each: the merged file, whose blob is in the repository, or null for a conflict.
 */
export async function mergeFiles(
  repo: Repository,
  merges: readonly PlacedMerge[],
): Promise<(Entry | null)[]> {
  const files = placed(merges);
  const scratch = scratchOf(repo);
  // A folder of its own, since git stores no tree that it has already, and a merge of the whole may need the same one.
  const folder = mkdtempSync(join(scratch.dir, 'files-'));
  const { trees, commits, sides } = sidesOf(repo, files);
  writeLoose(folder, [...merges.flatMap(({ missing }) => missing), ...trees, ...commits]);
  const workTree = await layOut(repo, attributeFilesOf(files));
  const { code, stdout } = await plumb(workTree, mergeTreeArgs(sides, { base: 'synthetic' }), {
    env: {
      ...scratch.env,
      GIT_ALTERNATE_OBJECT_DIRECTORIES: objectFolders(folder),
      GIT_WORK_TREE: workTree,
    },
    accept: [0, 1],
  });
  const { tree, paths } = parseMergeTree(stdout.toString());
  const conflicts = new Set(code === 0 ? [] : paths.map((path) => Buffer.from(path).toString('latin1')));
  // A result that is one of our own trees is not in the repository.
  const known = new Map(trees.map(({ sha, bytes }) => [sha, parseTree(bytes, repo.objectFormat)]));
  const allPaths = files.map((file) => file.path);
  const merged = await TargetTree.read(repo, tree, allPaths, known);
  if (code === 1 && !allPaths.some((path) => conflicts.has(path)))
    throw new Error('a conflict without a path');
  return allPaths.map((path) => (conflicts.has(path) ? null : present(merged.entry(path), path)));
}

/** Where no attributes have a say, a path means nothing, and one folder of numbers does for all. */
function placed(merges: readonly PlacedMerge[]): readonly FileMerge[] {
  if (merges.every(({ attributes }) => attributes.every(({ blob }) => blob === null)))
    return merges.map((merge, at) => ({ ...merge, path: String(at) }));
  if (merges.every(({ room }) => room === 0)) return merges;
  return merges.map((merge) => {
    const inRoom = (path: string): string => `${merge.room}/${path}`;
    const attributes = merge.attributes.map(({ path, blob }) => ({ path: inRoom(path), blob }));
    return { ...merge, path: inRoom(merge.path), attributes };
  });
}

function present(entry: Entry | null, path: string): Entry {
  if (entry !== null) return entry;
  throw new Error(`git merged a file and has none: ${path}`);
}

function sidesOf(repo: Repository, files: readonly FileMerge[]) {
  const of = (side: keyof Sides) => treesOf(repo, new Map(files.map((file) => [file.path, file[side]])));
  const [base, ours, theirs] = [of('base'), of('ours'), of('theirs')];
  const root = (trees: readonly NewObject[]): Sha => trees.at(-1)?.sha ?? '';
  const roots = { base: root(base), ours: root(ours), theirs: root(theirs) };
  const { objects: commits, sides } = syntheticCommits(repo, roots);
  return { trees: [...base, ...ours, ...theirs], commits, sides };
}

/** The trees that hold these files and no others; the last one is the root. */
function treesOf(repo: Repository, files: Entries): NewObject[] {
  const entries = new Map<string, Entry>();
  const below = new Map<string, Map<string, Entry>>();
  for (const [path, entry] of files) {
    const slash = path.indexOf('/');
    if (slash === -1) {
      entries.set(path, entry);
      continue;
    }
    const inside = below.get(path.slice(0, slash)) ?? new Map<string, Entry>();
    below.set(path.slice(0, slash), inside.set(path.slice(slash + 1), entry));
  }
  const objects = [...below].flatMap(([name, inside]) => {
    const trees = treesOf(repo, inside);
    entries.set(name, { mode: folderMode, sha: trees.at(-1)?.sha ?? '' });
    return trees;
  });
  return [...objects, newObject(repo, 'tree', treeBytes(entries))];
}

function attributeFilesOf(files: readonly FileMerge[]): { path: string; blob: Sha }[] {
  const all = new Map(
    files.flatMap((file) => file.attributes.map(({ path, blob }) => [path, blob] as const)),
  );
  return [...all].flatMap(([path, blob]) =>
    blob === null ? [] : [{ path: Buffer.from(path, 'latin1').toString(), blob }],
  );
}
