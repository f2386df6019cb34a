import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { aboutClone } from '../../src/git/damage.ts';
import { type PickOutcome, pickInMemory } from '../../src/git/pick.ts';
import type { Repository } from '../../src/git/repository.ts';
import { git, tryGit } from './git-history.ts';
import { committer } from './git-world.ts';

/** Commits to pick, in order, onto another one; all of them whole SHAs. */
export interface PickTask {
  readonly onto: string;
  readonly picked: readonly string[];
}

function checkOut(dir: string, commit: string): void {
  // Everything is written anew, since files that stay would keep what the last story's attributes made of them.
  for (const name of readdirSync(dir)) if (name !== '.git') rmSync(join(dir, name), { recursive: true });
  for (const name of ['index', 'index.lock']) rmSync(join(dir, '.git', name), { force: true });
  git(dir, ['reset', '--quiet', '--hard', commit]);
}

/**
 * What `git cherry-pick -x` makes of the list in a checkout, where a person leaves out what conflicts or is empty:
 * the commit that it ends with. Its committer is `committer`, so that the very same commits can be made.
 */
export function cherryPick(dir: string, { onto, picked }: PickTask): string {
  process.env.GIT_COMMITTER_DATE = committer.when;
  let [tip, left] = [onto, picked];
  while (left.length > 0) {
    checkOut(dir, tip);
    const { code, stdout, stderr } = tryGit(dir, ['cherry-pick', '-x', '-m', '1', ...left]);
    const made = Number(git(dir, ['rev-list', '--first-parent', '--count', `${tip}..HEAD`]));
    tip = git(dir, ['rev-parse', 'HEAD']).trim();
    tryGit(dir, ['cherry-pick', '--quit']);
    if (code === 0) return tip;
    const stopped = /The previous cherry-pick is now empty|^CONFLICT|^error: could not apply/m.test(
      stdout + stderr,
    );
    // A pick that changed attributes makes files look edited that were checked out before it.
    const stale =
      made > 0 && stderr.includes('Your local changes to the following files would be overwritten');
    if (!stopped && !stale) throw new Error(stdout + stderr);
    left = left.slice(stopped ? made + 1 : made);
  }
  return tip;
}

/**
 * What the work answers; null where git dies of one of its merges, as 2.39 to 2.47 do of some renames of folders. There is
 * nothing to compare with, then: git cherry-pick dies of it, too.
 */
export async function unlessGitDies<T>(work: () => Promise<T>): Promise<T | null> {
  try {
    return await work();
  } catch (error) {
    if (aboutClone(error)?.code === 'git-crashed') return null;
    throw error;
  }
}

/** The same, by one pick in memory after the other. */
export async function pickOneByOne(repo: Repository, { onto, picked }: PickTask) {
  const outcomes: PickOutcome[] = [];
  let tip = onto;
  for (const source of picked) {
    const outcome = await pickInMemory(repo, { source, onto: tip, committer });
    if (outcome.outcome === 'picked') tip = outcome.commit;
    outcomes.push(outcome);
  }
  return outcomes;
}

/** The same as `pickSequence` takes it. */
export const sequenceOf = ({ onto, picked }: PickTask) => ({
  ...{ onto, committer },
  sources: picked.map((sha) => ({ sha, mainline: null, trailers: [] })),
});
