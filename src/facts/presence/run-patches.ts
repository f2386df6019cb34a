import type { Sha } from '../../domain/git.ts';
import { patchIds, type Span, spanPatchIds } from '../../git/patch-id.ts';
import type { Repository } from '../../git/repository.ts';
import type { Wanted } from '../../plans/presence/already-there.ts';
import type { OwnCommit, Run } from '../../plans/presence/own-history.ts';
import { runsTouching } from '../../plans/presence/runs.ts';

export interface Runs {
  readonly runs: readonly Run[];
  /** The patch-id of each change that a run may be. */
  readonly of: ReadonlyMap<Sha, string>;
}

/** More runs than this are a busy file, not a change that came in pieces. */
const most = 200;

/**
 * The runs of commits that may be one of the changes in several commits, with their patch-ids. No git process where
 * there are none; else two for the changes and two for each length of a run.
 */
export async function readRuns(
  repo: Repository,
  own: readonly OwnCommit[],
  changes: readonly Wanted[],
): Promise<Runs> {
  const found = new Map<string, Span>();
  const candidates: Sha[] = [];
  for (const { sha, paths } of changes) {
    const runs = runsTouching(own, paths);
    if (runs.length > 0) candidates.push(sha);
    for (const run of runs) {
      const [from, to] = [run[0]?.parents[0], run.at(-1)?.sha];
      if (from === undefined || to === undefined || found.size >= most) continue;
      found.set(`${from} ${to}`, { from, to, commits: run.map((commit) => commit.sha) });
    }
  }
  // No two of one length end alike.
  const byLength = new Map<number, Span[]>();
  for (const run of found.values())
    byLength.set(run.commits.length, [...(byLength.get(run.commits.length) ?? []), run]);
  const passes = [...byLength.values()].map(async (pass) => {
    const ids = await spanPatchIds(repo, pass);
    return pass.flatMap(({ commits }, at): Run[] => {
      const patchId = ids[at] ?? null;
      return patchId === null ? [] : [{ commits, patchId }];
    });
  });
  const [of, ...runs] = await Promise.all([patchIds(repo, candidates), ...passes]);
  return { runs: runs.flat(), of };
}
