import type { Trouble } from '../domain/errors.ts';
import type { Sha } from '../domain/git.ts';
import { holdOf, holdTrouble } from '../domain/hold.ts';
import type { LedgerEntry } from '../domain/ledger.ts';
import { standingIn } from '../domain/taken-back.ts';
import { readLedger } from '../git/ledger.ts';
import type { Repository } from '../git/repository.ts';

/** What moves a train: these do not land on one that is on hold. */
const moves: readonly LedgerEntry['kind'][] = ['pick', 'pick-request', 'candidate', 'promote', 'sync'];

/**
 * What keeps entries from landing on this tip of the ledger: their train was put on hold after they were planned, while
 * they were interrupted or by somebody else in the same minute. Null where nothing does.
 */
export async function heldMeanwhile(
  repo: Repository,
  tip: Sha | null,
  entries: readonly LedgerEntry[],
): Promise<Trouble | null> {
  if (tip === null) return null;
  for (const { kind, version, product } of entries) {
    if (!moves.includes(kind)) continue;
    const hold = holdOf(standingIn(await readLedger(repo, tip, version, product)));
    if (hold !== null) return holdTrouble(version, hold);
  }
  return null;
}
