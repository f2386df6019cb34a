import type { PullRequest } from '../../domain/change.ts';
import type { AlteredChange, Contents } from '../../domain/contents.ts';
import { millisOf } from '../../domain/time.ts';
import { givenFor } from './given-for.ts';
import type { Mark } from './marks.ts';
import type { ApprovalState } from './state.ts';

type Stale = Extract<ApprovalState, { state: 'stale' }>;

/**
 * How the PR changed since the mark was made; null where it is the same change, maybe on another base. What cannot be
 * told counts as changed.
 */
export function outdated(
  pr: PullRequest,
  mark: Mark,
  contents: Contents,
): Pick<Stale, 'since' | 'changed' | 'why'> | null {
  const given = givenFor(pr, mark);
  if (given.kind === 'present') return null;
  const stale = (why: string | null, changed: readonly string[] = []) => ({
    since: lastMove(pr, mark),
    changed,
    why,
  });
  if (given.kind === 'untold') return stale(given.why);
  const read = contents[pr.url]?.[given.head];
  if (read === undefined) return stale('nobody looked at what it was given for');
  if (!read.ok) return stale(read.why);
  const { changed, commits } = read.value;
  if (changed.length > 0) return stale(null, changed);
  if (!given.oneOf || commits === 1) return null;
  return stale(`it may have been given for any of the ${commits} commits before the force-push`);
}

/**
 * How what landed differs from what the mark was made for; null where it does not, or where the mark was made
 * afterwards. Both have a time and no common order: what is of the same second was not made afterwards.
 */
export function alteredSince(
  { at: made }: Mark,
  altered: readonly AlteredChange[],
): Pick<Stale, 'since' | 'changed' | 'why' | 'as'> | null {
  const unseen = altered.find(({ at }) => !isAfter(made, at));
  if (unseen === undefined) return null;
  const { commit, by, changed } = unseen;
  const told = changed.ok ? { changed: changed.value, why: null } : { changed: [], why: changed.why };
  return { since: commit, as: by, ...told };
}

function isAfter(made: string, at: string | null): boolean {
  const [mark, landed] = [millisOf(made), at === null ? null : millisOf(at)];
  return mark !== null && landed !== null && mark > landed;
}

/** The commit by which the PR last changed since the mark, where one did and GitHub says which. */
function lastMove({ timeline }: PullRequest, { sha, position }: Mark): string | null {
  const at = timeline.findLastIndex((i) => i.kind === 'commit' || i.kind === 'force-push');
  const item = timeline[at];
  const last = item?.kind === 'commit' ? item.sha : item?.kind === 'force-push' ? item.after : null;
  // A review can be sent for a head that has been replaced meanwhile.
  return at > position || (sha !== undefined && sha !== last) ? last : null;
}
