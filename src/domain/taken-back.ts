import type { LedgerEntry } from './ledger.ts';

type Undo = Extract<LedgerEntry, { kind: 'undo' }>;

/**
 * The entries of a record that were taken back, each with the entry that did it: whoever put them there may, and nobody
 * else, so that an `undo` of another actor takes back nothing. An `undo` itself stands. It cannot come before what it
 * takes back, whatever their times say: that one's id is known to nobody before.
 */
export function takenBackIn(records: readonly LedgerEntry[]): Map<LedgerEntry, Undo> {
  const undos = records.flatMap((entry) => (entry.kind === 'undo' ? [entry] : []));
  if (undos.length === 0) return new Map();
  return new Map(
    records.flatMap((entry) => {
      const undo = entry.kind === 'undo' ? undefined : undos.find((one) => takesBack(one, entry));
      return undo === undefined ? [] : [[entry, undo] as const];
    }),
  );
}

/** What is left of a record without what was taken back, in the same order. */
export function standingIn(records: readonly LedgerEntry[]): readonly LedgerEntry[] {
  const gone = takenBackIn(records);
  return gone.size === 0 ? records : records.filter((entry) => !gone.has(entry));
}

const takesBack = (undo: Undo, entry: LedgerEntry): boolean =>
  undo.undoes === entry.id &&
  undo.version === entry.version &&
  undo.product === entry.product &&
  undo.actor.login.toLowerCase() === entry.actor.login.toLowerCase();
