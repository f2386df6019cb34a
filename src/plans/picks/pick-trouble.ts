import type { Trouble } from '../../domain/errors.ts';
import { short } from '../../domain/git.ts';
import type { PickOfTarget, PickTarget } from '../../domain/results.ts';
import type { Refusal } from './forecast.ts';
import { needsHint, refusedNames } from './needs-text.ts';

/**
 * What keeps a target from being picked onto: its conflicts (exit 4) and its refusals (exit 3), one of each. Why a
 * change was refused stands in its row; here is who has to do what about it.
 *
 * @param version the train's, where one runs on the branch
 */
export function pickTroubles(
  target: PickTarget,
  refusals: readonly Refusal[],
  version: string | null,
): Trouble[] {
  const conflicts = target.picks.filter((pick) => pick.outcome === 'conflict' && pick.reason !== leftOut);
  const unseen = refusals.filter((refusal) => refusal.unseen === true).map(({ reason }) => reason);
  const stopped = target.picks.filter((pick) => pick.outcome === 'refused' && !isHeldBack(pick));
  const refused = stopped.filter((pick) => !unseen.includes(pick.reason ?? ''));
  const unlooked = stopped.filter((pick) => unseen.includes(pick.reason ?? ''));
  const troubles: Trouble[] = [];
  if (conflicts.length > 0) {
    const paths = [...new Set(conflicts.flatMap((pick) => pick.paths ?? []))].sort();
    troubles.push({
      code: 'conflict',
      message: `${target.branch}: ${names(conflicts)} ${conflicts.length === 1 ? 'conflicts' : 'conflict'}; nothing was changed there`,
      why: `conflicts in ${paths.join(', ')}`,
      remedy:
        needsHint(target, version) ??
        [
          `leave ${names(conflicts)} out, or resolve it by hand on a terminal:`,
          `rel pick ${words(conflicts)} --into ${version ?? target.branch} --on-conflict ask`,
        ].join('\n'),
    });
  }
  if (refused.length > 0) {
    troubles.push({
      code: 'gate-failed',
      message: `${target.branch}: ${refusedNames(refused)} may not be picked; nothing was changed there`,
      remedy: `${[...new Set(refusals.flatMap((refusal) => (refusal.unseen ? [] : [refusal.remedy])))].join('\n')}; or leave ${refused.length === 1 ? 'it' : 'them'} out`,
    });
  }
  if (unlooked.length > 0) troubles.push(reviewNeeded(target, unlooked));
  return troubles;
}

/** Clean, but not to be made unless somebody looks (exit 4). */
const reviewNeeded = ({ branch }: PickTarget, picks: readonly PickOfTarget[]): Trouble => ({
  code: 'review-needed',
  message: `${branch}: ${names(picks)} ${picks.length === 1 ? 'applies' : 'apply'}, but a person has to look first; nothing was changed there`,
  why: [...new Set(picks.map((pick) => pick.reason ?? ''))].join('; '),
  remedy: `run it from a terminal, without --yes, where you are asked: rel pick ${words(picks)} --into ${branch}`,
});

/** Why a conflict is none that keeps the others back: a person said so. */
export const leftOut = 'left out';

/** Why a clean pick was not made: another one of the same target stopped it. */
export const heldBack = 'held back: it applies, but another one of the list does not';

/** The same where a person is to resolve that other one. */
export const heldUntil = (name: string): string => `held back: it applies, and goes with ${name}`;

const isHeldBack = (pick: PickOfTarget): boolean => pick.reason?.startsWith('held back: ') === true;

const words = (picks: readonly PickOfTarget[]): string => names(picks).replaceAll(/[#,]/g, '');

const names = (picks: readonly PickOfTarget[]): string =>
  [...new Set(picks.map((pick) => (pick.pr === undefined ? short(pick.source) : `#${pick.pr}`)))].join(', ');
