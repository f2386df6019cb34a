import type { Sha, Signature } from '../../domain/git.ts';
import type { Forecast, Refusal, Source } from '../../plans/picks/forecast.ts';
import type { Needs } from '../../plans/picks/prerequisites.ts';
import {
  changeName,
  conflictingChanges,
  refusePrerequisites,
  type TakenPrerequisites,
  withNeeds,
} from '../../plans/picks/taken-prerequisites.ts';
import type { World } from '../world.ts';
import { findNeeds } from './prerequisites.ts';

/** What came of trying what was asked of a target, and the prerequisites taken for it as if the gates let them through. */
export interface Attempt {
  /** What the picks were tried on. */
  readonly onto: Sha;
  readonly forecasts: readonly Forecast[];
  /** Why the gates refuse a prerequisite, by its name. */
  readonly refusals: ReadonlyMap<string, Refusal>;
  readonly warnings: readonly string[];
}

export interface NeedsOptions {
  readonly withPrerequisites: boolean;
  readonly committer: Signature;
}

/**
 * For how many conflicting changes of a target it is found out what they need first. Each takes up to a second, and
 * whoever has more of them has another problem than a missing prerequisite.
 */
const mostSearched = 10;

/**
 * Tries picks, and where changes conflict finds what they need first, which each of their conflicts then says. With
 * `withPrerequisites` that is taken and all tried again, until no conflict is left or nothing helps; a prerequisite
 * that the gates refuse is refused, and with it what needs it. Answers the last attempt.
 *
 * @param attempt tries what was asked for and these prerequisites
 */
export async function forecastWithNeeds<A extends Attempt>(
  world: World,
  { withPrerequisites, committer }: NeedsOptions,
  attempt: (taken: TakenPrerequisites) => Promise<A>,
): Promise<A> {
  const found = new FoundNeeds();
  for (;;) {
    const tried = await attempt(withPrerequisites ? found.taken : new Map());
    const conflicts = conflictingChanges(tried.forecasts).filter((change) => found.isOpen(change));
    // What is taken for one may help the next one, too.
    const next = conflicts.slice(0, withPrerequisites ? 1 : mostSearched);
    for (const change of next) {
      const run = { tip: tried.onto, committer, forecasts: tried.forecasts, change };
      const { needs, untold } = await findNeeds(world, run);
      found.add(change, needs, untold);
    }
    if (withPrerequisites && next.length > 0) continue;
    const forecasts = refusePrerequisites(tried.forecasts, tried.refusals, found.needs);
    const warnings = [...tried.warnings, ...found.warnings(), ...notSearched(conflicts.length - next.length)];
    return { ...tried, forecasts: withNeeds(forecasts, found.needs), warnings };
  }
}

const notSearched = (count: number): string[] =>
  count <= 0
    ? []
    : [`what ${count} more conflicting changes need first was not looked for: pick fewer at once`];

/** What has been found so far. */
class FoundNeeds {
  /** By the name of the change that needs it. */
  readonly needs = new Map<string, Needs>();
  readonly taken = new Map<string, Source[]>();
  readonly #hopeless = new Set<string>();
  #untold: string | null = null;

  /** Whether more may be found for a change. A conflict that a person has resolved is theirs. */
  isOpen(change: readonly Source[]): boolean {
    return change.every(
      (source) => (source.change ?? null) === null && !this.#hopeless.has(changeName(source)),
    );
  }

  add([first]: readonly Source[], needs: Needs, untold: string | null): void {
    if (first === undefined) return;
    const name = changeName(first);
    this.needs.set(name, moreNeeds(this.needs.get(name), needs));
    this.#untold ??= untold;
    let isFresh = false;
    for (const prerequisite of new Set(needs.commits.map((commit) => commit.name))) {
      const others = this.taken.get(prerequisite) ?? [];
      if (others.some(({ sha }) => sha === first.sha)) continue;
      this.taken.set(prerequisite, [...others, first]);
      isFresh = true;
    }
    if (!isFresh) this.#hopeless.add(name);
  }

  warnings(): string[] {
    const some =
      'GitHub could not say which PR every earlier change came by: some are named by their commits';
    return this.#untold === null ? [] : [`${some} (${this.#untold})`];
  }
}

/** What was taken for a change before, not enough once other changes had theirs, and what it needs besides. */
function moreNeeds(before: Needs | undefined, needs: Needs): Needs {
  if (before === undefined || needs.commits.length === 0) return needs;
  return { are: 'enough', commits: [...before.commits, ...needs.commits] };
}
