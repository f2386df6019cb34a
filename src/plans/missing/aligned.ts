import { diffArrays } from 'diff';
import { isSignificant, lineKey } from './significant.ts';

/** A comparison that finds more changes than these gives up: the files have little in common. */
const mostChanges = 4000;

/**
 * Whether a comparison of two files holds all of `wanted` (line keys) to be common, each near another common line that
 * says something, or where the one file has nothing that the other has not.
 */
export function isAligned(
  one: readonly string[],
  other: readonly string[],
  wanted: readonly string[],
): boolean {
  const parts = diffArrays(one.map(lineKey), other.map(lineKey), { maxEditLength: mostChanges });
  if (parts === undefined) return false;
  const rows = parts.flatMap(({ value, added, removed }) =>
    value.map((key) => ({ key, common: !added && !removed, own: added })),
  );
  const isWithin = rows.every(({ key, own }) => !own || !isSignificant(key));
  return wanted.every((key) =>
    rows.some((row, at) => {
      if (!row.common || row.key !== key) return false;
      const near = [...rows.slice(Math.max(0, at - 10), at), ...rows.slice(at + 1, at + 11)];
      return isWithin || near.some((n) => n.common && isSignificant(n.key) && !wanted.includes(n.key));
    }),
  );
}
