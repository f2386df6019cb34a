import type { LedgerEntry } from '../domain/ledger.ts';

/** The folder of a version's entries in the ledger's tree. A `/` in a version (of a product) is `%2F` there. */
export function ledgerFolder(version: string): string {
  return segment(version);
}

/** Where an entry stands: `VERSION/TIME-KIND-ID.json`, so that names sort by time and two entries never meet. */
export function ledgerPath({ version, at, kind, id }: LedgerEntry): string {
  return `${ledgerFolder(version)}/${segment(at.replaceAll(':', ''))}-${kind}-${segment(id)}.json`;
}

function segment(text: string): string {
  const safe = encodeURIComponent(text);
  if (/^\.*$/.test(safe)) throw new Error(`Not a name in the ledger: ${JSON.stringify(text)}`);
  return safe;
}
