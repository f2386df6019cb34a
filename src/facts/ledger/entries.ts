import type { LedgerEntry } from '../../domain/ledger.ts';
import { readLedger } from '../../git/ledger.ts';
import type { World } from '../world.ts';

/** What is on record of a version, oldest first: of the product whose policy the world was read with. */
export const versionEntries = (
  { repo, ledgerTip, policy }: Pick<World, 'repo' | 'ledgerTip' | 'policy'>,
  version: string,
): Promise<LedgerEntry[]> => readLedger(repo, ledgerTip, version, policy.product?.name);
