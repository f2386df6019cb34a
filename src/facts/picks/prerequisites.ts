import type { Sha } from '../../domain/git.ts';
import { lastWriters } from '../../git/conflicting-lines.ts';
import { readCommits } from '../../git/objects.ts';
import type { Source } from '../../plans/picks/forecast.ts';
import { type Needs, type Prerequisites, searchPrerequisites } from '../../plans/picks/prerequisites.ts';
import { TriedSets } from '../../plans/picks/tried-sets.ts';
import { inLandingOrder } from '../sources/sources.ts';
import type { World } from '../world.ts';
import {
  type ConflictingRun,
  commitsTouching,
  type EarlierChanges,
  earlierChanges,
} from './earlier-changes.ts';
import { related, type Trial, type TrialResult, tryPicks } from './try-picks.ts';

/** What the change needs, and why GitHub could not name all of it; null where it could. */
export interface FoundNeeds {
  readonly needs: Needs;
  readonly untold: string | null;
}

/** How often the changes that the candidates themselves conflict over are looked for in turn. */
const mostRounds = 4;

/**
 * The smallest set of earlier changes of the source's branch that are missing on the target and with which the change
 * is clean, found by trying sets in memory together with what the same run picks. Candidates are the changes that
 * touched the paths in conflict, those first that wrote the lines in conflict; and those that touched paths in which
 * candidates conflict themselves. Writes objects, no ref.
 */
export async function findNeeds(world: World, run: ConflictingRun): Promise<FoundNeeds> {
  const conflicts = conflictsOf(run);
  const tried = new TriedSets();
  let paths = new Set(conflicts.flatMap((conflict) => conflict.paths));
  let writers: readonly Sha[] | null = null;
  let earlier: EarlierChanges | null = null;
  for (let round = 1; ; round += 1) {
    const touching = await commitsTouching(world, run, paths);
    writers ??= await writersOf(world, conflicts[0]);
    earlier = await earlierChanges(world, run, { touching, writers }, earlier);
    const { found, conflicting } = await search(world, run, { earlier, writers, tried });
    // Whatever more there is to try, a set with one of them has two members at least.
    if (found.are === 'smallest' && found.set.length < 3) return toldNeeds(found, earlier);
    const more = await surroundings(world, { paths, writers }, { conflicting, tip: run.tip });
    const isAll = more.paths.size === paths.size && more.writers.length === writers.length;
    if (isAll || round === mostRounds) return toldNeeds(found, { ...earlier, all: earlier.all && isAll });
    ({ paths, writers } = more);
  }
}

/** The same with what candidates that conflict themselves add: their paths, and who wrote their lines. */
async function surroundings(
  world: World,
  { paths, writers }: { readonly paths: ReadonlySet<string>; readonly writers: readonly Sha[] },
  { conflicting, tip }: { readonly conflicting: TrialResult['conflicts']; readonly tip: Sha },
) {
  const all = new Set(writers);
  for (const sha of writers) {
    const inPaths = conflicting.get(sha);
    if (inPaths === undefined) continue;
    for (const one of await writersOf(world, { source: { sha }, onto: tip, paths: inPaths })) all.add(one);
  }
  return { paths: new Set([...paths, ...[...conflicting.values()].flat()]), writers: [...all] };
}

/** The picks of the change that conflicted. */
function conflictsOf({ forecasts, change }: ConflictingRun) {
  const shas = new Set(change.map(({ sha }) => sha));
  return forecasts.flatMap((f) => (f.outcome === 'conflict' && shas.has(f.source.sha) ? [f] : []));
}

interface SearchSpace {
  readonly earlier: EarlierChanges;
  readonly writers: readonly Sha[];
  readonly tried: TriedSets;
}

async function search(world: World, run: ConflictingRun, { earlier, writers, tried }: SearchSpace) {
  const { changes } = earlier;
  const trial = await trialOf(world, run, earlier);
  const inOrder = [...changes]
    .sort((a, b) => placeOf(trial, a.commits[0]?.source) - placeOf(trial, b.commits[0]?.source))
    .map(({ name }) => name);
  const owner = (sha: Sha) => changes.find((c) => c.commits.some((commit) => commit.source.sha === sha));
  const direct = new Set(writers.flatMap((sha) => owner(sha)?.name ?? []));
  const likely = [...new Set([...direct, ...changes.map(({ name }) => name)])];
  const steps = searchPrerequisites({ inOrder, likely, direct: direct.size }, tried);
  const conflicting = new Map<Sha, readonly string[]>();
  let step = steps.next();
  while (!step.done) {
    const result = await tryPicks(world.repo, trial, step.value);
    for (const [sha, paths] of result.conflicts) conflicting.set(sha, paths);
    step = steps.next(result);
  }
  return { found: step.value, conflicting };
}

const placeOf = ({ place }: Trial, source: Source | undefined): number => place.get(source?.sha ?? '') ?? -1;

async function trialOf(world: World, run: ConflictingRun, { changes }: EarlierChanges): Promise<Trial> {
  const { tip, committer, forecasts, change } = run;
  const own = new Set(change.map(({ sha }) => sha));
  const picked = forecasts.flatMap((f) =>
    f.outcome === 'picked' && !own.has(f.source.sha) ? [f.source] : [],
  );
  const candidates = changes.flatMap(({ commits }) => commits.map(({ source }) => source));
  const all = await inLandingOrder(world, [...change, ...picked, ...candidates]);
  const place = new Map(all.map(({ sha }, at) => [sha, at]));
  const asked = await related(world.repo, picked, [...change, ...candidates]);
  const trial: Trial = { tip, committer, change, asked, candidates: changes, place };
  if (asked.length === picked.length) return trial;
  // Clean without any of it? Then what was left out has a say after all.
  return (await tryPicks(world.repo, trial, [])).clean ? { ...trial, asked: picked } : trial;
}

interface ConflictOf {
  readonly source: Pick<Source, 'sha' | 'change'>;
  readonly onto: Sha;
  readonly paths: readonly string[];
}

/** The commits that wrote the lines in conflict, most lines first. */
async function writersOf({ repo }: World, conflict: ConflictOf | undefined): Promise<Sha[]> {
  if (conflict === undefined) return [];
  const { onto, paths } = conflict;
  const source = conflict.source.change ?? conflict.source.sha;
  const parent = (await readCommits(repo, [source])).get(source)?.parents[0];
  return parent === undefined ? [] : lastWriters(repo, { source, parent, onto, paths });
}

/** Of what was not all looked at nothing is known for sure. */
const asSure = (are: Prerequisites['are'], size: number): Prerequisites['are'] =>
  are === 'none' ? 'not-found' : are === 'smallest' && size > 1 ? 'minimal' : are;

function toldNeeds({ are, set }: Prerequisites, { changes, all, untold }: EarlierChanges): FoundNeeds {
  const needed = set.flatMap((name) => changes.find((change) => change.name === name) ?? []);
  const commits = needed.flatMap((change) =>
    change.commits.map(({ source, subject }) => ({
      name: change.name,
      pr: source.pr,
      sha: source.sha,
      subject,
    })),
  );
  return { needs: { are: all ? are : asSure(are, set.length), commits }, untold };
}
