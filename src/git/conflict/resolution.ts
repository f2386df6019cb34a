import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Sha, Signature } from '../../domain/git.ts';
import { GitFailure } from '../failure.ts';
import { writeCommit } from '../objects.ts';
import { requireCommits } from '../present.ts';
import type { Repository } from '../repository.ts';
import { gitSays } from '../words.ts';
import { leftoversIn } from './leftovers.ts';
import { type ConflictPlace, conflictPlace, inPlace } from './place.ts';
import { addFiles, changedFiles, deletedFiles, type IndexEnv, untrackedFiles } from './tracked.ts';
import { type Unmerged, type UnmergedPath, unmergedPaths } from './unmerged.ts';

/** Why what is in the worktree is no resolution yet. */
export type Unresolved =
  | { readonly kind: 'marker'; readonly path: string; readonly line: number }
  /** Still unmerged in the index, and the file alone does not say what was meant. */
  | ({ readonly kind: 'unmerged' } & UnmergedPath)
  /** A tracked file was changed and not added, though it was not in conflict; or one that was is gone. */
  | { readonly kind: 'not-added'; readonly path: string; readonly deleted: boolean }
  /** The cherry-pick there was given up, and nothing was put in its place. */
  | { readonly kind: 'given-up' }
  /** HEAD there is on another line of history. */
  | { readonly kind: 'elsewhere' }
  /** Git will not take the files, in its own words. */
  | { readonly kind: 'refused'; readonly why: string };

export type ResolutionRead =
  | {
      readonly kind: 'resolved';
      readonly tree: Sha;
      /** Files nobody has added, which are therefore no part of it. */
      readonly untracked: readonly string[];
    }
  | { readonly kind: 'open'; readonly problems: readonly [Unresolved, ...Unresolved[]] }
  /** The worktree, or its tie to the repository, is gone. */
  | { readonly kind: 'gone' };

/** The conflict as it was laid out. */
export interface LaidOut {
  readonly dir: string;
  readonly onto: Sha;
  readonly source: Sha;
  readonly unmerged: readonly Unmerged[];
  /** Files that git called changed from the beginning. */
  readonly dirty: readonly string[];
}

/**
 * What a person has made of the conflict: edited files without markers, `git add`, `git rm`, `git checkout --ours`,
 * `git commit` and `git cherry-pick --continue` all count. Writes blobs and trees; the worktree and its index stay
 * as they are, so that it can be asked as often as one likes.
 */
export async function readResolution(repo: Repository, conflict: LaidOut): Promise<ResolutionRead> {
  const place = conflictPlace(repo, conflict.dir);
  if (place === null) return { kind: 'gone' };
  const folder = mkdtempSync(join(tmpdir(), 'rel-index-'));
  try {
    const index = join(folder, 'index');
    copyFileSync(join(place.gitDir, 'index'), index);
    return await readWith(repo, place, conflict, { GIT_INDEX_FILE: index });
  } catch (error) {
    if (!(error instanceof GitFailure)) throw error;
    return open([{ kind: 'refused', why: gitSays(error.stderr) }]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The resolution as a commit on top of what the pick conflicted with; no ref points at it. */
export function commitResolution(
  repo: Repository,
  { onto, source }: LaidOut,
  tree: Sha,
  committer: Signature,
): Promise<Sha> {
  const message = `What a person made of the conflict of ${source}\n`;
  return writeCommit(repo, { tree, parents: [onto], author: committer, committer, encoding: null, message });
}

/** Lets the user's rerere learn what was made of the conflict. Does nothing where it is off. */
export async function teachRerere(repo: Repository, dir: string): Promise<void> {
  const place = conflictPlace(repo, dir);
  if (place !== null) await inPlace(place, ['rerere'], { accept: [0, 1, 128] });
}

async function readWith(
  repo: Repository,
  place: ConflictPlace,
  conflict: LaidOut,
  env: IndexEnv,
): Promise<ResolutionRead> {
  if (!(await isOnLine(place, conflict.onto))) return open([{ kind: 'elsewhere' }]);
  await addEdited(place, conflict, env);
  const unmerged = await unmergedPaths(place, env);
  const problems: Unresolved[] = [
    ...(await leftoversIn(repo, place, conflict, env)),
    ...unmerged.map((path): Unresolved => ({ kind: 'unmerged', ...path })),
    ...(await notAdded(place, conflict, env)),
  ];
  if (problems.length > 0) return open(problems);
  const { stdout } = await inPlace(place, ['write-tree'], { env });
  const tree = stdout.toString().trim();
  if (await wasGivenUp(repo, place, conflict.onto, tree)) return open([{ kind: 'given-up' }]);
  return { kind: 'resolved', tree, untracked: await untrackedFiles(place, env) };
}

async function notAdded(
  place: ConflictPlace,
  { unmerged, dirty }: LaidOut,
  env: IndexEnv,
): Promise<Unresolved[]> {
  const gone = new Set(await deletedFiles(place, env));
  const expected = new Set([...dirty, ...unmerged.flatMap(({ path, marked }) => (marked ? [path] : []))]);
  const changed = await changedFiles(place, env);
  return changed
    .filter((path) => !expected.has(path) || gone.has(path))
    .map((path) => ({ kind: 'not-added', path, deleted: gone.has(path) }));
}

function open(problems: readonly Unresolved[]): ResolutionRead {
  const [first, ...more] = problems;
  if (first === undefined) throw new Error('nothing is wrong with the resolution');
  return { kind: 'open', problems: [first, ...more] };
}

/** Takes the files with markers as they are in the worktree now; a missing one says nothing and is left unmerged. */
async function addEdited(place: ConflictPlace, { unmerged }: LaidOut, env: IndexEnv): Promise<void> {
  const gone = new Set(await deletedFiles(place, env));
  const marked = unmerged.flatMap(({ path, marked }) => (marked && !gone.has(path) ? [path] : []));
  // One that a person has removed from the index stays so, even where they have kept the file.
  const known = new Set([
    ...(await unmergedPaths(place, env)).map(({ path }) => path),
    ...(await changedFiles(place, env)),
  ]);
  await addFiles(
    place,
    marked.filter((path) => known.has(path)),
    env,
  );
}

async function isOnLine(place: ConflictPlace, onto: Sha): Promise<boolean> {
  const args = ['merge-base', '--is-ancestor', onto, 'HEAD'];
  return (await inPlace(place, args, { accept: [0, 1, 128] })).code === 0;
}

/** `git cherry-pick --abort` and `git reset --hard` leave what `git checkout --ours` leaves, but no CHERRY_PICK_HEAD. */
async function wasGivenUp(repo: Repository, place: ConflictPlace, onto: Sha, tree: Sha): Promise<boolean> {
  const commit = await requireCommits(repo, [onto]);
  if (commit(onto).tree !== tree) return false;
  const heads = ['rev-parse', '--verify', '--quiet'];
  const head = (await inPlace(place, [...heads, 'HEAD'])).stdout.toString().trim();
  return (
    head === onto && (await inPlace(place, [...heads, 'CHERRY_PICK_HEAD'], { accept: [0, 1] })).code !== 0
  );
}
