import type { RefChange } from '../../domain/git.ts';
import type { LedgerEntry } from '../../domain/ledger.ts';
import type { Step } from '../../steps/registry.ts';
import type { PlannedTarget } from './forecast.ts';
import { holdBack } from './pick.ts';

/** Why a target stays as it was although everything applies there (`--all-or-nothing`). */
const heldTogether = 'held back: it applies, but another target does not get all of it';

/**
 * Several targets as one (`--all-or-nothing`): one push for all, or nothing anywhere. What comes back has the same
 * targets; the first one has all the steps.
 */
export function planTogether(targets: readonly PlannedTarget[]): PlannedTarget[] {
  if (targets.some((target) => !target.clean)) {
    return targets.map((target) => (target.clean ? holdBack(target, heldTogether) : target));
  }
  const steps = merged(targets);
  return targets.map((target, at) => ({ ...target, steps: at === 0 ? steps : [] }));
}

/** The name of the one target that several make. */
export const togetherName = (targets: readonly PlannedTarget[]): string =>
  targets.map(({ result }) => result.branch).join(' and ');

/** What stands before a target's push makes objects, what stands after it tells of it. */
function merged(targets: readonly PlannedTarget[]): Step[] {
  const target = togetherName(targets);
  const parts = targets.map(({ steps }) => {
    const at = steps.findIndex((step) => step.kind === 'push');
    return { before: steps.slice(0, Math.max(at, 0)), push: steps[at], after: steps.slice(at + 1) };
  });
  const pushes = parts.flatMap(({ push }) => (push?.kind === 'push' ? [push] : []));
  const [first] = pushes;
  const moves: RefChange[] = pushes.flatMap((push) => push.moves);
  const entries: LedgerEntry[] = pushes.flatMap((push) => push.ledger.entries);
  const push = first === undefined ? [] : [{ ...first, moves, ledger: { ...first.ledger, entries } }];
  const steps = [...parts.flatMap((part) => part.before), ...push, ...parts.flatMap((part) => part.after)];
  return steps.map((step) => ({ ...step, target }));
}
