import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Sha } from '../../domain/git.ts';
import { layOut } from '../attributes.ts';
import { mergeTreeArgs, parseMergeTree } from '../merge.ts';
import { type NewObject, newObject, storeObjects } from '../pack.ts';
import { plumb } from '../process.ts';
import type { Repository } from '../repository.ts';
import { objectFolders, scratchOf } from '../scratch.ts';
import { type Sides, syntheticCommits } from '../synthetic.ts';
import type { FileMerge } from './plan-change.ts';
import { type Entries, type Entry, folderMode, treeBytes } from './tree-format.ts';

/**
 * Merges many files at once: one merge of three small trees that hold just them, each at its own path, so that git
 * itself decides on content, mode and attributes, and sees no rename since all trees hold the same paths. Three
 * processes, whatever the number. The paths must differ, and their attribute files agree. The answer has one place
 * for each: the merged file, whose blob is in the repository, or null for a conflict.
 */
export async function mergeFiles(repo: Repository, files: readonly FileMerge[]): Promise<(Entry | null)[]> {
  const scratch = scratchOf(repo);
  // Apart from the scratch's other objects: a tree known there would not be written where a merge of the whole needs it.
  const folder = join(scratch.dir, 'files');
  mkdirSync(folder, { recursive: true });
  const { objects, sides } = sidesOf(repo, files);
  await storeObjects(repo, objects, { scratch, folder });
  const workTree = await layOut(repo, attributeFilesOf(files));
  const env = { ...scratch.env, GIT_ALTERNATE_OBJECT_DIRECTORIES: objectFolders(folder) };
  const merged = await plumb(workTree, mergeTreeArgs(sides, { base: 'synthetic' }), {
    env: { ...env, GIT_WORK_TREE: workTree },
    accept: [0, 1],
  });
  const { tree, paths } = parseMergeTree(merged.stdout.toString());
  const inConflict = new Set(
    merged.code === 0 ? [] : paths.map((path) => Buffer.from(path).toString('latin1')),
  );
  const listing = await plumb(scratch.empty, ['ls-tree', '-r', '-z', '--full-tree', tree], { env });
  const results = parseListing(listing.stdout.toString('latin1'));
  return files.map(({ path }) => {
    if (inConflict.has(path)) return null;
    const entry = results.get(path);
    if (entry === undefined || (merged.code !== 0 && paths.length === 0)) {
      throw new Error(`git merged ${files.length} files and says nothing of ${JSON.stringify(path)}`);
    }
    return entry;
  });
}

function sidesOf(repo: Repository, files: readonly FileMerge[]): { objects: NewObject[]; sides: Sides } {
  const of = (side: keyof Sides) => treesOf(repo, new Map(files.map((file) => [file.path, file[side]])));
  const trees = { base: of('base'), ours: of('ours'), theirs: of('theirs') };
  const root = (objects: readonly NewObject[]): Sha => objects.at(-1)?.sha ?? '';
  const { objects, sides } = syntheticCommits(repo, {
    base: root(trees.base),
    ours: root(trees.ours),
    theirs: root(trees.theirs),
  });
  return { objects: [...trees.base, ...trees.ours, ...trees.theirs, ...objects], sides };
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

function parseListing(output: string): Map<string, Entry> {
  const rows = output.split('\0').slice(0, -1);
  return new Map(
    rows.map((row) => {
      const [, mode = '', sha = '', path = ''] = /^(\d+) \w+ (\w+)\t(.*)$/s.exec(row) ?? [];
      return [path, { mode, sha }];
    }),
  );
}
