import { factsPath } from '../domain/facts-path.ts';
import type { Sha, Signature } from '../domain/git.ts';
import { LedgerEntry } from '../domain/ledger.ts';
import { trainName } from '../domain/train-name.ts';
import { formatSignature } from './commit-format.ts';
import { ledgerPath } from './ledger-paths.ts';
import { objectsExist, readBlob } from './objects.ts';
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
 * neither). What an entry's judgements rest on is added with it, where those objects are here. One `git fast-import` in
 * the scratch, whatever the ledger's size: no ref of the user's moves. The same input gives the same SHA.
 */
export async function appendToLedger(repo: Repository, append: LedgerAppend): Promise<Sha> {
  const { tip, entries, committer } = append;
  if (entries.length === 0 && tip !== null) return tip;
  if (entries.length === 0) throw new Error('A ledger cannot begin with nothing.');
  const who = formatSignature(committer);
  const here = await objectsExist(repo, entries.flatMap(restsOn));
  const commits = entries.map((entry, at) => {
    const parent = at === 0 ? tip : `:${at}`;
    return entryCommit(LedgerEntry.parse(entry), { mark: at + 1, parent, who, here });
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

/** The objects that the judgements of an entry rest on, each once. */
const restsOn = ({ judgements }: LedgerEntry): Sha[] => [
  ...new Set(judgements.flatMap(({ rules, facts }) => [rules ?? [], facts ?? []].flat())),
];

interface EntryCommit {
  readonly mark: number;
  readonly parent: string | null;
  readonly who: string;
  /** Which of the objects can be added. */
  readonly here: ReadonlySet<Sha>;
}

function entryCommit(entry: LedgerEntry, { mark, parent, who, here }: EntryCommit): string {
  const path = ledgerPath(entry);
  const folder = path.slice(0, path.indexOf('/'));
  const facts = restsOn(entry).filter((object) => here.has(object));
  const message = `${entry.kind} ${trainName(entry)}\n\nRel-Entry: ${entry.id}\n`;
  return [
    ...(parent === null ? ['reset refs/rel/ledger'] : []),
    ...['commit refs/rel/ledger', `mark :${mark}`, `committer ${who}`, data(message)],
    ...(parent === null ? [] : [`from ${parent}`]),
    ...facts.map((object) => `M 100644 ${object} ${factsPath(folder, object)}`),
    ...[`M 100644 inline ${path}`, data(`${JSON.stringify(entry, null, 2)}\n`), ''],
  ].join('\n');
}

function data(text: string): string {
  return `data ${Buffer.byteLength(text)}\n${text}`;
}
