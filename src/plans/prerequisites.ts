import type { Sha } from '../domain/git.ts';

/**
 * What came of one try: whether the change that conflicts is clean after the set, and which members of the set were
 * left out of it, since they conflicted themselves or changed nothing.
 */
export interface Tried {
  readonly clean: boolean;
  readonly stopped: readonly string[];
}

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
 * a few git processes, so that a conflict costs a second at worst.
 */
export const mostTries = 64;

/** The same where not even all changes together help: then a smaller set hardly ever does. */
export const mostVainTries = 16;

/** How many tries may go into leaving members out of a set that does. */
export const mostReducingTries = 64;

/** How many sets may be looked at that need no try: what is known of others rules them out. */
const mostLooks = 20_000;

/** What is known from tries so far; it stays true when candidates are added. */
export class TriedSets {
  readonly #tried = new Map<string, Tried>();
  /** Members that were left out, each with those taken before it: nothing that comes after them matters to that. */
  readonly #stopped = new Set<string>();
  count = 0;

  get = (set: readonly string[]): Tried | undefined => this.#tried.get(keyOf(set));

  add(set: readonly string[], tried: Tried): void {
    this.count += 1;
    this.#tried.set(keyOf(set), tried);
    const taken = without(set, tried.stopped);
    this.#tried.set(keyOf(taken), { clean: tried.clean, stopped: [] });
    const before: string[] = [];
    for (const name of set) {
      if (tried.stopped.includes(name)) this.#stopped.add(keyOf([...before, name]));
      else before.push(name);
    }
  }

  /** Whether one of the set would be left out for what is known: then the set is as good as one that is smaller. */
  isPadded(set: readonly string[]): boolean {
    return set.some((_, at) => this.#stopped.has(keyOf(set.slice(0, at + 1))));
  }
}

type Search<T> = Generator<readonly string[], T, Tried>;

/**
 * The smallest set of changes with which another one that conflicts is clean. Yields sets to try (in landing order) and
 * is given what came of each; answers what it found. Sets are tried in order of size, the likeliest first, so that the
 * first that does is the smallest. Where that would take too many tries, it starts from all of them and leaves out what
 * can be left out.
 */
export function* searchPrerequisites(candidates: Candidates, tried: TriedSets): Search<Prerequisites> {
  const { inOrder, likely, direct } = candidates;
  if (inOrder.length === 0) return { are: 'none', set: [] };
  for (const name of likely.slice(0, direct)) {
    if ((yield* tryOut([name], tried)).clean) return { are: 'smallest', set: [name] };
  }
  const all = yield* tryOut(inOrder, tried);
  const most = tried.count + (all.clean ? mostTries : mostVainTries);
  let looks = mostLooks;
  for (let size = 1; size <= inOrder.length; size += 1) {
    for (const set of subsets(likely, size)) {
      const ordered = inOrder.filter((name) => set.includes(name));
      looks -= 1;
      if (looks < 0 || tried.count >= most) {
        if (!all.clean) return { are: 'not-found', set: [] };
        return yield* reduced(without(inOrder, all.stopped), size, { likely, tried });
      }
      if (tried.isPadded(ordered)) continue;
      if ((yield* tryOut(ordered, tried)).clean) return { are: 'smallest', set: ordered };
    }
  }
  return { are: 'none', set: [] };
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
  const most = tried.count + mostReducingTries;
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

const without = (set: readonly string[], left: readonly string[]): readonly string[] =>
  left.length === 0 ? set : set.filter((name) => !left.includes(name));

const keyOf = (set: readonly string[]): string => set.join('\n');
