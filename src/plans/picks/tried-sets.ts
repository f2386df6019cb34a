/**
 * What came of one try: whether the change that conflicts is clean after the set, and which members of the set were
 * left out of it, since they conflicted themselves or changed nothing.
 */
export interface Tried {
  readonly clean: boolean;
  readonly stopped: readonly string[];
}

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

export const without = (set: readonly string[], left: readonly string[]): readonly string[] =>
  left.length === 0 ? set : set.filter((name) => !left.includes(name));

const keyOf = (set: readonly string[]): string => set.join('\n');
