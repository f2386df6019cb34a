import { type Sha, short } from '../../domain/git.ts';
import type { PickOfTarget, PickTarget } from '../../domain/results.ts';

interface Named {
  readonly pr?: number | undefined;
  readonly source: Sha;
}

const nameOf = ({ pr, source }: Named): string => (pr === undefined ? short(source) : `#${pr}`);
const namesOf = (all: readonly Named[]): string[] => [...new Set(all.map(nameOf))];

/**
 * What to type where some of a target's conflicts need other changes first, and what to do about the rest; null where
 * none is known to need anything.
 */
export function needsHint({ branch, picks }: PickTarget, version: string | null): string | null {
  const conflicts = picks.filter(({ outcome }) => outcome === 'conflict');
  const helped = conflicts.filter(({ needs = [] }) => needs.length > 0);
  if (helped.length === 0) return null;
  const words = namesOf([...helped.flatMap(({ needs = [] }) => needs), ...helped]);
  const args = words.map((name) => name.replace('#', '')).join(' ');
  const hint = `run: rel pick ${args} --into ${version ?? branch} (or add --with-prerequisites)`;
  const others = namesOf(conflicts).filter((name) => !namesOf(helped).includes(name));
  return others.length === 0 ? hint : `${hint}; leave ${others.join(', ')} out, or resolve it by hand`;
}

/** The changes that the gates refuse, without those that only wait for one of them. */
export function refusedNames(refused: readonly PickOfTarget[]): string {
  const own = refused.filter(({ needs }) => needs === undefined);
  const told = own.map((pick) => {
    const { neededBy = [] } = pick;
    return neededBy.length === 0
      ? nameOf(pick)
      : `${nameOf(pick)} (needed by ${namesOf(neededBy).join(', ')})`;
  });
  return [...new Set(told)].join(', ');
}
