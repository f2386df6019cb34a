import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmdirSync, rmSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { plumb } from '../process.ts';
import type { Repository, RunOptions } from '../repository.ts';

/**
 * The linked worktree in which a person resolves a conflict. There is one at most; its files are in rel's own folder,
 * and git's administration of it in `worktrees/` of the repository.
 */
export interface ConflictPlace {
  /** The working tree: an absolute path. */
  readonly dir: string;
  /** Git's folder of this worktree: its index, its HEAD. */
  readonly gitDir: string;
}

/** Where the worktree for a conflict on `branch` is, or would be. Not longer than 60 characters, and safe in a shell. */
export function conflictFolder(repo: Repository, branch: string): string {
  const name = branch.replaceAll(/[^A-Za-z0-9._]+/g, '-').replaceAll(/^[-.]+|(?:\.lock|[-.])+$/g, '');
  return join(home(repo), name.slice(0, 60) || 'branch');
}

const home = (repo: Repository): string => join(repo.commonDir, 'rel', 'conflict');

/** The worktree in `dir` as it is now; null where it, or its tie to the repository, is gone. */
export function conflictPlace(repo: Repository, dir: string): ConflictPlace | null {
  const id = readLink(join(dir, '.git'));
  const gitDir = join(repo.commonDir, 'worktrees', basename(id ?? ''));
  return id !== null && readLink(join(gitDir, 'gitdir')) !== null ? { dir, gitDir } : null;
}

/** Runs git in the worktree, whatever a person has done to its `.git` since. Throws GitFailure as `plumb` does. */
export const inPlace = ({ dir, gitDir }: ConflictPlace, args: readonly string[], options: RunOptions = {}) =>
  plumb(dir, args, { ...options, env: { GIT_DIR: gitDir, GIT_WORK_TREE: dir, ...options.env } });

/**
 * Takes every conflict worktree away, whole or half made, with git's administration of it; nothing else. Not by `git
 * worktree remove`, which refuses where the worktree is damaged or has submodules.
 */
export function removeConflictPlaces(repo: Repository): void {
  const all = join(repo.commonDir, 'worktrees');
  for (const id of namesIn(all)) {
    const tree = readLink(join(all, id, 'gitdir'));
    if (tree !== null && isBelow(home(repo), resolve(join(all, id), tree))) takeHome(repo, join(all, id));
  }
  if (namesIn(all).length === 0) removeEmpty(all);
  rmSync(home(repo), { recursive: true, force: true, maxRetries: 3 });
}

/** In one moment: what is half removed would not be known as rel's any more. All that is in rel's own folder goes. */
function takeHome(repo: Repository, gitDir: string): void {
  // No branch's folder begins with a dot.
  const taken = join(home(repo), `.gone-${basename(gitDir)}`);
  mkdirSync(home(repo), { recursive: true });
  rmSync(taken, { recursive: true, force: true });
  renameSync(gitDir, taken);
}

/**
 * Where to work on a repository that was opened in a conflict's worktree, which goes when the conflict is settled: its
 * main worktree, or the bare repository. Null where it was opened anywhere else.
 */
export async function outsideConflict(repo: Repository): Promise<string | null> {
  const tree = repo.gitDir === repo.commonDir ? null : readLink(join(repo.gitDir, 'gitdir'));
  if (tree === null || !isBelow(home(repo), resolve(repo.gitDir, tree))) return null;
  const { stdout } = await plumb(repo.commonDir, ['worktree', 'list', '--porcelain', '-z']);
  const main =
    stdout
      .toString()
      .split('\0', 1)[0]
      ?.replace(/^worktree /, '') ?? '';
  return existsSync(main) ? main : repo.commonDir;
}

/** A path as a person at a terminal would type it: from where they are if that is shorter, quoted where it must be. */
export function shownPath(path: string, from = process.cwd()): string {
  const near = relative(from, path);
  const shorter = near !== '' && near.length < path.length ? near : path;
  return /^[\w./@%+=:,-]+$/.test(shorter) ? shorter : `'${shorter.replaceAll("'", String.raw`'\''`)}'`;
}

function isBelow(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return dirname(path) !== folder && way !== '' && !way.startsWith('..');
}

/** The path that a `.git` file or a `gitdir` file holds; null where there is no such file. */
function readLink(file: string): string | null {
  try {
    return readFileSync(file, 'utf8')
      .replace(/^gitdir: /, '')
      .trimEnd();
  } catch {
    return null;
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function removeEmpty(folder: string): void {
  try {
    rmdirSync(folder);
  } catch {
    // it was not there, or somebody has put something into it
  }
}
