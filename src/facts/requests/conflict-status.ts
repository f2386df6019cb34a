import { type Sha, short } from '../../domain/git.ts';
import { statusText } from '../../domain/status-text.ts';
import { listCommits, mergeBase } from '../../git/history.ts';
import { markersBetween } from '../../git/markers-between.ts';
import { messageText, readCommits } from '../../git/objects.ts';
import type { Repository } from '../../git/repository.ts';
import type { ConflictStatus } from '../../plans/requests/request-facts.ts';
import { commitWords } from '../../plans/sources/commit-words.ts';

/** A conflict's branch, and what it was made for. */
export interface ConflictInQuestion {
  /** The target's tip. */
  readonly target: Sha;
  /** The tip of the branch. */
  readonly tip: Sha;
  /** What rel committed there last; null where that is not known. */
  readonly made: Sha | null;
  /** The commits of the fix. */
  readonly sources: readonly Sha[];
}

/**
 * Whether a conflict's branch is resolved: no marker is left in what it changes, every commit of the fix is there by
 * its `-x` line, and somebody has committed something, since a conflict of binary files or of a deletion has no
 * markers.
 */
export async function conflictStatus(
  repo: Repository,
  { target, tip, made, sources }: ConflictInQuestion,
): Promise<ConflictStatus> {
  const base = (await mergeBase(repo, target, tip)) ?? target;
  const markers = await markersBetween(repo, base, tip);
  const paths = [...new Set(markers.map(({ path }) => path))];
  const failure = (text: string): ConflictStatus => ({
    state: 'failure',
    description: statusText(text),
    paths,
  });
  const [first, ...more] = markers;
  if (first !== undefined) {
    const others = more.length === 0 ? '' : ` and ${more.length} more`;
    return failure(`conflict markers: ${first.path}:${first.line}${others}`);
  }
  const missing = await missingFrom(repo, { base, tip, sources });
  if (missing.length > 0) return failure(`not picked yet: ${missing.map(short).join(', ')}`);
  if (tip === made) return failure('nobody has resolved it yet; it has no markers: see the PR');
  return { state: 'success', description: 'no conflict marker is left', paths };
}

async function missingFrom(
  repo: Repository,
  { base, tip, sources }: { readonly base: Sha; readonly tip: Sha; readonly sources: readonly Sha[] },
): Promise<Sha[]> {
  const own = await readCommits(repo, await listCommits(repo, { include: [tip], exclude: [base] }));
  const picked = new Set([...own.values()].flatMap((commit) => commitWords(messageText(commit)).pickedFrom));
  return sources.filter((sha) => !picked.has(sha));
}
