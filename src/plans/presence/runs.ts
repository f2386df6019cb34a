import type { Sha } from '../../domain/git.ts';

interface Landed {
  readonly sha: Sha;
  readonly parents: readonly Sha[];
  readonly paths: readonly string[];
}

/** The longest run that is looked at: a change that came in more commits than this is not found by content. */
const longest = 5;

/**
 * The runs of two to five commits, one directly on top of the other, that touch exactly these paths between them: a
 * change may have come in several commits. `commits` are in landing order.
 */
export function runsTouching(commits: readonly Landed[], paths: readonly string[]): Landed[][] {
  const wanted = new Set(paths);
  const runs: Landed[][] = [];
  let line: Landed[] = [];
  for (const commit of commits) {
    const within = commit.paths.length > 0 && commit.paths.every((path) => wanted.has(path));
    const follows = commit.parents.length === 1 && commit.parents[0] === line.at(-1)?.sha;
    line = within ? [...(follows ? line : []), commit].slice(-longest) : [];
    for (let length = 2; length <= line.length; length += 1) {
      const run = line.slice(-length);
      if (new Set(run.flatMap((c) => c.paths)).size === wanted.size) runs.push(run);
    }
  }
  return runs;
}
