import { short } from '../../domain/git.ts';
import type { LedgerFinding } from '../../domain/ledger-history.ts';
import type { AddedFile, Discount } from '../../domain/ledger-signature.ts';

/** An entry of a signed ledger where it was added, and why it does not count; null: it does. */
export interface SignedEntry extends AddedFile {
  readonly discount: Discount | null;
}

/**
 * The entries that do not count, in the order of the ledger. What is not signed and came before anything that counts is
 * from before the ledger was signed, and no fault.
 */
export function signatureFindings(entries: readonly SignedEntry[]): LedgerFinding[] {
  const counts = entries.findIndex(({ discount }) => discount === null);
  const first = counts === -1 ? entries.length : counts;
  return entries.flatMap(({ path, commit, discount }, at): LedgerFinding[] => {
    if (discount === null) return [];
    const { code, why } = discount;
    const early = code === 'signature.missing' && at < first;
    const message = `${path} does not count: ${early ? 'it is not signed, and came before anything that is' : why}`;
    const remedy = early ? again : remedies(commit)[code];
    return [{ code, level: early ? 'note' : 'broken', message, entry: path, commit, remedy }];
  });
}

const again =
  'where it still matters, put it on record again: rel sign-off, rel record, rel waive or rel tick';

const remedies = (commit: string): Record<Discount['code'], string> => {
  const ask = `see it: git show ${commit}; ask who pushed ${short(commit)}`;
  const until = 'where its key was trusted then, list it in ledger.keys with an `until`';
  return {
    'signature.missing': ask,
    'signature.invalid': ask,
    'signature.unknown-key': `${ask}; ${until}`,
    'signature.retired-key': `${ask}; its owner may have lost that key to somebody`,
    'signature.wrong-actor': ask,
    'signature.untraced': ask,
  };
};
