import type { Check } from '../../domain/change.ts';
import { millisOf } from '../../domain/time.ts';

/**
 * The newest of each (kind, name, app, workflow): GitHub keeps the runs that another event left on the same SHA
 * (fact 24), and a green app must not hide another app's red. Where two are equally new, both stay.
 */
export function latest(checks: readonly Check[]): Check[] {
  const groups = new Map<string, Check[]>();
  for (const check of checks) {
    const key = JSON.stringify([check.kind, check.name, check.app, check.workflow]);
    groups.set(key, [...(groups.get(key) ?? []), check]);
  }
  return [...groups.values()].flatMap((group) => {
    const newest = Math.max(...group.map(startOf));
    return group.filter((check) => startOf(check) === newest);
  });
}

/** When it started; one that says no time at all is queued, and so newer than every other. */
const startOf = (check: Check): number =>
  millisOf(check.startedAt) ?? millisOf(check.completedAt) ?? Number.POSITIVE_INFINITY;
