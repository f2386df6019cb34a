import type { LedgerEntry } from '../domain/ledger.ts';

/** The folder of a version's entries in the ledger's tree: `1.8.0`, of a product `scp@1.8.0`; a `/` is `%2F` there. */
export function ledgerFolder(version: string, product?: string): string {
  return product === undefined ? segment(version) : `${segment(product)}@${segment(version)}`;
}

/**
 * Where an entry stands: `VERSION/TIME-KIND-ID.json`, so that names sort by time and two entries never meet; with the
 * branch at the end where one operation may make an entry for each of several branches.
 */
export function ledgerPath(entry: LedgerEntry): string {
  const { version, product, at, kind, id } = entry;
  const branch =
    kind === 'pick' || kind === 'sync'
      ? `-${segment(entry.branch)}`
      : kind === 'pick-request'
        ? `-${segment(entry.head)}`
        : '';
  return `${ledgerFolder(version, product)}/${segment(at.replaceAll(':', ''))}-${kind}-${segment(id)}${branch}.json`;
}

/** Whether an entry has one: its version and its id are names of files. */
export function hasPlace(entry: LedgerEntry): boolean {
  try {
    return ledgerPath(entry) !== '';
  } catch {
    return false;
  }
}

function segment(text: string): string {
  const safe = encodeURIComponent(text);
  if (/^\.*$/.test(safe)) throw new Error(`Not a name in the ledger: ${JSON.stringify(text)}`);
  return safe;
}
