import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/**
 * Who a process is, for longer than its number lasts: numbers are given out again, and two containers that share a
 * folder count their own.
 */
export interface Identity {
  readonly pid: number;
  /** When it began, as the kernel counts it; null where the kernel does not tell. */
  readonly began: string | null;
  /** The numbers it is counted among: of one machine since it was started, and of one container. */
  readonly place: string;
}

/** What is known of a process: `silent` where nothing tells whether the number is still its own. */
export type Life = 'alive' | 'stopped' | 'dead' | 'elsewhere' | 'silent';

/** This very process. */
export const ownIdentity = (proc = '/proc'): Identity => ({
  pid: process.pid,
  began: stateOf(process.pid, proc)?.began ?? null,
  place: ownPlace(proc),
});

/**
 * How a process is. `since`: milliseconds since 1970 at which it was alive for certain; null: not known. `proc`: where
 * the kernel tells about its processes, if it does.
 */
export function lifeOf({ pid, began, place }: Identity, since: number | null, proc = '/proc'): Life {
  if (place !== ownPlace(proc)) return 'elsewhere';
  if (!answers(pid)) return 'dead';
  const state = stateOf(pid, proc);
  if (state !== null && began !== null) {
    // A zombie has ended; only its parent has not asked for it.
    if (state.began !== began || /[ZX]/.test(state.letter)) return 'dead';
    return /[Tt]/.test(state.letter) ? 'stopped' : 'alive';
  }
  const start = startByPs(pid);
  if (start === null || since === null) return 'silent';
  return start > since + 2000 ? 'dead' : 'alive';
}

/** The machine since it was started and the container, where the kernel tells; else the machine's name. */
function ownPlace(proc: string): string {
  const boot = orNull(() => readFileSync(`${proc}/sys/kernel/random/boot_id`, 'utf8').trim());
  const numbers = orNull(() => readlinkSync(`${proc}/self/ns/pid`));
  const words = boot === null || numbers === null ? hostname() : `${boot} ${numbers}`;
  return createHash('sha256').update(words).digest('hex').slice(0, 16);
}

/** Whether there is a process of that number, be it somebody else's. */
function answers(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return !(error instanceof Error && 'code' in error && error.code === 'ESRCH');
  }
}

/** What proc(5) says in `stat`: its name, the second field, may hold anything, so that the last `)` ends it. */
function stateOf(pid: number, proc: string): { readonly letter: string; readonly began: string } | null {
  const text = orNull(() => readFileSync(`${proc}/${pid}/stat`, 'utf8'));
  const [letter = '', ...fields] = text?.slice(text.lastIndexOf(')') + 2).split(' ') ?? [];
  const began = fields[18];
  return began === undefined ? null : { letter, began };
}

/** Milliseconds since 1970 at which a process began, as POSIX's ps tells it where there is no /proc; null: unknown. */
function startByPs(pid: number): number | null {
  const env = { ...process.env, LC_ALL: 'C' };
  const text = orNull(() =>
    execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], {
      ...{ env, encoding: 'utf8', timeout: 2000 },
      stdio: ['ignore', 'pipe', 'ignore'],
    }),
  );
  const start = Date.parse(text?.trim() ?? '');
  return Number.isNaN(start) ? null : start;
}

function orNull<T>(read: () => T): T | null {
  try {
    return read();
  } catch {
    return null;
  }
}
