import type { Sha, Signature } from '../domain/git.ts';
import type { LedgerEntry } from '../domain/ledger.ts';
import type { Repository } from './repository.ts';

export interface LedgerAppend {
  readonly tip: Sha | null;
  readonly entries: readonly LedgerEntry[];
  readonly committer: Signature;
}
export function appendToLedger(_repo: Repository, _append: LedgerAppend): Promise<Sha> {
  throw new Error('being written');
}
export function readLedger(_repo: Repository, _tip: Sha | null, _version?: string): Promise<LedgerEntry[]> {
  throw new Error('being written');
}
export function ledgerHolds(_repo: Repository, _tip: Sha | null, _entry: LedgerEntry): Promise<boolean> {
  throw new Error('being written');
}
