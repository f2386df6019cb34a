import type { Trouble } from '../domain/errors.ts';
import { short } from '../domain/git.ts';
import type { PickOfTarget, PickTarget } from '../domain/results.ts';
import type { Refusal } from './pick.ts';

/**
 * What keeps a target from being picked onto: its conflicts (exit 4) and its refusals (exit 3), one of each. Why a
 * change was refused stands in its row; here is who has to do what about it.
 */
export function pickTroubles(target: PickTarget, refusals: readonly Refusal[]): Trouble[] {
  const conflicts = target.picks.filter((pick) => pick.outcome === 'conflict');
  const refused = target.picks.filter((pick) => pick.outcome === 'refused' && !isHeldBack(pick));
  const troubles: Trouble[] = [];
  if (conflicts.length > 0) {
    const paths = [...new Set(conflicts.flatMap((pick) => pick.paths ?? []))].sort();
    troubles.push({
      code: 'conflict',
      message: `${target.branch}: ${names(conflicts)} ${conflicts.length === 1 ? 'conflicts' : 'conflict'}; nothing was changed there`,
      why: `conflicts in ${paths.join(', ')}`,
      remedy: `pick what ${names(conflicts)} needs first, or leave it out; to see what came between, run: git log --oneline ${short(target.before)}..${short(conflicts[0]?.source ?? '')}`,
    });
  }
  if (refused.length > 0) {
    troubles.push({
      code: 'gate-failed',
      message: `${target.branch}: ${names(refused)} may not be picked; nothing was changed there`,
      remedy: `${[...new Set(refusals.map(({ remedy }) => remedy))].join('\n')}; or leave ${refused.length === 1 ? 'it' : 'them'} out`,
    });
  }
  return troubles;
}

/** Why a clean pick was not made: another one of the same target stopped it. */
export const heldBack = 'held back: it applies, but another one of the list does not';

const isHeldBack = (pick: PickOfTarget): boolean => pick.reason === heldBack;

const names = (picks: readonly PickOfTarget[]): string =>
  [...new Set(picks.map((pick) => (pick.pr === undefined ? short(pick.source) : `#${pick.pr}`)))].join(', ');
