import type { PickDecisions } from '../../domain/pick-request.ts';
import type { OpenConflict, PlannedTarget } from './forecast.ts';

/** A request for picks onto these branches, with what a person decided of it. */
interface Decided extends PickDecisions {
  readonly into: readonly string[];
}

/** What a run of picks leaves for `rel continue`. */
export interface PickLeft<R> {
  /** The first conflict that a person is to resolve; null where another try is all that is left. */
  readonly conflict: OpenConflict | null;
  /** The request for the targets that are left. */
  readonly request: R & { into: string[] };
  /** A person has resolved or left out something on one of them: it must not be lost. */
  readonly decided: boolean;
  readonly pushed: readonly string[];
}

/**
 * What is left once the plan has been carried out; null where there is nothing for a person to resolve and nothing
 * that they have resolved.
 *
 * @param isMade whether the plan's part for this branch has been carried out
 */
export function leftOfPick<R extends Decided>(
  planned: readonly PlannedTarget[],
  request: R,
  isMade: (branch: string) => boolean,
): PickLeft<R> | null {
  const left = planned.filter(({ clean, result }) => !clean || !isMade(result.branch));
  const branches = new Set(left.map(({ result }) => result.branch));
  const conflict = left.find(({ open }) => open !== null)?.open ?? null;
  const decided = [...request.resolutions, ...request.skips].some(({ target }) => branches.has(target));
  if (conflict === null && !decided) return null;
  const pushed = planned.flatMap(({ result: { branch, before, after } }) =>
    !branches.has(branch) && after !== before ? [branch] : [],
  );
  return { conflict, request: { ...request, into: [...branches] }, decided, pushed };
}
