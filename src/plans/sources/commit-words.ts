import type { Sha } from '../../domain/git.ts';
import { type Reverted, revertedBy } from './revert-message.ts';

/** What a commit says of itself: a claim, which content has to bear out where it decides alone. */
export interface CommitWords {
  readonly title: string;
  /** The commits its `-x` lines name. */
  readonly pickedFrom: readonly Sha[];
  /** Those of them that are this very change: none where it is several picks in one. */
  readonly origins: readonly Sha[];
  /** The PRs it says outright that it is: by trailer, as a backport, a merge or a re-landing of one. */
  readonly pullRequests: readonly number[];
  /** The numbers at the end of its title: its own PR's, or one that it only speaks of. */
  readonly titleNumbers: readonly number[];
  readonly reverted: Reverted;
  /** True where its title says that it takes something back. */
  readonly isRevert: boolean;
}

/** A squash on GitHub lists the messages it joins, some of them behind a bullet. */
const picked = /^[ \t]*(?:[*-][ \t]+)?\(cherry picked from commit ([0-9a-f]{40,64})\)[ \t\r]*$/gm;
const trailer = /^Pull-Request: (?:[\w.-]+\/[\w.-]+)?#(\d{1,9})$/gm;
const merged = /^Merge pull request #(\d{1,9}) from /;
/** The words of the backport tools and of people: `(backport #7)`, `Backport of #7`, `[1.8] Backport #7: ...`. */
const backport =
  /(?:^|[[(]|\] )(?:back-?port|cherry-?pick|pick)(?:s|ed)?(?: of| from)?:? (?:pr )?#(\d{1,9})\b/gim;

const again = /^(?:reapply|re-?land) ".* \(#(\d{1,9})\)"/i;
const titleEnd = /(?: \(#\d{1,9}\))+$/;

/** Reads a commit's message. `repository` (OWNER/NAME) as in `revertedBy`. */
export function commitWords(message: string, repository: string | null = null): CommitWords {
  const title = titleOf(message);
  const named = [...message.matchAll(trailer), ...message.matchAll(backport)].map(([, number]) => number);
  const landed = [merged.exec(title)?.[1], again.exec(title)?.[1]];
  return {
    title,
    pickedFrom: pickedIn(message),
    origins: originsOf(message),
    pullRequests: [...new Set([...named, ...landed].flatMap((number) => (number ? [Number(number)] : [])))],
    titleNumbers: [...(titleEnd.exec(title)?.[0] ?? '').matchAll(/\d+/g)].map(Number),
    reverted: revertedBy(message, repository),
    isRevert: /^revert\b/i.test(title),
  };
}

const pickedIn = (text: string): Sha[] => [...text.matchAll(picked)].flatMap(([, sha]) => sha ?? []);

/** A pick of a pick has all its `-x` lines at the end; a squash of several picks has one with each message. */
function originsOf(message: string): Sha[] {
  const last = pickedIn(
    message
      .trimEnd()
      .split(/\n\s*\n/)
      .at(-1) ?? '',
  );
  return last.length === pickedIn(message).length ? last : [];
}

/** The first line of a message. */
export const titleOf = (message: string): string => message.trimStart().split('\n', 1)[0]?.trim() ?? '';

/** A title without the numbers that merging and backporting put at its end or before it. */
export const bareTitle = (title: string): string =>
  title
    .replace(/^(?:\[[^\]]*\] ?)+/, '')
    .replace(/(?: \((?:(?:back-?port|cherry-?pick) )?#\d{1,9}\))+$/i, '')
    .trim();
