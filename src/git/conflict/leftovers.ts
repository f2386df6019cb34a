import type { Sha } from '../../domain/git.ts';
import { readObjects } from '../batch.ts';
import { readChanges } from '../picks/changes.ts';
import type { Repository } from '../repository.ts';
import { allowedMarkers, leftoverMarkers, markerSizes } from './markers.ts';
import { type ConflictPlace, inPlace } from './place.ts';
import type { IndexEnv } from './tracked.ts';

/** A conflict marker that somebody has left in a file. */
interface Leftover {
  readonly kind: 'marker';
  readonly path: string;
  readonly line: number;
}

/**
 * The conflict markers in what an index of the worktree changes of `onto`, sorted by path and line. What
 * either side has of such lines by itself is none. Unmerged paths are not looked into.
 */
export async function leftoversIn(
  repo: Repository,
  place: ConflictPlace,
  { onto, source }: { readonly onto: Sha; readonly source: Sha },
  env: IndexEnv,
): Promise<Leftover[]> {
  const files = await filesOfIndex(place, onto, env);
  const size = await markerSizes(
    place,
    files.map(({ path }) => path),
  );
  const change = await contentsOf(repo, source);
  const all: Leftover[] = [];
  for (const { path, before, after } of files) {
    const [ours, content] = await readBytes(repo, [before, after]);
    const allowed = allowedMarkers(ours ?? nothing, change, size(path));
    for (const { line } of leftoverMarkers(content ?? nothing, size(path), allowed)) {
      all.push({ kind: 'marker', path, line });
    }
  }
  return all;
}

const nothing = Buffer.alloc(0);

/** What the index has of other content than `onto`, submodules aside: `before` is null where `onto` has no file. */
async function filesOfIndex(place: ConflictPlace, onto: Sha, env: IndexEnv) {
  const args = ['diff-index', '--cached', '-z', '--raw', '--no-renames', '--no-abbrev', '--diff-filter=AMT'];
  const { stdout } = await inPlace(place, [...args, onto, '--'], { env });
  const fields = stdout.toString().split('\0');
  return fields.flatMap((field, at) => {
    const [, oldMode, newMode, before = null, after = null] =
      /^:(\d+) (\d+) (\w+) (\w+) \w/.exec(field) ?? [];
    const path = fields[at + 1];
    if (path === undefined || newMode?.startsWith('100') !== true) return [];
    return [{ path, before: oldMode?.startsWith('100') === true ? before : null, after }];
  });
}

/** Each file that the source changes, before and after. */
async function contentsOf(repo: Repository, source: Sha) {
  const changes = (await readChanges(repo, [source])).get(source) ?? [];
  const files = changes.map(({ before, after }) =>
    [before, after].map((side) => (isFile(side) ? side.sha : null)),
  );
  const bytes = await readBytes(repo, files.flat());
  return files.map((_, at) => ({ before: bytes[at * 2] ?? nothing, after: bytes[at * 2 + 1] ?? nothing }));
}

const isFile = <S extends { readonly mode: string }>(side: S | null): side is S =>
  side?.mode.startsWith('100') === true;

async function readBytes(repo: Repository, shas: readonly (Sha | null)[]): Promise<Buffer[]> {
  const known = shas.filter((sha) => sha !== null);
  const objects = await readObjects(repo, known);
  const bytes = new Map(known.map((sha, at) => [sha, objects[at]?.bytes ?? nothing]));
  return shas.map((sha) => (sha === null ? nothing : (bytes.get(sha) ?? nothing)));
}
