import type { Sha, Signature } from '../../domain/git.ts';
import { readCommits } from '../../git/objects.ts';
import { pathHistory } from '../../git/path-history.ts';
import { readChanges } from '../../git/picks/changes.ts';
import { requirePickBlobs } from '../../git/picks/pick-blobs.ts';
import type { Forecast, Source } from '../../plans/picks/forecast.ts';
import { type LandedChange, landedChanges } from '../presence/landed-changes.ts';
import { readHistoryForPicks, readTargetHistory } from '../presence/target-history.ts';
import { readSourceHistory } from '../sources/source-history.ts';
import type { World } from '../world.ts';

/** A run of picks onto a target, of which one change conflicts. */
export interface ConflictingRun {
  readonly tip: Sha;
  readonly committer: Signature;
  /** What came of each pick of the run. */
  readonly forecasts: readonly Forecast[];
  /** The change that conflicts: all commits of a PR, or one. */
  readonly change: readonly Source[];
}

/** Where the changes that may be needed are looked for. */
export interface Surroundings {
  /** The commits that touched paths in which something conflicts (`commitsTouching`). */
  readonly touching: readonly Sha[];
  /** The commits that wrote lines in conflict, the likeliest first. */
  readonly writers: readonly Sha[];
}

/** The changes that may be needed: those that wrote lines in conflict come first, then those that landed last. */
export interface EarlierChanges {
  readonly changes: readonly LandedChange[];
  /** False where there were too many to look at all of them. */
  readonly all: boolean;
  /** Why GitHub could not say of each which PR it is; null where it could. */
  readonly untold: string | null;
}

/** So many of those that touched the paths, the last ones: what is further back is not what a fix builds on. */
const mostChanges = 60;

/** So many of the commits that touched the paths are asked whether they are on the target. */
const mostLookedAt = 4 * mostChanges;

/**
 * The commits of the change's own line that touched the paths, under whatever name, oldest first. In a partial clone
 * what trying and blaming them will read is fetched at once.
 */
export async function commitsTouching(
  { repo }: World,
  { tip, change }: ConflictingRun,
  paths: ReadonlySet<string>,
): Promise<readonly Sha[]> {
  const shas = change.map(({ sha }) => sha);
  const data = await readCommits(repo, shas);
  const changes = await readChanges(repo, shas);
  const own = shas.flatMap(
    (sha) => changes.get(sha)?.map(({ path }) => Buffer.from(path, 'latin1').toString()) ?? [],
  );
  // A path that the change itself does not name has another name there.
  const named = [...paths].every((path) => own.includes(path)) ? paths : new Set([...paths, ...own]);
  const parent = data.get(shas[0] ?? '')?.parents[0];
  if (parent === undefined) return [];
  const { commits } = await pathHistory(repo, { tip: parent, exclude: tip }, [...named]);
  await requirePickBlobs(repo, [...shas, ...commits.slice(-mostLookedAt)], [tip]);
  return commits;
}

/**
 * The changes that landed before the one that conflicts, touched a path in conflict, and are neither on the target nor
 * picked in the same run. What was found before stays.
 */
export async function earlierChanges(
  world: World,
  run: ConflictingRun,
  { touching, writers }: Surroundings,
  before: EarlierChanges | null,
): Promise<EarlierChanges> {
  const known = before?.changes ?? [];
  const out = settledIn(run);
  for (const { commits } of known) for (const { source } of commits) out.add(source.sha);
  const commits = touching.filter((sha) => !out.has(sha));
  const first = new Set(writers);
  const likeliest = [
    ...writers.filter((sha) => commits.includes(sha)),
    ...commits.filter((sha) => !first.has(sha)).reverse(),
  ];
  const missing = await missingOf(world, run, likeliest.slice(0, mostLookedAt));
  // Who wrote lines in conflict is looked at in any case.
  const room = Math.max(mostChanges - known.length, missing.filter((sha) => first.has(sha)).length);
  const { changes, untold } = await landedChanges(world, missing.slice(0, room));
  const whole = await withoutPresent(world, run, apartFrom(run, changes));
  const all = (before?.all ?? true) && likeliest.length <= mostLookedAt && missing.length <= room;
  return { changes: [...known, ...whole], all, untold: before?.untold ?? untold };
}

/** What is not on the target. A merge is there where all that it brought is. */
async function missingOf(world: World, run: ConflictingRun, commits: readonly Sha[]): Promise<Sha[]> {
  if (commits.length === 0) return [];
  const brought = await broughtBy(world, commits);
  const asked = [...[...brought.values()].flat(), ...commits];
  const already = await readTargetHistory(world.repo, run.tip, asked);
  const isMissing = (sha: Sha): boolean => already(sha) === null;
  return commits.filter((sha) => isMissing(sha) && (brought.get(sha)?.some(isMissing) ?? true));
}

/** What each merge among the commits brought, other merges left out. */
async function broughtBy(world: World, commits: readonly Sha[]): Promise<Map<Sha, Sha[]>> {
  const data = await readCommits(world.repo, commits);
  const merges = commits.filter((sha) => (data.get(sha)?.parents.length ?? 0) > 1);
  if (merges.length === 0) return new Map();
  const past = await readSourceHistory(world, merges);
  const isPlain = (sha: Sha): boolean => (past.graph.get(sha)?.length ?? 0) < 2;
  return new Map(merges.map((sha) => [sha, past.broughtBy(sha).filter(isPlain)]));
}

/** A PR of which only one commit was asked for is no change of its own: its other commits are, each by itself. */
function apartFrom({ change }: ConflictingRun, changes: readonly LandedChange[]): LandedChange[] {
  const own = new Set(change.map(({ sha }) => sha));
  return changes.flatMap((one) => {
    const at = one.commits.findIndex(({ source }) => own.has(source.sha));
    if (at === -1) return [one];
    return one.commits.slice(0, at).map(({ source, subject }) => {
      return { name: source.sha, commits: [{ source: { ...source, pr: null }, subject }] };
    });
  });
}

/** The same changes without the commits that are on the target: a PR may be there in part. */
async function withoutPresent(
  { repo }: World,
  run: ConflictingRun,
  changes: readonly LandedChange[],
): Promise<LandedChange[]> {
  const sources = [...changes].reverse().flatMap(({ commits }) => commits.map(({ source }) => source));
  if (sources.length === 0) return [];
  const { already } = await readHistoryForPicks(repo, run.tip, sources);
  const out = settledIn(run);
  const isMissing = ({ sha }: Source): boolean => !out.has(sha) && already(sha) === null;
  const missing = changes.map((change) => ({
    ...change,
    commits: change.commits.filter(({ source }) => isMissing(source)),
  }));
  return missing.filter(({ commits }) => commits.length > 0);
}

/** What needs no looking for: the change itself, and what the run picks or finds there. */
function settledIn({ forecasts, change }: ConflictingRun): Set<Sha> {
  const settled = forecasts.filter(
    (f) => f.outcome === 'picked' || f.outcome === 'already' || f.outcome === 'empty',
  );
  return new Set([...settled.map(({ source }) => source.sha), ...change.map(({ sha }) => sha)]);
}
