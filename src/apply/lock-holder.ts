import { readFileSync, statSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';
import { RelError } from '../domain/errors.ts';
import { type Identity, type Life, lifeOf } from './process-life.ts';

/** What a holder tells a person of itself. Who it is says the note's name, which no crash can cut off. */
export const Told = z.object({
  /** `rel promote` */
  doing: z.string().regex(/^rel(?: [a-z-]+)?$/),
  /** ISO 8601, UTC. */
  since: z.iso.datetime(),
  host: z.string().regex(/^[\w.-]+$/),
});
export type Told = z.infer<typeof Told>;

/** Whoever holds a lock, as far as it is known. */
export interface Holder {
  /** The file to take away where it counts no more. */
  readonly file: string;
  /** null: not a note of rel's. */
  readonly who: Identity | null;
  readonly life: Life;
  /** What it tells of itself; null where it cannot be read. */
  readonly told: Told | null;
  /** Milliseconds since 1970, by the clock of the file system: its last sign of life. */
  readonly seen: number;
}

/** Milliseconds without a sign of life after which a lock counts no more whose holder cannot be looked at. */
const longestSilence = 10_000;

/** A note's name: `PID-BEGAN-PLACE-NONCE`. */
export const nameOf = ({ pid, began, place }: Identity, nonce: string): string =>
  `${pid}-${began ?? 'x'}-${place}-${nonce}`;

/** Who wrote a note of that name; null where the name is none of rel's. */
export function whoIs(name: string): Identity | null {
  const [, pid, began, place] = /^(\d{1,10})-(\d+|x)-([0-9a-f]{16})-[0-9a-f]+$/.exec(name) ?? [];
  if (pid === undefined || began === undefined || place === undefined) return null;
  return { pid: Number(pid), began: began === 'x' ? null : began, place };
}

/** Whose note that is, and how they are; null where it is gone. */
export function readHolder(folder: string, name: string): Holder | null {
  const file = join(folder, name);
  const seen = statSync(file, { throwIfNoEntry: false })?.mtimeMs;
  if (seen === undefined) return null;
  const [who, told] = [whoIs(name), readTold(file)];
  const life = who === null ? 'silent' : lifeOf(who, told === null ? null : Date.parse(told.since));
  return { file, who, life, told, seen };
}

function readTold(file: string): Told | null {
  try {
    return Told.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return null;
  }
}

/**
 * Whether a holder still counts. One of this machine does as long as it lives, however long it sleeps; one that cannot
 * be looked at (of another machine, or unknown) for ten seconds. A sign of life that is yet to come, since the clock
 * was put back, is as old as one of that long ago. `now`: the file system's clock, as `Holder.seen` is.
 */
export function counts({ life, seen }: Holder, now: number): boolean {
  if (life === 'dead') return false;
  if (life === 'alive' || life === 'stopped') return true;
  return Math.abs(now - seen) <= longestSilence;
}

/** What the second one is told of the first. */
export function running(holder: Holder | null): RelError {
  return new RelError({
    code: 'operation-running',
    message: 'another rel is changing things from this clone',
    ...(holder === null ? {} : { why: inWords(holder) }),
    remedy: remedyFor(holder),
  });
}

function inWords({ who, told, life }: Holder): string {
  const doing = told === null ? 'it does not say what it does' : `it is \`${told.doing}\``;
  const since = told === null ? '' : `, since ${told.since.slice(0, 19).replace('T', ' ')} UTC`;
  const named = who === null ? '' : `, process ${who.pid}`;
  const host = life === 'elsewhere' ? ` of ${told?.host ?? 'another machine or container'}` : '';
  const stopped = life === 'stopped' ? '; it is stopped (Ctrl-Z)' : '';
  return `${doing}${named}${host}${since}${stopped}`;
}

function remedyFor(holder: Holder | null): string {
  const again = 'then run the command again';
  if (holder?.life === 'stopped' && holder.told?.host === hostname())
    return `let it go on (fg, in its terminal), or end it (kill -9 ${holder.who?.pid}); ${again}`;
  const unseen = holder?.life === 'elsewhere' || holder?.life === 'silent';
  const silence = unseen ? ' (if it has died, that is noticed after ten seconds)' : '';
  return `wait for it to end${silence}, ${again}`;
}
