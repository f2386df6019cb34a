import { isVersion } from './pattern.ts';

/** What a release is, by its version alone, the smallest first. */
export const releaseTypes = ['patch', 'minor', 'major'] as const;
export type ReleaseType = (typeof releaseTypes)[number];

/**
 * What a version says it is: x.0.0 is `major`, x.y.0 `minor`, any other `patch`; null for what is no version, such as
 * the branch that a fix is picked onto.
 */
export function releaseTypeOf(version: string): ReleaseType | null {
  if (!isVersion(version)) return null;
  const [, minor, patch] = version.split('.');
  if (patch !== '0') return 'patch';
  return minor === '0' ? 'major' : 'minor';
}
