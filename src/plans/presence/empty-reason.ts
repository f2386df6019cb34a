import { type Sha, short } from '../../domain/git.ts';
import type { Wanted } from './already-there.ts';
import type { History } from './own-history.ts';

/** Why the pick of a change would change nothing, so that it is not made; with the commit to look at. */
export function emptyReason({ paths }: Pick<Wanted, 'paths'>, history: History, tip: Sha): string {
  if (paths.length === 0) return 'it changes no file itself';
  const all = 'the branch has all of its content already';
  const touched = new Set(paths);
  const last = history.commits.findLast(
    (commit) =>
      commit.parents.length === 1 &&
      commit.paths.some((path) => touched.has(path)) &&
      history.lineage.holds(tip, commit.sha),
  );
  if (last === undefined) return all;
  const path = last.paths.find((p) => touched.has(p)) ?? '';
  return `${all}; ${short(last.sha)} was the last to touch ${path} there`;
}
