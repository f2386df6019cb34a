import { found, type Read } from '../../domain/errors.ts';
import type { Sha } from '../../domain/git.ts';
import type { LedgerEntry } from '../../domain/ledger.ts';
import type { World } from '../world.ts';
import { landedCommits } from './landed.ts';
import { type NotedUnit, notedUnits } from './noted-units.ts';
import { type Standing, standingAt } from './standing.ts';

export interface NotedRange {
  readonly sha: Sha;
  /** The releases before it, oldest version first. */
  readonly earlier: readonly Sha[];
  /** What the changes are counted from; null where there is nothing before. */
  readonly since: Sha | null;
  /** What the ledger has on the version. */
  readonly entries: readonly LedgerEntry[];
}

export interface NotedUnits {
  readonly changes: readonly NotedUnit[];
  readonly takenBack: readonly NotedUnit[];
}

/**
 * The changes that a commit has and another has not, in landing order: neither as a commit nor as a pick or by their
 * content; without those that were taken back on the way, and without what took them back. And what the other has of
 * the version, over the releases before it, and this one has no more.
 */
export async function notedChanges(world: World, range: NotedRange): Promise<Read<NotedUnits>> {
  const { repo } = world;
  const { sha, since } = range;
  const came = await unitsSince(world, range);
  const had = since === null ? null : await unitsBefore(world, { ...range, since });
  if (!came.ok) return came;
  if (had?.ok === false) return had;
  const all = [...came.value, ...(had?.value ?? [])];
  const here = await standingAt(repo, sha, all);
  const there = since === null ? null : await standingAt(repo, since, all);
  const takenBack = (had?.value ?? []).filter((unit) => there?.isPartly(unit) && !here.isPartly(unit));
  const changes = came.value.filter((unit) => here.isPartly(unit) && there?.isThere(unit) !== true);
  const gone = [...came.value.filter((unit) => !here.isPartly(unit)), ...takenBack];
  return found({ changes: withoutReverts(changes, gone, here), takenBack });
}

/** What landed since then, whatever came of it. */
async function unitsSince(world: World, range: NotedRange): Promise<Read<NotedUnit[]>> {
  const { since, earlier, entries } = range;
  const place = since === null ? -1 : earlier.lastIndexOf(since);
  const exclude = since === null ? [] : place < 0 ? [since] : earlier.slice(0, place + 1);
  return notedUnits(world, await landedCommits(world, { ...range, exclude }), entries);
}

/** What a candidate has over the releases before the version; nothing where it is counted from one of those. */
async function unitsBefore(
  world: World,
  { since, earlier, entries }: NotedRange & { readonly since: Sha },
): Promise<Read<NotedUnit[]>> {
  if (earlier.includes(since)) return found([]);
  const range = { sha: since, exclude: earlier, since: earlier.at(-1) ?? null, entries };
  return notedUnits(world, await landedCommits(world, range), entries);
}

/** Without what took back these and nothing else. */
function withoutReverts(changes: readonly NotedUnit[], gone: readonly NotedUnit[], here: Standing) {
  const reverts = new Set(gone.flatMap((unit) => here.takenBackBy(unit)));
  return changes.filter(
    ({ landed }) =>
      !landed.every(
        ({ commit, parts }) =>
          reverts.has(commit) || (parts.length > 0 && parts.every((part) => reverts.has(part))),
      ),
  );
}
