import { mkdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { lock } from 'proper-lockfile';
import writeFileAtomic from 'write-file-atomic';
import { writeGuard } from './guard.ts';
import { type Origin, openOrigin } from './origin.ts';
import { publishPullHeads, reconcile, refsMoved } from './reconcile.ts';
import type { State } from './state.ts';

/** The time of one change (ISO 8601, UTC, seconds) and the ids it may give out. */
export interface Clock {
  readonly now: string;
  id(): number;
}

/** The state of an embedded GitHub, shared by every process that opens the same directory. */
export interface Store {
  /** DIR/github. */
  readonly dir: string;
  readonly origin: Origin;
  /** The state as it is now, plain pushes included. It is the reader's to read, never to change. */
  read(): Promise<State>;
  /**
   * Changes the state under a lock and saves it whole: if `change` throws, nothing is saved. Refs that it moves are
   * `by.actor`'s; pushes that came before it are `by.pusher`'s. Both are the viewer unless told otherwise.
   */
  write<T>(change: (state: State, clock: Clock) => T | Promise<T>, by?: By): Promise<T>;
}

/** In whose name events are written: logins. */
export interface By {
  readonly actor?: string;
  readonly pusher?: string;
}

export interface StoreOptions {
  /** The wall clock, for tests that need a fixed time. */
  readonly now?: () => Date;
}

const fileOf = (dir: string): string => join(dir, 'state.json');

/** Starts the state in `dir` (DIR/github), beside which `../origin.git` exists; `refs/pull/N/head` are written. */
export async function createStore(dir: string, initial: State, options: StoreOptions = {}): Promise<Store> {
  await mkdir(dir, { recursive: true });
  const origin = openOrigin(dir);
  await publishPullHeads(initial, origin);
  const state = { ...initial, seenRefs: Object.fromEntries(await origin.refs()) };
  // As on GitHub, nobody pushes to refs/pull (fact 34).
  await origin.git(['config', 'receive.hideRefs', 'refs/pull']);
  await save(dir, state);
  await writeGuard(state, origin);
  return openStore(dir, options);
}

const save = (dir: string, state: State): Promise<void> =>
  // Whole or not at all, for readers in other processes; a sandbox need not survive a power cut, so no fsync.
  writeFileAtomic(fileOf(dir), `${JSON.stringify(state, null, 1)}\n`, { fsync: false });

/** The store in `dir` (DIR/github: `state.json`, beside `../origin.git`). Reading throws if there is none. */
export function openStore(dir: string, { now = () => new Date() }: StoreOptions = {}): Store {
  const origin = openOrigin(dir);
  let cached: { stamp: string; state: State } | null = null;
  let queue: Promise<unknown> = Promise.resolve();

  const load = async (): Promise<State> => JSON.parse(await readFile(fileOf(dir), 'utf8')) as State;
  const stamp = async (): Promise<string> => {
    const { ino, mtimeMs, size } = await stat(fileOf(dir));
    return `${ino} ${mtimeMs} ${size}`;
  };

  const write: Store['write'] = (change, by = {}) => {
    const next = queue.then(() =>
      locked(dir, async () => {
        const state = await load();
        const clock: Clock = { now: isoNow(now()), id: () => ++state.lastId };
        await reconcile(state, origin, await origin.refs(), clock, by.pusher ?? state.viewer);
        const result = await change(state, clock);
        await reconcile(state, origin, await origin.refs(), clock, by.actor ?? state.viewer);
        await save(dir, state);
        await writeGuard(state, origin);
        return result;
      }),
    );
    queue = next.catch(() => undefined);
    return next;
  };

  const fresh = async (): Promise<State> => {
    const mark = await stamp();
    if (cached?.stamp !== mark) cached = { stamp: mark, state: await load() };
    return cached.state;
  };

  const read = async (): Promise<State> => {
    if (!refsMoved(await fresh(), await origin.refs())) return fresh();
    await write(() => undefined);
    return fresh();
  };

  return { dir, origin, read, write };
}

const isoNow = (date: Date): string => date.toISOString().replace(/\.\d+Z$/, 'Z');

async function locked<T>(dir: string, work: () => Promise<T>): Promise<T> {
  const release = await lock(fileOf(dir), {
    realpath: false,
    stale: 20_000,
    retries: { retries: 600, factor: 1.2, minTimeout: 5, maxTimeout: 60 },
  });
  try {
    return await work();
  } finally {
    await release();
  }
}
