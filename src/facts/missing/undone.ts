import type { Sha } from '../../domain/git.ts';
import { listTouching } from '../../git/history.ts';
import { mergeEachInMemory } from '../../git/merge-each.ts';
import { readCommits } from '../../git/objects.ts';
import { readPatches } from '../../git/patches.ts';
import type { Repository } from '../../git/repository.ts';
import { isRemoved } from '../../plans/missing/removed.ts';

/**
 * The changes (commits that a branch holds) that are not in its files any more, whatever anybody said: taking them back
 * would change nothing; or, where that conflicts with what came after, later commits took away every line they had
 * added and wrote nothing in its place. One git process for all, and for each of those that conflict up to three more.
 */
export async function undoneOn(repo: Repository, tip: Sha, changes: readonly Sha[]): Promise<Set<Sha>> {
  const commits = await readCommits(repo, [...changes, tip]);
  const undone = new Set<Sha>();
  const inverses = changes.flatMap((sha) => {
    const before = commits.get(sha)?.parents[0];
    return before === undefined ? [] : [{ ours: tip, theirs: before, base: sha }];
  });
  const back = await mergeEachInMemory(repo, tip, inverses);
  for (const [at, { base: sha }] of inverses.entries()) {
    const trial = back[at];
    const isUndone = trial?.clean ? trial.tree === commits.get(tip)?.tree : await isTakenAway(repo, tip, sha);
    if (isUndone) undone.add(sha);
  }
  return undone;
}

async function isTakenAway(repo: Repository, tip: Sha, sha: Sha): Promise<boolean> {
  const change = (await readPatches(repo, [sha])).get(sha) ?? [];
  const paths = change.map(({ path }) => Buffer.from(path, 'latin1').toString('utf8'));
  const named = paths.filter((path) => !path.includes('\n'));
  const later = await listTouching(repo, { include: [tip], exclude: [sha] }, named);
  const patches = await readPatches(repo, later);
  return isRemoved(
    change,
    later.flatMap((commit) => patches.get(commit) ?? []),
  );
}
