import { type Sha, type Signature, short } from '../../domain/git.ts';
import { readCommits } from '../../git/objects.ts';
import { pickEach, pickSequence, type SequencePick } from '../../git/pick-sequence.ts';
import type { Repository } from '../../git/repository.ts';
import type { Forecast, Source } from '../../plans/picks/forecast.ts';
import { trailersOf } from '../../plans/picks/steps.ts';
import { readHistoryForPicks, type TargetHistory } from '../presence/target-history.ts';

export interface ForecastOptions {
  readonly tip: Sha;
  /** In landing order. */
  readonly sources: readonly Source[];
  readonly committer: Signature;
  /** What is known of the target already, where several forecasts are made for it; read here if left out. */
  readonly history?: TargetHistory;
  /** The sources that a person left out. */
  readonly skips?: readonly Sha[];
  /** The sources that come with another one of them, by their SHA: each change is picked once. */
  readonly together?: ReadonlyMap<Sha, Sha>;
}

/**
 * Tries the picks one after the other in memory, each on top of the clean ones before it. Commits are written to
 * the object store, where nothing refers to them; no ref, index or working tree is touched.
 */
export async function forecastPicks(repo: Repository, options: ForecastOptions): Promise<Forecast[]> {
  const { sources, committer, tip } = options;
  const history = options.history ?? (await readHistoryForPicks(repo, tip, sources));
  const skips = new Set(options.skips);
  const settled = sources.map((source) => settledWithout(source, history, skips));
  const together = new Map([...(options.together ?? [])].filter(([, other]) => !skips.has(other)));
  const isLeft = ({ sha }: Source, at: number) => settled[at] === null && !together.has(sha);
  const left = sources.filter(isLeft);
  const picks = await pickSequence(repo, {
    onto: tip,
    sources: left.map((source) => ({ ...source, trailers: trailersOf(source) })),
    committer,
  });
  let onto = tip;
  const forecasts = sources.map((source, at): Forecast | null => {
    const forecast = isLeft(source, at) ? tried(source, onto, picks.shift(), history) : settled[at];
    if (forecast?.outcome === 'picked') onto = forecast.commit;
    return forecast ?? null;
  });
  const of = new Map(forecasts.flatMap((f) => (f === null ? [] : [[f.source.sha, f] as const])));
  const alone = new Map([...together].filter(([, other]) => of.get(other)?.outcome !== 'conflict'));
  // What should have come with one that conflicts has to be tried by itself.
  if (alone.size < together.size) return forecastPicks(repo, { ...options, history, together: alone });
  return sources.map(
    (source, at) => forecasts[at] ?? alongWith(source, of.get(together.get(source.sha) ?? '')),
  );
}

type Alone = Required<Pick<ForecastOptions, 'tip' | 'committer' | 'history'>> & { readonly keep: boolean };

/**
 * Tries each of several lists by itself, none of which has anything that is settled already, as `forecastPicks` does; a
 * fixed number of git processes for all that can be picked path by path. What comes out is in the repository only where
 * it is to be kept.
 */
export async function forecastEach(
  repo: Repository,
  { tip, committer, history, keep }: Alone,
  lists: readonly (readonly Source[])[],
): Promise<Forecast[][]> {
  const alternatives = lists.map((sources) =>
    sources.map((source) => ({ ...source, trailers: trailersOf(source) })),
  );
  const picks = await pickEach(repo, { onto: tip, committer, alternatives, keep });
  return lists.map((sources, list) => {
    let onto = tip;
    return sources.map((source, at) => {
      const forecast = tried(source, onto, picks[list]?.[at], history);
      if (forecast.outcome === 'picked') onto = forecast.commit;
      return forecast;
    });
  });
}

/** What comes of a source that another one of the run brings: what comes of that one. */
function alongWith(source: Source, other: Forecast | undefined): Forecast {
  if (other === undefined) throw new Error(`what brings ${source.sha} was not tried`);
  if (other.outcome !== 'picked') return { ...other, source };
  const { pr, sha } = other.source;
  const name = pr === null ? short(sha) : `#${pr}`;
  return { source, outcome: 'already', commit: other.commit, reason: `with ${name}, which brings it` };
}

/** What needs no trying; null where the pick has to be tried. */
export function settledWithout(
  source: Source,
  { already }: TargetHistory,
  skips: ReadonlySet<Sha>,
): Forecast | null {
  // What is there needs nobody's approval any more: a command that is run again has nothing to do.
  const place = already(source.sha);
  if (place !== null) return { source, outcome: 'already', commit: place.commit, reason: `by ${place.how}` };
  if (skips.has(source.sha)) return { source, outcome: 'left-out' };
  return source.refused === null ? null : { source, outcome: 'refused', refusal: source.refused };
}

function tried(source: Source, onto: Sha, pick: SequencePick | undefined, history: TargetHistory): Forecast {
  switch (pick?.outcome) {
    case 'picked':
      return {
        ...{ source, onto, outcome: 'picked', commit: pick.commit, tree: pick.tree },
        direct: pick.way === 'direct',
      };
    case 'empty':
      return { source, outcome: 'empty', reason: history.emptyReason(source.sha) };
    case 'conflict':
      return { source, outcome: 'conflict', onto, paths: pick.paths };
    case undefined:
      throw new Error(`the pick of ${source.sha} was not tried`);
  }
}

/** The tree of a commit. */
export async function treeOf(repo: Repository, commit: Sha): Promise<Sha> {
  const data = (await readCommits(repo, [commit])).get(commit);
  if (data === undefined) throw new Error(`the commit ${commit} is not here`);
  return data.tree;
}
