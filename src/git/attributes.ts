import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Sha } from '../domain/git.ts';
import { readObjects } from './batch.ts';
import { plumb } from './process.ts';
import { isAtLeast, type Repository } from './repository.ts';
import { type Scratch, scratchOf } from './scratch.ts';

/** How a git call is made to see the attributes of one commit's tree, and no others. */
export interface AttributeSource {
  /** Before the subcommand. */
  readonly flags: readonly string[];
  readonly workTree: string;
}

export type AttributeWay = 'attr-source' | 'work-tree';

/** `--attr-source` came with git 2.41; before it the files are laid out in a working tree of their own. */
export const attributeWay = (repo: Pick<Repository, 'version'>): AttributeWay =>
  isAtLeast(repo.version, [2, 41]) ? 'attr-source' : 'work-tree';

/**
 * Makes the `.gitattributes` files of the tree of `commit`, those in folders included, the ones that count in the
 * scratch. Costs nothing for `attr-source`; else one process where there are none, two where there are some, and
 * none for a commit that was asked for before.
 */
export async function attributesOf(
  repo: Repository,
  commit: Sha,
  way: AttributeWay = attributeWay(repo),
): Promise<AttributeSource> {
  const scratch = scratchOf(repo);
  if (way === 'attr-source') return { flags: [`--attr-source=${commit}`], workTree: scratch.empty };
  const known = laidOut.get(scratch) ?? new Map<Sha, Promise<string>>();
  laidOut.set(scratch, known);
  const workTree = known.get(commit) ?? attributeFiles(repo, commit).then((files) => layOut(repo, files));
  known.set(commit, workTree);
  return { flags: [], workTree: await workTree };
}

const laidOut = new WeakMap<Scratch, Map<Sha, Promise<string>>>();
const emptyTree = {
  sha1: '4b825dc642cb6eb9a060e54bf8d69288fbee4904',
  sha256: '6ef19b41225c5369f1c104d45d8d85efa9b057b53b14b4b9b939dd74decc5321',
};

/** An attribute file of a tree: its path from the root, and its blob. */
interface AttributeBlob {
  readonly path: string;
  readonly blob: Sha;
}

/** A working tree of just these files, for git to find their rules in. The paths must not climb (`climbs`). */
export async function layOut(repo: Repository, files: readonly AttributeBlob[]): Promise<string> {
  const scratch = scratchOf(repo);
  if (files.length === 0) return scratch.empty;
  const key = createHash('sha256').update(JSON.stringify(files)).digest('hex').slice(0, 20);
  const folder = join(scratch.dir, `attributes-${key}`);
  const blobs = await readObjects(
    repo,
    files.map((file) => file.blob),
  );
  for (const [at, { path }] of files.entries()) {
    const target = join(folder, path);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, blobs[at]?.bytes ?? '');
  }
  return folder;
}

/** The attribute files of a tree. Links are left out, as git itself ignores them (2.32), and so is what climbs out. */
async function attributeFiles(repo: Repository, commit: Sha): Promise<AttributeBlob[]> {
  const { stdout } = await plumb(
    repo.dir,
    [
      'diff-tree',
      '-r',
      '-z',
      '--raw',
      '--no-renames',
      '--no-abbrev',
      emptyTree[repo.objectFormat],
      commit,
    ].concat(['--', ':(top,glob)**/.gitattributes']),
    { env: scratchOf(repo).env },
  );
  const fields = stdout.toString().split('\0');
  return fields.flatMap((field, at) => {
    const [, blob] = /^:\d+ 100\d+ \w+ (\w+) A$/.exec(field) ?? [];
    const path = fields[at + 1] ?? '';
    return blob === undefined || climbs(path) ? [] : [{ blob, path }];
  });
}

/** Whether a path of a tree would lead out of a working tree, or into its `.git`. */
export const climbs = (path: string): boolean =>
  path.split('/').some((part) => ['', '.', '..', '.git'].includes(part.toLowerCase()));
