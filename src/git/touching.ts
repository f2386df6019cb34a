import type { Sha } from '../domain/git.ts';
import { lines } from './batch.ts';
import { plumb } from './process.ts';
import type { Repository } from './repository.ts';
import { withoutIndex } from './without-index.ts';

const format = ['-r', '--raw', '--no-renames', '--no-abbrev', '--no-ext-diff'];

/**
 * Those of the commits that change something one of the globs fits (`scp/**`; with `!` in front it is left out), in
 * the order they were given: a merge by what it changes against its first parent, a first commit by all it has. No
 * globs fit everything. One process; only trees are read.
 */
export async function commitsTouching(
  repo: Repository,
  commits: readonly Sha[],
  globs: readonly string[],
): Promise<Sha[]> {
  if (globs.length === 0 || commits.length === 0) return [...commits];
  const args = ['diff-tree', '--stdin', '--root', '--diff-merges=first-parent', ...format];
  const { stdout } = await plumb(repo.dir, [...args, '--', ...pathspecs(globs)], {
    input: lines([...new Set(commits)]),
    env: withoutIndex(repo),
  });
  // A commit of which nothing is left is not printed; git quotes a path, so that none begins a line.
  const rows = stdout.toString().split('\n');
  const touching = new Set(rows.filter((row) => row !== '' && !row.startsWith(':')));
  return commits.filter((sha) => touching.has(sha));
}

/** Whether two commits differ in something one of the globs fits. No globs fit everything. */
export async function differTouching(
  repo: Repository,
  from: Sha,
  to: Sha,
  globs: readonly string[],
): Promise<boolean> {
  if (globs.length === 0) return true;
  const args = ['diff-tree', ...format, from, to, '--', ...pathspecs(globs)];
  return (await plumb(repo.dir, args, { env: withoutIndex(repo) })).stdout.length > 0;
}

/** Globs as git's own (gitglossary, "pathspec"), from the top of the repository whatever folder git runs in. */
function pathspecs(globs: readonly string[]): string[] {
  const kept = globs.filter((glob) => !glob.startsWith('!')).map((glob) => `:(top,glob)${glob}`);
  const left = globs
    .filter((glob) => glob.startsWith('!'))
    .map((glob) => `:(top,glob,exclude)${glob.slice(1)}`);
  return [...(kept.length === 0 ? [':(top)'] : kept), ...left];
}
