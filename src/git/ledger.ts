import type { Sha, Signature } from '../domain/git.ts';
import { LedgerEntry } from '../domain/ledger.ts';
import { formatSignature } from './commit-format.ts';
import { ledgerPath } from './ledger-paths.ts';
import { readBlob } from './objects.ts';
import { plumb } from './process.ts';
import type { Repository } from './repository.ts';
import { scratchOf } from './scratch.ts';

export { parseLedgerFiles, readLedger } from './read-ledger.ts';

/** Entries to add behind `tip` (null: the ledger begins with them). */
export interface LedgerAppend {
  readonly tip: Sha | null;
  readonly entries: readonly LedgerEntry[];
  readonly committer: Signature;
}

/**
 * Writes one commit an entry and returns the last one's SHA (the tip itself, given no entries; throws if there is
 * neither). One `git fast-import` in the scratch, whatever the ledger's size: no ref of the user's moves. The same
 * input gives the same SHA.
 */
export async function appendToLedger(repo: Repository, append: LedgerAppend): Promise<Sha> {
  const { tip, entries, committer } = append;
  if (entries.length === 0 && tip !== null) return tip;
  if (entries.length === 0) throw new Error('A ledger cannot begin with nothing.');
  const who = formatSignature(committer);
  const commits = entries.map((entry, at) => {
    const parent = at === 0 ? tip : `:${at}`;
    return entryCommit(LedgerEntry.parse(entry), { mark: at + 1, parent, who });
  });
  const { stdout } = await plumb(
    scratchOf(repo).empty,
    ['-c', 'fastimport.unpackLimit=10000', 'fast-import', '--quiet', '--force', '--date-format=raw'],
    { input: `${commits.join('')}get-mark :${entries.length}\n`, env: scratchOf(repo).env },
  );
  return stdout.toString().trim();
}

/** Whether the ledger has this entry, by its version, time, kind and id. */
export async function ledgerHolds(repo: Repository, tip: Sha | null, entry: LedgerEntry): Promise<boolean> {
  return tip !== null && (await readBlob(repo, tip, ledgerPath(entry))) !== null;
}

function entryCommit(
  entry: LedgerEntry,
  { mark, parent, who }: { mark: number; parent: string | null; who: string },
): string {
  const message = `${entry.kind} ${entry.version}\n\nRel-Entry: ${entry.id}\n`;
  return [
    ...(parent === null ? ['reset refs/rel/ledger'] : []),
    ...['commit refs/rel/ledger', `mark :${mark}`, `committer ${who}`, data(message)],
    ...(parent === null ? [] : [`from ${parent}`]),
    ...[`M 100644 inline ${ledgerPath(entry)}`, data(`${JSON.stringify(entry, null, 2)}\n`), ''],
  ].join('\n');
}

function data(text: string): string {
  return `data ${Buffer.byteLength(text)}\n${text}`;
}
