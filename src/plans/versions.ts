import semverCompare from 'semver/functions/compare.js';
import semverInc from 'semver/functions/inc.js';
import type { ReleaseType } from '../domain/release-type.ts';

/** Semantic versioning's order: negative where `a` comes before `b`. */
export const compareVersions = (a: string, b: string): number => semverCompare(a, b);

/**
 * The next version of that type after everything that is out or on its way: `nextVersion('minor', ['1.7.1',
 * '1.8.0'])` is `1.9.0`, and with no version at all `0.1.0`, `1.0.0` or `0.0.1`.
 */
export function nextVersion(type: ReleaseType, taken: readonly string[]): string {
  const newest = [...taken].sort(compareVersions).at(-1) ?? '0.0.0';
  const next = semverInc(newest, type);
  if (next === null) throw new Error(`no version after ${newest}`);
  return next;
}
