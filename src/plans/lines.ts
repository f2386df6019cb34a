import type { Train } from '../domain/facts.ts';
import type { Sha } from '../domain/git.ts';
import { lineOf } from '../domain/line.ts';
import type { Policy } from '../domain/policy.ts';
import { isLive, type Released } from './trains.ts';
import { compareVersions } from './versions.ts';

/** A line of releases as it stands: what the next hotfix of it has to hold. */
export interface LineState {
  /** MAJOR.MINOR. */
  readonly line: string;
  /** Its live hotfix; null where there is none, so that nothing can be brought onto the line. */
  readonly train: Train | null;
  /** Its newest release; null where it has none. */
  readonly release: Released | null;
  /** The live hotfix's branch or else the newest release's tag, as short names, and the commit it is on. */
  readonly ref: string;
  readonly tip: Sha;
}

/** MAJOR.MINOR in the order of their numbers: negative where `a` comes before `b`. */
export const compareLines = (a: string, b: string): number => compareVersions(`${a}.0`, `${b}.0`);

/** The newest release of a line; null where it has none. `released` is in the order of versions (`releasesOf`). */
export const newestOfLine = (line: string, released: readonly Released[]): Released | null =>
  released.findLast(({ version }) => lineOf(version) === line) ?? null;

/** The live hotfix of a line, the one with the highest version; null where there is none. */
export const liveHotfix = (line: string, trains: readonly Train[]): Train | null =>
  trains.findLast((train) => train.kind === 'hotfix' && isLive(train) && lineOf(train.version) === line) ??
  null;

/** How a line stands: its live hotfix's tip, else its newest release; null where it has neither. */
export function lineState(
  line: string,
  { trains, released }: { readonly trains: readonly Train[]; readonly released: readonly Released[] },
): LineState | null {
  const train = liveHotfix(line, trains);
  const release = newestOfLine(line, released);
  if (train !== null) return { line, train, release, ref: train.branch, tip: train.tip };
  return release === null ? null : { line, train, release, ref: release.tag, tip: release.commit };
}

/**
 * Whether a version is of a line before production's own, so that its release is neither merged into production nor
 * the latest. `production` is the version that production stands for; null: nothing is older than nothing.
 */
export const isOlderLine = (version: string, production: string | null): boolean =>
  production !== null && compareLines(lineOf(version), lineOf(production)) < 0;

/** The older lines that the policy supports, oldest first: without production's own and what comes after it. */
export const olderLines = ({ lines }: Pick<Policy, 'lines'>, production: string | null): string[] =>
  lines.filter((line) => isOlderLine(`${line}.0`, production)).sort(compareLines);
