import { mkdirSync, readFileSync, renameSync, rmdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';
import { RelError } from '../domain/errors.ts';
import type { Repository } from '../git/repository.ts';
import { stateFolder } from './journal.ts';

/** Who holds the lock: so that the lock of a process that was killed need not be waited for. */
const Holder = z.object({ host: z.string(), pid: z.number() });

/** Milliseconds without a sign of life after which a lock counts no more, whoever holds it. */
const options = { stale: 10_000, realpath: false };

const holderFile = (folder: string): string => join(folder, 'holder.json');
const lockFolder = (folder: string): string => `${folder}.lock`;

/**
 * Runs `work` as the only operation of this clone. A second one is told so at once and does not wait. The lock of a
 * dead process of this machine counts no more; that of another machine for ten seconds.
 *
 * @throws RelError `operation-running` where another process holds it.
 */
export async function alone<T>(repo: Repository, work: () => Promise<T>): Promise<T> {
  const folder = stateFolder(repo);
  mkdirSync(folder, { recursive: true });
  const release = await acquire(folder);
  try {
    writeFileSync(holderFile(folder), JSON.stringify({ host: hostname(), pid: process.pid }));
    return await work();
  } finally {
    rmSync(holderFile(folder), { force: true });
    await release();
  }
}

/** Throws RelError `operation-running` where a living process holds the lock of this clone. */
export async function requireNobodyAtWork(repo: Repository): Promise<void> {
  const folder = stateFolder(repo);
  const { default: lockfile } = await import('proper-lockfile');
  if ((await lockfile.check(folder, options)) && !isOfTheDead(folder)) throw running();
}

async function acquire(folder: string): Promise<() => Promise<void>> {
  const { default: lockfile } = await import('proper-lockfile'); // for nothing that only looks
  try {
    return await lockfile.lock(folder, options);
  } catch (cause) {
    if (!isHeld(cause)) throw cause;
    if (!takeFromTheDead(folder)) throw running(cause);
  }
  return lockfile.lock(folder, options).catch((cause: unknown) => {
    throw isHeld(cause) ? running(cause) : cause;
  });
}

const isHeld = (cause: unknown): boolean =>
  cause instanceof Error && 'code' in cause && cause.code === 'ELOCKED';

/** Frees the lock of a dead process. Of several that try, the rename lets one win. */
function takeFromTheDead(folder: string): boolean {
  if (!isOfTheDead(folder)) return false;
  const taken = `${holderFile(folder)}.${process.pid}`;
  try {
    renameSync(holderFile(folder), taken);
    rmdirSync(lockFolder(folder));
    rmSync(taken);
    return true;
  } catch {
    return false;
  }
}

/** A holder's note that is older than the lock is of an earlier lock, and says nothing about this one. */
function isOfTheDead(folder: string): boolean {
  try {
    const note = statSync(holderFile(folder));
    const lock = statSync(lockFolder(folder));
    const made = lock.birthtimeMs > 0 ? lock.birthtimeMs : lock.mtimeMs;
    const holder = Holder.parse(JSON.parse(readFileSync(holderFile(folder), 'utf8')));
    return made <= note.mtimeMs && holder.host === hostname() && isDead(holder.pid);
  } catch {
    return false;
  }
}

function isDead(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ESRCH';
  }
}

const running = (cause?: unknown): RelError =>
  new RelError(
    {
      code: 'operation-running',
      message: 'another rel is changing things from this clone',
      remedy: 'wait for it to end, then run the command again',
    },
    cause,
  );
