import { type Pending, readPending } from '../../apply/journal.ts';
import { type Paused, readPaused } from '../../apply/pause.ts';
import { RelError } from '../../domain/errors.ts';
import { outsideConflict, shownPath } from '../../git/conflict/place.ts';
import { openRepository, type Repository } from '../../git/repository.ts';
import type { Invocation } from './command.ts';

/** What was interrupted in a clone, and what waits there for a person: one of them at least. */
export type Open = {
  /** The call as it is to be carried out. */
  readonly invocation: Invocation;
  readonly repo: Repository;
  readonly warnings: readonly string[];
} & (
  | { readonly pending: Pending; readonly paused: Paused | null }
  | { readonly pending: null; readonly paused: Paused }
);

/**
 * The clone and what is open in it. Somebody who stands in the worktree of a conflict is taken out of it first, since
 * it goes. Throws `nothing-pending` where nothing is open.
 */
export async function openPending(asked: Invocation): Promise<Open> {
  const { invocation, repo, warnings } = await outside(asked);
  const [pending, paused] = [readPending(repo), readPaused(repo)];
  if (pending !== null) return { invocation, repo, warnings, pending, paused };
  if (paused !== null) return { invocation, repo, warnings, pending, paused };
  throw new RelError({
    code: 'nothing-pending',
    message: 'no interrupted operation is pending in this clone, and none waits for you',
    remedy: 'run: rel status',
  });
}

async function outside(asked: Invocation): Promise<Pick<Open, 'invocation' | 'repo' | 'warnings'>> {
  const { globals } = asked;
  const repo = await openRepository(globals.dir);
  const dir = await outsideConflict(repo);
  if (dir === null) return { invocation: asked, repo, warnings: [] };
  process.chdir(dir);
  return {
    invocation: { ...asked, globals: { ...globals, dir } },
    repo: await openRepository(dir),
    warnings: globals.dryRun
      ? []
      : [`the folder of a settled conflict goes; to get out, run: cd ${shownPath(dir, dir)}`],
  };
}
