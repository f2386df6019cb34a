import { existsSync, lstatSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { Sha } from '../../domain/git.ts';
import { readObjects } from '../batch.ts';
import type { Repository, RunOptions } from '../repository.ts';
import { allowedMarkers, leftoverMarkers, markerSizes } from './markers.ts';
import { type ConflictPlace, inPlace } from './place.ts';

/** One side of an unmerged path: what ours or theirs has there. */
const Side = z.object({ mode: z.string(), sha: Sha });
type Side = z.infer<typeof Side>;

/**
 * A path that git left unmerged. `marked`: both sides have text there and git wrote markers into it (or rerere what
 * was made of them before), so that the file without markers is the resolution. All others (deleted on one side,
 * binary, a link, a submodule) are resolved in the index alone, by `git add` or `git rm`.
 */
export const Unmerged = z.object({
  path: z.string(),
  ours: Side.nullable(),
  theirs: Side.nullable(),
  marked: z.boolean(),
  /** Rerere has resolved it as it was resolved before. */
  replayed: z.boolean(),
});
export type Unmerged = z.infer<typeof Unmerged>;

/** What the index says of an unmerged path. */
export type UnmergedPath = Pick<Unmerged, 'path' | 'ours' | 'theirs'>;

/** The unmerged paths of an index of the worktree (its own, unless `env` names one), sorted: what of them can be asked again. */
export async function unmergedPaths(
  place: ConflictPlace,
  env: RunOptions['env'] = {},
): Promise<UnmergedPath[]> {
  const { stdout } = await inPlace(place, ['ls-files', '--unmerged', '-z'], { env });
  const paths = new Map<string, { ours: Side | null; theirs: Side | null }>();
  for (const row of stdout.toString().split('\0').filter(Boolean)) {
    const [, mode = '', sha = '', stage, path = ''] = /^(\d+) (\w+) (\d)\t(.*)$/s.exec(row) ?? [];
    const sides = paths.get(path) ?? { ours: null, theirs: null };
    paths.set(path, sides);
    if (stage === '2') sides.ours = { mode, sha };
    if (stage === '3') sides.theirs = { mode, sha };
  }
  return [...paths].sort(([a], [b]) => (a < b ? -1 : 1)).map(([path, sides]) => ({ path, ...sides }));
}

/** The unmerged paths as git has just left them. */
export async function readUnmerged(repo: Repository, place: ConflictPlace): Promise<Unmerged[]> {
  const unmerged = await unmergedPaths(place);
  const paths = unmerged.map(({ path }) => path);
  const [replayed, size] = await Promise.all([replayedByRerere(place, paths), markerSizes(place, paths)]);
  const all: Unmerged[] = [];
  for (const one of unmerged) {
    const text = isFile(one.ours) && isFile(one.theirs);
    const again = text && replayed.has(one.path);
    const marked = text && (again || (await hasMarkers(repo, place, one, size(one.path))));
    all.push({ ...one, marked, replayed: again });
  }
  return all;
}

const isFile = (side: Side | null): boolean => side?.mode.startsWith('100') === true;

/** Whether the file in the worktree has marker lines that neither side has. */
async function hasMarkers(
  repo: Repository,
  { dir }: ConflictPlace,
  { path, ours, theirs }: UnmergedPath,
  size: number,
): Promise<boolean> {
  const file = join(dir, path);
  if (lstatSync(file, { throwIfNoEntry: false })?.isFile() !== true) return false;
  const sides = await readObjects(repo, [ours?.sha ?? '', theirs?.sha ?? '']);
  const [own, after] = sides.map((side) => side?.bytes ?? Buffer.alloc(0));
  const change = { before: Buffer.alloc(0), after: after ?? Buffer.alloc(0) };
  const allowed = allowedMarkers(own ?? Buffer.alloc(0), [change], size);
  return leftoverMarkers(readFileSync(file), size, allowed).length > 0;
}

/** The paths that rerere has resolved as they were resolved before; none where the user has it off. */
async function replayedByRerere(place: ConflictPlace, paths: readonly string[]): Promise<Set<string>> {
  if (!existsSync(join(place.gitDir, 'MERGE_RR'))) return new Set();
  const { stdout } = await inPlace(place, ['rerere', 'remaining']);
  const remaining = new Set(stdout.toString().split('\n'));
  return new Set(paths.filter((path) => !remaining.has(path)));
}
