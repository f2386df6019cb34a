import type { Sha, Signature } from '../domain/git.ts';
import { readCommits } from '../git/objects.ts';
import { pickInMemory } from '../git/pick.ts';
import type { Repository } from '../git/repository.ts';
import { type Forecast, type Source, trailersOf } from '../plans/pick.ts';
import { type AlreadyThere, readTargetHistory } from './target-history.ts';

export interface ForecastOptions {
  readonly tip: Sha;
  /** In landing order. */
  readonly sources: readonly Source[];
  readonly committer: Signature;
  /** What is known of the target already, where several forecasts are made for it; read here if left out. */
  readonly already?: AlreadyThere;
}

/**
 * Tries the picks one after the other in memory, each on top of the clean ones before it. Commits are written to
 * the object store, where nothing refers to them; no ref, index or working tree is touched.
 */
export async function forecastPicks(repo: Repository, options: ForecastOptions): Promise<Forecast[]> {
  const { sources, committer } = options;
  const shas = sources.map((source) => source.sha);
  const already = options.already ?? (await readTargetHistory(repo, options.tip, shas));
  const forecasts: Forecast[] = [];
  let onto = options.tip;
  for (const source of sources) {
    const forecast = await forecastOne(source);
    if (forecast.outcome === 'picked') onto = forecast.commit;
    forecasts.push(forecast);
  }
  return forecasts;

  async function forecastOne(source: Source): Promise<Forecast> {
    // What is there needs nobody's approval any more: a command that is run again has nothing to do.
    const place = already(source.sha);
    if (place !== null)
      return { source, outcome: 'already', commit: place.commit, reason: `by ${place.how}` };
    if (source.refused !== null) return { source, outcome: 'refused', refusal: source.refused };
    const mainline = source.mainline === null ? {} : { mainline: source.mainline };
    const picked = await pickInMemory(repo, {
      source: source.sha,
      onto,
      committer,
      trailers: trailersOf(source),
      ...mainline,
    });
    switch (picked.outcome) {
      case 'picked':
        return { source, onto, outcome: 'picked', commit: picked.commit, tree: picked.tree };
      case 'empty':
        return { source, outcome: 'empty', reason: 'the branch has all of its content already' };
      case 'conflict':
        return { source, outcome: 'conflict', paths: picked.paths };
    }
  }
}

/** The tree of a commit. */
export async function treeOf(repo: Repository, commit: Sha): Promise<Sha> {
  const data = (await readCommits(repo, [commit])).get(commit);
  if (data === undefined) throw new Error(`the commit ${commit} is not here`);
  return data.tree;
}
