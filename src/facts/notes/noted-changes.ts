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
  const { sha, since, earlier, entries } = range;
  const isRelease = since === null || earlier.includes(since);
  const exclude = isRelease ? earlier : since === null ? [] : [since];
  const came = await notedUnits(world, await landedCommits(world, { sha, exclude, entries }), entries);
  if (!came.ok) return came;
  const before =
    isRelease || since === null
      ? found([])
      : await notedUnits(
          world,
          await landedCommits(world, { sha: since, exclude: earlier, entries }),
          entries,
        );
  if (!before.ok) return before;
  const here = await standingAt(repo, sha, [...came.value, ...before.value]);
  const there = since === null ? null : await standingAt(repo, since, [...came.value, ...before.value]);
  const takenBack = before.value.filter((unit) => there?.isPartly(unit) && !here.isPartly(unit));
  const changes = came.value.filter((unit) => here.isPartly(unit) && there?.isThere(unit) !== true);
  const gone = [...came.value.filter((unit) => !here.isPartly(unit)), ...takenBack];
  return found({ changes: withoutReverts(changes, gone, here), takenBack });
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
