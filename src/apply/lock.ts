import { randomBytes } from 'node:crypto';
import {
  appendFileSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import type { Repository } from '../git/repository.ts';
import { removeDrafts } from './drafts.ts';
import { stateFolder } from './journal.ts';
import { counts, type Holder, nameOf, readHolder, running, type Told, whoIs } from './lock-holder.ts';
import { lifeOf, ownIdentity } from './process-life.ts';

/**
 * The lock of a clone is the folder `lock`, with one note of its holder's in it. It gets there with its note, by a
 * rename, which no file system lets happen onto a folder that holds something; and a note that counts no more is taken
 * away by its own name, which is used once. So however many come at once, and whenever one of them is killed: nobody
 * takes away another's lock than the one that was looked at, and there is never a lock that says nothing.
 */
const lockOf = (folder: string): string => join(folder, 'lock');

/** How often a lock that seems free is tried for: each time somebody else was faster. */
const mostTries = 5;

/** Milliseconds between two signs of life. */
const pulse = 3000;

/**
 * Runs `work` as the only operation of this clone and its linked worktrees. A second one is told so at once, and of the
 * first (`doing`: `rel promote`), and does not wait. The lock of a dead process counts no more; that of one that cannot
 * be looked at, since it is of another machine or container, for ten seconds.
 *
 * @throws RelError `operation-running` where another process holds it.
 */
export async function alone<T>(repo: Repository, work: () => Promise<T>, doing = 'rel'): Promise<T> {
  const release = acquire(stateFolder(repo), doing);
  try {
    return await work();
  } finally {
    release();
  }
}

/** Throws RelError `operation-running` where a living process holds the lock of this clone. */
export function requireNobodyAtWork(repo: Repository): void {
  const folder = stateFolder(repo);
  const [holder] = holdersOf(lockOf(folder)).filter((each) => counts(each, now(folder)));
  if (holder !== undefined) throw running(holder);
}

function acquire(folder: string, doing: string): () => void {
  const name = nameOf(ownIdentity(), randomBytes(8).toString('hex'));
  const draft = join(folder, `lock.${name}`);
  mkdirSync(draft, { recursive: true });
  try {
    const told: Told = { doing, since: new Date().toISOString(), host: hostname() };
    writeFileSync(join(draft, name), JSON.stringify(told));
    take(draft, lockOf(folder), statSync(join(draft, name)).mtimeMs);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    throw error;
  }
  sweep(folder);
  removeDrafts(folder);
  return held(lockOf(folder), name);
}

/** Throws RelError `operation-running` where somebody holds it. */
function take(draft: string, lock: string, time: number): void {
  let [last, failed]: [Holder | null, unknown] = [null, null];
  for (let tries = 0; tries < mostTries; tries++) {
    failed = moved(draft, lock);
    if (failed === null) return;
    for (const holder of holdersOf(lock)) {
      if (counts(holder, time)) throw running(holder);
      tried(() => unlinkSync(holder.file));
      last = holder;
    }
  }
  if (last === null) throw failed;
  throw running(last);
}

/** Makes a folder the lock; the error where the lock holds a note, or the file system refuses. */
function moved(draft: string, lock: string): unknown {
  tried(() => rmdirSync(lock)); // Windows takes no folder's place, be it empty
  try {
    renameSync(draft, lock);
    return null;
  } catch (error) {
    if (isCode(error, 'ENOTEMPTY', 'EEXIST', 'EPERM', 'EACCES', 'ENOTDIR', 'EBUSY')) return error;
    throw error;
  }
}

/** Does what may come too late. */
function tried(act: () => void): void {
  try {
    act();
  } catch {
    return;
  }
}

/** Those whose notes are in the lock; a file in its place is a note of somebody unknown. */
function holdersOf(lock: string): Holder[] {
  try {
    return readdirSync(lock).flatMap((name) => readHolder(lock, name) ?? []);
  } catch (error) {
    if (isCode(error, 'ENOENT')) return [];
    if (isCode(error, 'ENOTDIR')) return [readHolder(lock, '') ?? []].flat();
    throw error;
  }
}

/** Gives signs of life until it is let go. */
function held(lock: string, name: string): () => void {
  const note = join(lock, name);
  const beat = setInterval(() => {
    // The file system's own clock dates it, which is the one that others compare it with.
    tried(() => statSync(note) && appendFileSync(note, ' '));
  }, pulse);
  beat.unref();
  return () => {
    clearInterval(beat);
    rmSync(note, { force: true });
    tried(() => rmdirSync(lock));
  };
}

/** What a process left that was killed as it came for the lock. */
function sweep(folder: string): void {
  for (const name of readdirSync(folder)) {
    const who = name.startsWith('lock.') ? whoIs(name.slice('lock.'.length)) : null;
    if (who !== null && lifeOf(who, null) === 'dead')
      rmSync(join(folder, name), { recursive: true, force: true });
  }
}

/** Milliseconds since 1970 by the file system's clock, which dates the signs of life. */
function now(folder: string): number {
  const probe = join(folder, `lock-probe.${process.pid}`);
  try {
    writeFileSync(probe, '');
    return statSync(probe).mtimeMs;
  } finally {
    unlinkSync(probe);
  }
}

const isCode = (error: unknown, ...codes: string[]): boolean =>
  error instanceof Error && 'code' in error && codes.includes(String(error.code));
