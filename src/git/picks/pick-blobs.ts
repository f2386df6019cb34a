import type { Sha } from '../../domain/git.ts';
import { noteBlobs, requireBlobs } from '../needed-blobs.ts';
import { readCommits } from '../objects.ts';
import { isPartialClone } from '../partial.ts';
import type { Repository } from '../repository.ts';
import { readChanges } from './changes.ts';
import { TargetTree } from './target-tree.ts';
import { type Entry, foldersOf } from './tree-format.ts';

/** Notes what picking the commits onto others will read, for the first fetch of blobs. Nothing but in a partial clone. */
export async function notePickBlobs(
  repo: Repository,
  sources: readonly Sha[],
  onto: readonly Sha[],
): Promise<void> {
  if (isPartialClone(repo)) noteBlobs(repo, await pickBlobs(repo, sources, onto));
}

/** Sees to it that they are here; one fetch at most. */
export async function requirePickBlobs(
  repo: Repository,
  sources: readonly Sha[],
  onto: readonly Sha[],
): Promise<void> {
  if (isPartialClone(repo)) await requireBlobs(repo, await pickBlobs(repo, sources, onto));
}

/** The same for what the diffs of commits read. */
export async function requireChangedBlobs(repo: Repository, commits: readonly Sha[]): Promise<void> {
  if (isPartialClone(repo)) await requirePickBlobs(repo, commits, []);
}

/** Both versions of each file that a commit changed, that of the target, and the attribute files on the way to it. */
async function pickBlobs(repo: Repository, sources: readonly Sha[], onto: readonly Sha[]): Promise<Sha[]> {
  const read = await readChanges(repo, sources);
  const changes = sources.flatMap((sha) => read.get(sha) ?? []);
  const files = changes.map(({ path }) => path);
  const attributes = files.flatMap((path) =>
    foldersOf(path).map((folder) => (folder === '' ? '.gitattributes' : `${folder}/.gitattributes`)),
  );
  const paths = [...new Set([...files, ...attributes])];
  const entries: (Entry | null)[] = changes.flatMap(({ before, after }) => [before, after]);
  for (const { tree } of (await readCommits(repo, onto)).values()) {
    const target = await TargetTree.read(repo, tree, paths, new Map());
    entries.push(...paths.map((path) => target.entry(path)));
  }
  return entries.flatMap((entry) => (entry !== null && /^1[02]0/.test(entry.mode) ? [entry.sha] : []));
}
