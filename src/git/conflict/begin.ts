import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { RelError } from '../../domain/errors.ts';
import type { Sha } from '../../domain/git.ts';
import { GitFailure } from '../failure.ts';
import { plumb } from '../process.ts';
import type { Repository } from '../repository.ts';
import { gitSays } from '../words.ts';
import { type ConflictPlace, conflictPlace, inPlace, removeConflictPlaces } from './place.ts';
import { includePaths } from './sparse.ts';
import { changedFiles } from './tracked.ts';
import { readUnmerged, type Unmerged } from './unmerged.ts';

/** A pick that conflicts, to be laid out for a person. */
export interface ConflictToOpen {
  /** The folder to make (`conflictFolder`). */
  readonly dir: string;
  /** The commit it conflicts with: the target with the clean picks before it. */
  readonly onto: Sha;
  readonly source: Sha;
  /** 1 for a merge, which is picked against its first parent. */
  readonly mainline: 1 | null;
  /** What is known to conflict, as git's own paths. */
  readonly paths: readonly string[];
}

/** What git left in the worktree. Nothing unmerged: the user's own configuration (rerere, a driver) has resolved it. */
export interface OpenedConflict {
  readonly unmerged: readonly Unmerged[];
  /** Files that git calls changed although nobody has touched them (line endings, a filter): they say nothing. */
  readonly dirty: readonly string[];
}

/**
 * Makes a linked worktree at `onto` and cherry-picks the source there, as the user's git does it, with zdiff3 markers.
 * No hook and no editor runs; the user's own working tree, index, HEAD and branches stay as they are. What an earlier
 * conflict left is taken away first. Throws RelError `conflict` where the worktree cannot be made or git will not
 * pick there; then nothing is left of it.
 */
export async function openConflict(repo: Repository, conflict: ConflictToOpen): Promise<OpenedConflict> {
  removeConflictPlaces(repo);
  try {
    const place = await checkOut(repo, conflict);
    await includePaths(place, conflict.paths);
    await cherryPick(place, conflict);
    return { unmerged: await readUnmerged(repo, place), dirty: await changedFiles(place) };
  } catch (error) {
    removeConflictPlaces(repo);
    throw error instanceof GitFailure ? notMade(error) : error;
  }
}

async function checkOut(repo: Repository, { dir, onto }: ConflictToOpen): Promise<ConflictPlace> {
  mkdirSync(dirname(dir), { recursive: true });
  const add = ['-c', 'submodule.recurse=false', 'worktree', 'add', '--quiet', '--detach', dir, onto];
  try {
    await plumb(repo.dir, add);
  } catch (error) {
    // A filter that fails (git-lfs without its server, git-crypt without its key) must not keep the conflict away.
    const off = error instanceof GitFailure ? await filtersOff(repo) : [];
    if (off.length === 0) throw error;
    removeConflictPlaces(repo);
    mkdirSync(dirname(dir), { recursive: true });
    await plumb(repo.dir, [...off, ...add]);
  }
  const place = conflictPlace(repo, dir);
  if (place === null) throw new Error(`git made no worktree in ${dir}`);
  return place;
}

/** Options that let every file through as it is stored; empty where the user has no filters. */
async function filtersOff(repo: Repository): Promise<string[]> {
  const keys = [
    'config',
    '--null',
    '--name-only',
    '--get-regexp',
    String.raw`^filter\..*\.(smudge|process)$`,
  ];
  const { stdout } = await plumb(repo.dir, keys, { accept: [0, 1] });
  const names = stdout
    .toString()
    .split('\0')
    .filter(Boolean)
    .map((key) => key.slice(0, key.lastIndexOf('.')));
  return [...new Set(names)].flatMap((filter) =>
    ['smudge=', 'process=', 'required=false'].flatMap((setting) => ['-c', `${filter}.${setting}`]),
  );
}

/** Leaves CHERRY_PICK_HEAD there, so that `git status` and `git cherry-pick --continue` do what a person expects. */
async function cherryPick(place: ConflictPlace, { source, mainline, onto }: ConflictToOpen): Promise<void> {
  const way = [
    '-c',
    'merge.conflictStyle=zdiff3',
    '-c',
    'commit.gpgSign=false',
    '-c',
    'submodule.recurse=false',
  ];
  const options = ['-x', '--allow-empty', ...(mainline === null ? [] : ['-m', '1'])];
  const pick = [...way, 'cherry-pick', ...options, source];
  const { code, stderr } = await inPlace(place, pick, { accept: [0, 1] });
  if (code === 0) return;
  const begun = await inPlace(place, ['rev-parse', '--verify', '--quiet', 'CHERRY_PICK_HEAD'], {
    accept: [0, 1],
  });
  if (begun.code !== 0) throw new GitFailure(['cherry-pick', '-x', source, `(onto ${onto})`], code, stderr);
}

const notMade = (failure: GitFailure): RelError =>
  new RelError(
    {
      code: 'conflict',
      message: 'the conflict could not be laid out in a worktree; nothing was changed',
      why: gitSays(failure.stderr),
      remedy: 'mend that and run it again, or pick with: --on-conflict fail',
    },
    failure,
  );
