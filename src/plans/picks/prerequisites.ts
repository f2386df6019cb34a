import type { Sha } from '../../domain/git.ts';
import { type Tried, type TriedSets, without } from './tried-sets.ts';

/** The changes that may be needed, by name. */
export interface Candidates {
  /** In landing order, which is the order that every set is tried in. */
  readonly inOrder: readonly string[];
  /** The same names, those most likely to be needed first. */
  readonly likely: readonly string[];
  /** How many of `likely` wrote the lines in conflict. */
  readonly direct: number;
}

/**
 * How sure a found set is: `smallest` (every smaller one was tried), `minimal` (none of it can be left out), `enough`
 * (it does, and fewer may do); and how sure it is that there is none: `none` (every set was tried), `not-found`.
 */
export type Sureness = 'smallest' | 'minimal' | 'enough' | 'none' | 'not-found';

/** The set to pick first, in landing order; empty where there is none. */
export interface Prerequisites {
  readonly are: Sureness;
  readonly set: readonly string[];
}

/** The same, told: the commits to pick first. */
export interface Needs {
  readonly are: Sureness;
  readonly commits: readonly NeededCommit[];
}

export interface NeededCommit {
  /** `#228` for all commits of a PR, else the whole SHA: what `rel pick` takes for it. */
  readonly name: string;
  readonly pr: number | null;
  readonly sha: Sha;
  readonly subject: string;
}

/**
 * How many tries the search for the smallest set may take: all subsets of six changes, all pairs of ten. A try costs
 * a few git processes, tens of milliseconds, and most conflicts need one to three.
 */
export const mostTries = 64;

/** The same where not even all changes together help: then a smaller set hardly ever does. All subsets of four. */
const mostVainTries = 16;

/** How many tries may go into leaving members out of a set that does. */
const mostReducingTries = 64;

/** How many sets may be looked at that need no try: what is known of others rules them out. */
const mostLooks = 5_000;

type Search<T> = Generator<readonly string[], T, Tried>;

/**
 * The smallest set of changes with which another one that conflicts is clean. Yields sets to try (in landing order) and
 * is given what came of each; answers what it found. One set that does is found first: those that wrote the lines in
 * conflict, else all. Then smaller ones are tried in order of size, the likeliest first, so that the first that does is
 * the smallest. Where that would take too many tries, what can be left out of the set that does is left out.
 */
export function* searchPrerequisites(candidates: Candidates, tried: TriedSets): Search<Prerequisites> {
  const { inOrder, likely, direct } = candidates;
  if (inOrder.length === 0) return { are: 'none', set: [] };
  for (const name of likely.slice(0, direct)) {
    if ((yield* tryOut([name], tried)).clean) return { are: 'smallest', set: [name] };
  }
  const enough = yield* setThatDoes(candidates, tried);
  const most = enough === null ? mostVainTries : mostTries;
  const sizes = enough === null ? inOrder.length : enough.length - 1;
  for (let size = 1; size <= sizes; size += 1) {
    const sets = setsToTry(candidates, size, tried, most - tried.count);
    if (sets === null) {
      return enough === null
        ? { are: 'not-found', set: [] }
        : yield* reduced(enough, size, { likely, tried });
    }
    for (const set of sets) {
      if (tried.isPadded(set)) continue;
      if ((yield* tryOut(set, tried)).clean) return { are: 'smallest', set };
    }
  }
  return enough === null ? { are: 'none', set: [] } : { are: 'smallest', set: enough };
}

/** The changes that wrote the lines in conflict, else all, without those that are left out; null where neither does. */
function* setThatDoes(
  { inOrder, likely, direct }: Candidates,
  tried: TriedSets,
): Search<readonly string[] | null> {
  const writers = likely.slice(0, direct);
  for (const set of [inOrder.filter((name) => writers.includes(name)), inOrder]) {
    const result = set.length < 2 ? null : yield* tryOut(set, tried);
    if (result?.clean) return without(set, result.stopped);
  }
  return null;
}

/**
 * The sets of a size of which more than that they do not do has to be known, likeliest first; null where they are more
 * than `most`, so that not all of them could be tried.
 */
function setsToTry(
  { inOrder, likely }: Candidates,
  size: number,
  tried: TriedSets,
  most: number,
): readonly (readonly string[])[] | null {
  const sets: (readonly string[])[] = [];
  let [looks, tries] = [mostLooks, 0];
  for (const subset of subsets(likely, size)) {
    looks -= 1;
    if (looks < 0) return null;
    const set = inOrder.filter((name) => subset.includes(name));
    if (tried.isPadded(set)) continue;
    if (tried.get(set) === undefined) tries += 1;
    if (tries > most) return null;
    sets.push(set);
  }
  return sets;
}

/** Tries a set unless it was tried before. */
function* tryOut(set: readonly string[], tried: TriedSets): Search<Tried> {
  const known = tried.get(set);
  if (known !== undefined) return known;
  const result = yield set;
  tried.add(set, result);
  return result;
}

/**
 * Leaves out of a set that does what can be left out: first half of it at once, at last one by one, until none can.
 * No set of fewer than `size` members does.
 */
function* reduced(
  enough: readonly string[],
  size: number,
  { likely, tried }: { readonly likely: readonly string[]; readonly tried: TriedSets },
): Search<Prerequisites> {
  const most = mostTries + mostReducingTries;
  let set = enough;
  for (let chunk = Math.ceil(set.length / 2); ; ) {
    const before = set.length;
    const leastLikelyFirst = likely.filter((name) => set.includes(name)).reverse();
    for (let at = 0; at < leastLikelyFirst.length; at += chunk) {
      const rest = without(set, leastLikelyFirst.slice(at, at + chunk));
      if (rest.length === 0 || rest.length === set.length) continue;
      if (tried.count >= most) return { are: set.length <= size ? 'smallest' : 'enough', set };
      const result = yield* tryOut(rest, tried);
      if (result.clean) set = without(rest, result.stopped);
    }
    if (chunk === 1 && set.length === before) break;
    chunk = Math.max(1, Math.min(Math.floor(chunk / 2), set.length - 1));
  }
  return { are: set.length <= size ? 'smallest' : 'minimal', set };
}

/** The subsets of a size, those of the first names first. */
function* subsets(names: readonly string[], size: number, from = 0): Generator<string[], void> {
  if (size === 0) return yield [];
  for (let at = from; at + size <= names.length; at += 1) {
    const name = names[at];
    if (name === undefined) return;
    for (const rest of subsets(names, size - 1, at + 1)) yield [name, ...rest];
  }
}
