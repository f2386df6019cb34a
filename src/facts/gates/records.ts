import { found, type Read, RelError, unreadable } from '../../domain/errors.ts';
import type { LedgerEntry } from '../../domain/ledger.ts';
import { readLedger } from '../../git/ledger.ts';
import type { World } from '../world.ts';

/** What the ledger has on a version, oldest first. An entry that this rel cannot read makes all of it unreadable. */
export async function recordsOf(
  { repo, ledgerTip }: World,
  version: string,
): Promise<Read<readonly LedgerEntry[]>> {
  try {
    return found(await readLedger(repo, ledgerTip, version));
  } catch (error) {
    if (!(error instanceof RelError)) throw error;
    return unreadable(`${error.message} (${error.why ?? error.remedy})`);
  }
}
