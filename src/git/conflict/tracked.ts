import { type ConflictPlace, inPlace } from './place.ts';

/** The environment of a git call that is to see another index than the worktree's own. */
export type IndexEnv = Readonly<Record<string, string>>;

/**
 * The tracked and merged files of the worktree that are not as the index has them, by path; `deleted` where one is
 * gone. Submodules are not looked into, and what a sparse checkout leaves out is not missed.
 */
export async function changedFiles(place: ConflictPlace, env: IndexEnv = {}): Promise<string[]> {
  await refresh(place, env);
  const args = ['diff-files', '-z', '--name-only', '--diff-filter=MTD', '--ignore-submodules=all'];
  const changed = pathsOf((await inPlace(place, args, { env })).stdout);
  const unmerged = await inPlace(place, ['diff-files', '-z', '--name-only', '--diff-filter=U'], { env });
  const open = new Set(pathsOf(unmerged.stdout));
  return changed.filter((path) => !open.has(path));
}

/** The tracked files, unmerged ones included, that are not in the worktree. */
export async function deletedFiles(place: ConflictPlace, env: IndexEnv = {}): Promise<string[]> {
  return pathsOf((await inPlace(place, ['ls-files', '--deleted', '-z'], { env })).stdout);
}

/** The files that are neither tracked nor ignored. */
export async function untrackedFiles(place: ConflictPlace, env: IndexEnv = {}): Promise<string[]> {
  const args = ['ls-files', '--others', '--exclude-standard', '-z'];
  return pathsOf((await inPlace(place, args, { env })).stdout);
}

/** Takes these files into the index as they are in the worktree: what was unmerged is merged by it. */
export async function addFiles(place: ConflictPlace, paths: readonly string[], env: IndexEnv): Promise<void> {
  if (paths.length === 0) return;
  const input = paths.map((path) => `${path}\0`).join('');
  await inPlace(place, ['update-index', '--add', '-z', '--stdin'], { env, input });
}

/** What is only newer, and no other, is not changed. A filter that fails keeps a file on the list. */
async function refresh(place: ConflictPlace, env: IndexEnv): Promise<void> {
  await inPlace(place, ['update-index', '-q', '--really-refresh'], { env, accept: [0, 1, 128] });
}

const pathsOf = (bytes: Buffer): string[] => [...new Set(bytes.toString().split('\0').filter(Boolean))];
