import { lastFinished } from '../../apply/finished.ts';
import { type Applying, type Pending, readPending } from '../../apply/journal.ts';
import { requireNobodyAtWork } from '../../apply/lock.ts';
import { abortPending, pendingNotice, requireAbortable } from '../../apply/operation.ts';
import { readPaused } from '../../apply/pause.ts';
import { RelError } from '../../domain/errors.ts';
import { minuteOf } from '../../domain/time.ts';
import type { UndoResult } from '../../domain/undo-results.ts';
import { openRepository, type Repository } from '../../git/repository.ts';
import type { Invocation, Report } from './command.ts';
import { carryOut } from './operate.ts';
import type { Operation } from './operation.ts';
import { chosenRemote } from './remote.ts';
import { ofProduct, worldOf } from './session.ts';
import { prepareSigned } from './signing.ts';
import { makeStamp } from './stamp.ts';

/** Takes back what was interrupted after its push, forgets what was before it, or takes back what ended last. */
export async function undoLast(
  invocation: Invocation,
  operation: Operation<{ undoes: string }>,
): Promise<Report> {
  const repo = await openRepository(invocation.globals.dir);
  const pending = await pendingOf(repo);
  if (pending !== null) {
    const forgotten = await forget(invocation, repo, pending);
    return forgotten ?? takeBack(invocation, operation, { repo, newest: pending, replaces: pending });
  }
  const newest = lastFinished(repo)?.parts.at(-1);
  if (newest === undefined) throw nothingDone();
  if (newest.plan.request.command === 'undo') return takenBackAlready(newest);
  return takeBack(invocation, operation, { repo, newest, replaces: null });
}

/**
 * The pending operation, if it may be taken back. Throws RelError where one waits for a person (nothing that was resolved
 * by hand may be lost), where it is an undo itself, and where another rel is at work.
 */
async function pendingOf(repo: Repository): Promise<Pending | null> {
  const pending = readPending(repo);
  const paused = readPaused(repo);
  if (pending === null && paused === null) return null;
  await requireNobodyAtWork(repo);
  const notice = pendingNotice(repo);
  const settledFirst = paused !== null || pending?.plan.request.command === 'undo';
  if (settledFirst && notice !== null) throw new RelError(notice);
  return pending;
}

/** Does what `rel abort` does; null where a push has happened, so that there is something to take back. */
async function forget(invocation: Invocation, repo: Repository, pending: Pending): Promise<Report | null> {
  const { stamp, request } = pending.plan;
  const { dryRun } = invocation.globals;
  try {
    await (dryRun ? requireAbortable : abortPending)(pending, {
      ...{ repo, stamp },
      remote: await chosenRemote(invocation, repo),
    });
  } catch (error) {
    if (error instanceof RelError && error.code === 'pending') return null;
    throw error;
  }
  const result: UndoResult = {
    ...{ command: request.command, id: stamp.id, at: stamp.at, done: !dryRun },
    ...{ refs: [], left: [], concerns: [] },
  };
  const verb = dryRun ? 'dry run: would forget' : 'forgotten';
  return {
    result,
    text: () =>
      `${verb}: rel ${request.command}; its push had not happened, so that nothing had been changed`,
  };
}

interface Taking {
  readonly repo: Repository;
  /** A journal of it: the newest one. */
  readonly newest: Applying;
  /** The operation itself, where it is pending. */
  readonly replaces: Pending | null;
}

async function takeBack(
  invocation: Invocation,
  operation: Operation<{ undoes: string }>,
  { repo, newest, replaces }: Taking,
): Promise<Report> {
  const { stamp: then } = newest.plan;
  const call = ofProduct(invocation, then);
  const world = await worldOf(call, repo, { changes: !invocation.globals.dryRun });
  const stamp = await makeStamp(world, invocation.io);
  const prepared = await prepareSigned(call, world, operation, { undoes: then.id }, stamp);
  return carryOut(call, world, prepared, stamp, {
    over: { replaces, check: () => requireLast(repo, then.id, replaces) },
  });
}

/** Two at once would take it back twice. */
function requireLast(repo: Repository, id: string, replaces: Pending | null): void {
  if (replaces !== null || lastFinished(repo)?.id === id) return;
  throw new RelError({
    code: 'moved',
    message: 'another rel has done something from this clone in the meantime; nothing was changed',
    remedy: 'run: rel undo --dry-run, which says what is the last one now',
  });
}

function takenBackAlready({ plan, replaces }: Applying): Report {
  const push = plan.steps.find((step) => step.kind === 'push');
  const entry = push?.kind === 'push' ? push.ledger.entries.find(({ kind }) => kind === 'undo') : undefined;
  const command = entry?.kind === 'undo' ? entry.command : (replaces?.plan.request.command ?? '');
  const id = entry?.kind === 'undo' ? entry.undoes : '';
  const { at } = plan.stamp;
  const result: UndoResult = { command, id, at, done: false, refs: [], left: [], concerns: [] };
  return {
    result,
    text: () => `nothing to do: rel ${command} was taken back already, ${minuteOf(at)}`,
  };
}

const nothingDone = (): RelError =>
  new RelError({
    code: 'nothing-pending',
    message: 'nothing was done from this clone yet, so that there is nothing to take back',
    why: 'rel undo takes back what was done last in the clone that did it',
    remedy: 'run: rel log, which says what was done, by whom',
  });
