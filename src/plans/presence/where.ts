import type { Sha } from '../../domain/git.ts';
import type { WhereChange, WherePlace, WhereResult, WhereReverted } from '../../domain/where.ts';
import type { Places } from './already-there.ts';
import type { PlaceRef } from './where-refs.ts';

/** A change that was asked about: the commits it is, and what it is called. */
export interface NamedChange {
  /** `#231`, or a whole SHA. */
  readonly of: string;
  readonly pr: number | null;
  readonly title: string;
  /** Why it could not be looked up as a merged PR; null where it could. */
  readonly note: string | null;
  readonly commits: readonly Sha[];
}

/** Puts together where each change is, from where each of its commits is. `places` answers for a commit at a tip. */
export function whereAre(
  changes: readonly NamedChange[],
  refs: readonly PlaceRef[],
  places: (source: Sha, tip: Sha) => Places,
): WhereResult {
  const told = changes.map((change) => whereIs(change, refs, places));
  return {
    changes: told.map(({ change }) => change),
    places: told.flatMap((one) => one.places),
    reverted: told.flatMap((one) => one.reverted),
  };
}

function whereIs(
  { of, pr, title, note, commits }: NamedChange,
  refs: readonly PlaceRef[],
  placesAt: (source: Sha, tip: Sha) => Places,
) {
  const looked = refs.map((ref) => {
    const at = commits.map((source) => ({ source, ...placesAt(source, ref.commit) }));
    const named = { of, ref: ref.name, kind: ref.kind };
    const places = at.flatMap(({ source, held: [place] }): WherePlace[] =>
      place === undefined ? [] : [{ ...named, source, ...place }],
    );
    const reverted = at.flatMap(({ source, held, lost: [gone] }): WhereReverted[] =>
      gone === undefined || held.length > 0 ? [] : [{ ...named, source, commit: gone.commit, by: gone.by }],
    );
    return { ref, places, reverted, state: stateOf(commits.length, places.length, reverted.length) };
  });
  const those = (state: State) => looked.filter((one) => one.state === state).map(({ ref }) => ref);
  const names = (state: State) => those(state).map(({ name }) => name);
  const firstOf = (kind: PlaceRef['kind']) => those('held').find((ref) => ref.kind === kind)?.name ?? null;
  const change: WhereChange = {
    of,
    ...(pr === null ? {} : { pr }),
    title,
    note,
    commits: [...commits],
    held: names('held'),
    partly: names('partly'),
    reverted: names('reverted'),
    missing: those('missing').flatMap(({ kind, name }) => (kind === 'branch' ? [name] : [])),
    firstCandidate: firstOf('candidate'),
    firstRelease: firstOf('release'),
  };
  return {
    change,
    places: looked.flatMap((one) => one.places),
    reverted: looked.flatMap((one) => one.reverted),
  };
}

type State = 'held' | 'partly' | 'reverted' | 'missing';

function stateOf(commits: number, held: number, reverted: number): State {
  if (held > 0) return held === commits ? 'held' : 'partly';
  return reverted > 0 ? 'reverted' : 'missing';
}
