import * as z from 'zod';
import type { Trouble } from './errors.ts';
import type { LedgerEntry } from './ledger.ts';
import { minuteOf } from './time.ts';

/** A train on hold: who put it there, when and why. */
export const Hold = z.strictObject({
  by: z.string().describe('the login of whoever put it on hold'),
  since: z.string().describe('ISO 8601, UTC'),
  reason: z.string(),
});
export type Hold = z.infer<typeof Hold>;

/**
 * Whether a train is on hold by what is on record of it, oldest first; null where it is not. One that is put on hold
 * once more is so since the first time, for the newest reason.
 */
export function holdOf(records: readonly LedgerEntry[]): Hold | null {
  const resumed = records.findLastIndex(({ kind }) => kind === 'resume');
  const holds = records.slice(resumed + 1).flatMap((entry) => (entry.kind === 'hold' ? [entry] : []));
  const [first, newest] = [holds[0], holds.at(-1)];
  if (first === undefined || newest === undefined) return null;
  return { by: newest.actor.login, since: first.at, reason: newest.reason };
}

/** Who closed a train, when and why, by what is on record of it; null where nothing is. */
export function closingOf(records: readonly LedgerEntry[]): Hold | null {
  const entry = records.findLast(({ kind }) => kind === 'close');
  if (entry?.kind !== 'close') return null;
  return { by: entry.actor.login, since: entry.at, reason: entry.reason };
}

/** `1.8.0 is on hold since 2026-11-21 10:02 UTC, by rita: waiting for legal`, as it was written down. */
export const holdWords = (version: string, { since, by, reason }: Hold): string =>
  `${version} is on hold since ${minuteOf(since)}, by ${by}: ${reason}`;

/** What a train on hold says to whatever would move it. `untouched`: what stays as it is. */
export const holdTrouble = (version: string, hold: Hold, untouched = 'nothing was changed'): Trouble => ({
  code: 'on-hold',
  message: `${version} is on hold; ${untouched}`,
  why: holdWords(version, hold),
  remedy: `when that is settled, run: rel resume ${version} --reason TEXT`,
});
