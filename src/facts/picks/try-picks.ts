import type { Sha, Signature } from '../../domain/git.ts';
import { pickSequence, type SequencePick } from '../../git/pick-sequence.ts';
import { readChanges } from '../../git/picks/changes.ts';
import type { Repository } from '../../git/repository.ts';
import type { Source } from '../../plans/picks/forecast.ts';
import { trailersOf } from '../../plans/picks/steps.ts';
import type { Tried } from '../../plans/picks/tried-sets.ts';
import type { LandedChange } from '../presence/landed-changes.ts';

/** What is tried again and again with other changes before it. */
export interface Trial {
  readonly tip: Sha;
  readonly committer: Signature;
  /** The change that conflicts. */
  readonly change: readonly Source[];
  /** What the same run picks cleanly. */
  readonly asked: readonly Source[];
  /** The changes that sets are made of. */
  readonly candidates: readonly LandedChange[];
  /** Where each commit of all these stands in landing order. */
  readonly place: ReadonlyMap<Sha, number>;
}

/** What came of a set, and the paths in which commits of its members conflicted. */
export interface TrialResult extends Tried {
  readonly conflicts: ReadonlyMap<Sha, readonly string[]>;
}

/**
 * Picks a set of the candidates, by name, together with the change that conflicts and what the same run picks, in
 * landing order and in memory. A member that conflicts, or that is empty, is left out whole.
 */
export async function tryPicks(repo: Repository, trial: Trial, set: readonly string[]): Promise<TrialResult> {
  const members = trial.candidates.filter(({ name }) => set.includes(name));
  const picks = await pickAll(repo, trial, members);
  const outcomes = (shas: readonly Source[]) => shas.map(({ sha }) => picks.get(sha)?.outcome);
  const conflicts = new Map<Sha, readonly string[]>();
  const stopped = members.filter(({ commits }) => {
    for (const { source } of commits) {
      const pick = picks.get(source.sha);
      if (pick?.outcome === 'conflict') conflicts.set(source.sha, pick.paths);
    }
    const all = outcomes(commits.map((commit) => commit.source));
    return all.includes('conflict') || !all.includes('picked');
  });
  // Of what is left out whole nothing may have been picked, or the rest stands on it.
  const partial = stopped.find(({ commits }) => commits.some(({ source }) => isPicked(picks, source)));
  if (partial !== undefined) {
    const rest = await tryPicks(
      repo,
      trial,
      set.filter((name) => name !== partial.name),
    );
    const left = new Set([partial.name, ...rest.stopped]);
    return {
      clean: rest.clean,
      stopped: set.filter((name) => left.has(name)),
      conflicts: new Map([...conflicts, ...rest.conflicts]),
    };
  }
  const clean = !outcomes([...trial.change, ...trial.asked]).includes('conflict');
  return { clean, stopped: stopped.map(({ name }) => name), conflicts };
}

const isPicked = (picks: ReadonlyMap<Sha, SequencePick>, { sha }: Source): boolean =>
  picks.get(sha)?.outcome === 'picked';

/** Nothing that landed after the change has a say in whether it is clean. */
async function pickAll(
  repo: Repository,
  { tip, committer, change, asked, place }: Trial,
  members: readonly LandedChange[],
): Promise<Map<Sha, SequencePick>> {
  const placeOf = ({ sha }: Source): number => place.get(sha) ?? -1;
  const last = Math.max(...change.map(placeOf));
  const others = [...asked, ...members.flatMap(({ commits }) => commits.map(({ source }) => source))];
  const sources = [...others.filter((source) => placeOf(source) < last), ...change];
  sources.sort((a, b) => placeOf(a) - placeOf(b));
  const picks = await pickSequence(repo, {
    onto: tip,
    committer,
    sources: sources.map((source) => ({ ...source, trailers: trailersOf(source) })),
  });
  return new Map(sources.flatMap(({ sha }, at) => (picks[at] === undefined ? [] : [[sha, picks[at]]])));
}

/**
 * The part of `asked` that changes a path which another of these commits changes: the rest comes out the same
 * whatever is tried, and costs its time at every try.
 */
export async function related(
  repo: Repository,
  asked: readonly Source[],
  others: readonly Source[],
): Promise<Source[]> {
  const changes = await readChanges(
    repo,
    [...asked, ...others].map(({ sha }) => sha),
  );
  const pathsOf = ({ sha }: Source): string[] => (changes.get(sha) ?? []).map(({ path }) => path);
  const paths = new Set(others.flatMap(pathsOf));
  return asked.filter((source) => pathsOf(source).some((path) => paths.has(path)));
}
