import type { Trouble } from '../../domain/errors.ts';
import type { Train } from '../../domain/facts.ts';
import { lineOf } from '../../domain/line.ts';
import type { Policy } from '../../domain/policy.ts';
import { isOlderLine as comesBefore } from '../lines.ts';
import { compareVersions } from '../versions.ts';

/** True where a release of a later line is out, so that production is ahead: 1.8.4 after 1.9.0. */
export const isOlderLine = (version: string, released: readonly string[]): boolean =>
  comesBefore(version, released.at(-1) ?? null);

/** The newest release of the version's own line; undefined where none is out. `released` is oldest first. */
export const newestOfLine = (version: string, released: readonly string[]): string | undefined =>
  released.findLast((out) => lineOf(out) === lineOf(version));

/**
 * Why a version may not be released after what is out; null where it may. A line only goes forward: 1.7.2 after 1.7.1.
 * So does production: 1.8.0 after 1.9.0 is for those who keep the line 1.8 (`lines`), and then stays off production.
 */
export function orderTrouble(
  { version, kind }: Train,
  released: readonly string[],
  { lines, branches }: Pick<Policy, 'lines' | 'branches'>,
): Trouble | null {
  const line = lineOf(version);
  const later = newestOfLine(version, released);
  if (later !== undefined && compareVersions(later, version) > 0) {
    const again = kind === 'rc' ? 'rel cut-rc' : `rel cut-hotfix --line ${line}`;
    return {
      code: 'version-order',
      message: `${version} cannot be released: ${later} of the same line is out already`,
      why: 'a line only goes forward',
      remedy: `take its fixes into the next version; run: ${again}`,
    };
  }
  if (!isOlderLine(version, released) || lines.includes(line)) return null;
  return {
    code: 'version-order',
    message: `${version} cannot be released: ${released.at(-1)} is out already`,
    why: `${branches.production} only goes forward, and ${line} is not among the older lines that are kept (\`lines\` of the policy)`,
    remedy: `put "${line}" into \`lines\` on ${branches.develop}, then run: rel promote ${version} (tags and releases it, and leaves ${branches.production} as it is)`,
  };
}
