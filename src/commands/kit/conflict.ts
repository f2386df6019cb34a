import { isDeepStrictEqual } from 'node:util';
import { alone } from '../../apply/lock.ts';
import { pendingNotice } from '../../apply/operation.ts';
import {
  conflictName,
  forgetPaused,
  type Paused,
  readPaused,
  type WaitingConflict,
  writePaused,
} from '../../apply/pause.ts';
import { RelError, type Trouble } from '../../domain/errors.ts';
import type { Request, Stamp } from '../../domain/plan.ts';
import { conflictSides } from '../../facts/requests/conflict-sides.ts';
import { openConflict } from '../../git/conflict/begin.ts';
import { keepCommit } from '../../git/conflict/keep.ts';
import { conflictFolder, shownPath } from '../../git/conflict/place.ts';
import type { Repository } from '../../git/repository.ts';
import type { OpenConflict } from '../../plans/picks/forecast.ts';
import { askedTrouble } from '../../view/conflict.ts';
import type { Invocation } from './command.ts';
import type { Left } from './operation.ts';

/** What a person is told once an operation has been settled. */
export interface Settled {
  /** What they are asked to resolve; null where nothing is. */
  readonly asked: Trouble | null;
  readonly warnings: readonly string[];
}

export const nothingLeft: Settled = { asked: null, warnings: [] };

/**
 * After an operation: writes down what is left of it and lays out the conflict that a person is to resolve; or forgets
 * what it waited for, where nothing is left. Where nobody can be asked, only what a person has decided already is kept.
 */
export async function settleConflict(
  { io }: Invocation,
  repo: Repository,
  left: Left | null,
  stamp: Stamp,
): Promise<Settled> {
  const conflict = io.canAsk ? (left?.conflict ?? null) : null;
  const before = readPaused(repo);
  if (left === null || (conflict === null && !left.decided)) {
    if (before !== null) await alone(repo, () => forgetPaused(repo), `rel ${before.request.command}`);
    return nothingLeft;
  }
  const pushed = [...new Set([...(before?.pushed ?? []), ...left.pushed])];
  const paused: Paused = { rel: 1, stamp, request: left.request, conflict: null, pushed };
  const settle = async (): Promise<Settled> => {
    const notice = isDeepStrictEqual(readPaused(repo), before) ? null : pendingNotice(repo);
    if (notice !== null) return overtaken(notice, left.request);
    if (conflict !== null) {
      const asked = await layOut(repo, { ...paused, conflict: waiting(repo, conflict) }, io.err);
      return { asked, warnings: [] };
    }
    writePaused(repo, paused);
    return {
      asked: null,
      warnings: ['what was resolved is kept: rel continue tries again, rel abort gives it up'],
    };
  };
  return alone(repo, settle, `rel ${left.request.command}`);
}

/** Another operation of this clone has come to wait since this one was planned: what it holds is not written over. */
const overtaken = (asked: Trouble, { command }: Request): Settled => ({
  asked,
  warnings: [`a conflict is left; when what waits here is settled, run the same \`rel ${command}\` again`],
});

/** Lays the conflict out in a worktree. The word of it is written first, so that `rel abort` always finds it. */
export async function layOut(
  repo: Repository,
  paused: Paused & { readonly conflict: WaitingConflict },
  say: (text: string) => void,
): Promise<Trouble> {
  const { conflict } = paused;
  writePaused(repo, { ...paused, conflict: { ...conflict, laidOut: null } });
  const slow = setTimeout(
    () => say(`checking out ${conflict.target} in ${shownPath(conflict.dir)} ...\n`),
    2000,
  );
  try {
    await keepCommit(repo, conflict.change);
    const { unmerged, dirty } = await openConflict(repo, { ...conflict, source: conflict.change });
    const laidOut = { unmerged: [...unmerged], dirty: [...dirty] };
    writePaused(repo, { ...paused, conflict: { ...conflict, laidOut } });
    return await askedOf(repo, { ...conflict, laidOut });
  } catch (error) {
    if (!(error instanceof RelError) || error.code !== 'conflict') throw error;
    // Nothing that a person decided is lost: the operation waits for another try of all of it.
    if (paused.pushed.length > 0 || isDecided(paused)) writePaused(repo, { ...paused, conflict: null });
    else await forgetPaused(repo);
    return error.trouble;
  } finally {
    clearTimeout(slow);
  }
}

/** What a person is told of the conflict that waits for them. */
async function askedOf(repo: Repository, conflict: WaitingConflict): Promise<Trouble> {
  const unmerged = conflict.laidOut?.unmerged ?? [];
  const named = (again: boolean) => unmerged.flatMap((u) => (u.replayed === again ? [u.path] : []));
  const paths = unmerged.length === 0 ? conflict.paths : unmerged.map(({ path }) => path);
  return askedTrouble({
    target: conflict.target,
    name: conflictName(conflict),
    sides: await conflictSides(repo, { ...conflict, paths }),
    open: named(false),
    replayed: named(true),
    needs: conflict.needs,
    place: shownPath(conflict.dir),
  });
}

function waiting(
  repo: Repository,
  { target, source, onto, paths, skips, needs }: OpenConflict,
): WaitingConflict {
  const { pr, sha, change = null, mainline } = source;
  return {
    target,
    pr,
    source: sha,
    change: change ?? sha,
    mainline: change === null ? mainline : null,
    onto,
    paths: [...paths],
    skips: [...skips],
    needs: [...needs],
    dir: conflictFolder(repo, target),
    laidOut: null,
  };
}

function isDecided({ request: { input } }: Paused): boolean {
  const some = (list: unknown): boolean => Array.isArray(list) && list.length > 0;
  return some(input.resolutions) || some(input.skips);
}
