import { factsPath } from '../domain/facts-path.ts';
import type { Sha, Signature } from '../domain/git.ts';
import { LedgerEntry } from '../domain/ledger.ts';
import { trainName } from '../domain/train-name.ts';
import { formatSignature } from './commit-format.ts';
import { ledgerPath } from './ledger-paths.ts';
import { type NewCommit, objectsExist, readBlob, readCommits, writeCommit } from './objects.ts';
import { plumb } from './process.ts';
import type { Repository } from './repository.ts';
import { scratchOf } from './scratch.ts';
import type { OwnKey } from './signing/own-key.ts';

export { hasPlace } from './ledger-paths.ts';
export { inTime, type LedgerObject, parseLedgerFiles, readLedger, readLedgerObjects } from './read-ledger.ts';

/** Entries to add behind `tip` (null: the ledger begins with them). */
export interface LedgerAppend {
  readonly tip: Sha | null;
  readonly entries: readonly LedgerEntry[];
  readonly committer: Signature;
  /** Signs each commit; left out: none is signed. */
  readonly signer?: Pick<OwnKey, 'sign'>;
}

/**
 * Writes one commit an entry and returns the last one's SHA (the tip itself, given no entries; throws if there is
 * neither). What an entry's judgements rest on is added with it, where those objects are here. One `git fast-import` in
 * the scratch, whatever the ledger's size: no ref of the user's moves. The same input gives the same SHA, but for the
 * signatures. Throws as the signer does.
 */
export async function appendToLedger(repo: Repository, append: LedgerAppend): Promise<Sha> {
  const { tip, entries, committer } = append;
  if (entries.length === 0 && tip !== null) return tip;
  if (entries.length === 0) throw new Error('A ledger cannot begin with nothing.');
  const who = formatSignature(committer);
  const here = await objectsExist(repo, entries.flatMap(restsOn));
  const commits = entries.map((entry, at) => {
    const parent = at === 0 ? tip : `:${at}`;
    return entryCommit(withoutLost(LedgerEntry.parse(entry), here), { mark: at + 1, parent, who });
  });
  const { stdout } = await plumb(
    scratchOf(repo).empty,
    ['-c', 'fastimport.unpackLimit=10000', 'fast-import', '--quiet', '--force', '--date-format=raw'],
    {
      input: `${commits.join('')}${entries.map((_, at) => `get-mark :${at + 1}\n`).join('')}`,
      env: scratchOf(repo).env,
    },
  );
  const written = stdout.toString().trim().split('\n');
  return append.signer === undefined ? (written.at(-1) ?? '') : signed(repo, written, tip, append.signer);
}

/** The same commits again, each with its signature: fast-import takes none before git 2.50. Returns the last one's SHA. */
async function signed(
  repo: Repository,
  commits: readonly Sha[],
  tip: Sha | null,
  { sign }: Pick<OwnKey, 'sign'>,
): Promise<Sha> {
  const unsigned = await readCommits(repo, commits);
  let last = tip;
  for (const sha of commits) {
    const data = unsigned.get(sha);
    if (data === undefined) throw new Error(`${sha} was not written`);
    const { tree, author, committer, message } = data;
    const parents = last === null ? [] : [last];
    const commit: NewCommit = { tree, parents, author, committer, encoding: null, message };
    last = await writeCommit(repo, { ...commit, signature: await sign(commit) });
  }
  return last ?? '';
}

/** Whether the ledger has this entry, by its version, time, kind and id. */
export async function ledgerHolds(repo: Repository, tip: Sha | null, entry: LedgerEntry): Promise<boolean> {
  return tip !== null && (await readBlob(repo, tip, ledgerPath(entry))) !== null;
}

/** The objects that the judgements of an entry rest on, each once. */
const restsOn = ({ judgements }: LedgerEntry): Sha[] => [
  ...new Set(judgements.flatMap(({ rules, facts }) => [rules ?? [], facts ?? []].flat())),
];

/** The entry, with no name of an object that git has pruned: an operation may have waited for weeks. */
const withoutLost = (entry: LedgerEntry, here: ReadonlySet<Sha>): LedgerEntry => ({
  ...entry,
  judgements: entry.judgements.map(({ rules, facts, ...judgement }) =>
    [rules, facts].every((object) => object !== undefined && here.has(object))
      ? { ...judgement, rules, facts }
      : judgement,
  ),
});

interface EntryCommit {
  readonly mark: number;
  readonly parent: string | null;
  readonly who: string;
}

function entryCommit(entry: LedgerEntry, { mark, parent, who }: EntryCommit): string {
  const path = ledgerPath(entry);
  const folder = path.slice(0, path.indexOf('/'));
  const message = `${entry.kind} ${trainName(entry)}\n\nRel-Entry: ${entry.id}\n`;
  return [
    ...(parent === null ? ['reset refs/rel/ledger'] : []),
    ...['commit refs/rel/ledger', `mark :${mark}`, `committer ${who}`, data(message)],
    ...(parent === null ? [] : [`from ${parent}`]),
    ...restsOn(entry).map((object) => `M 100644 ${object} ${factsPath(folder, object)}`),
    ...[`M 100644 inline ${path}`, data(`${JSON.stringify(entry, null, 2)}\n`), ''],
  ].join('\n');
}

function data(text: string): string {
  return `data ${Buffer.byteLength(text)}\n${text}`;
}
