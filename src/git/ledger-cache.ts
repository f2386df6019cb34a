import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Sha } from '../domain/git.ts';
import type { LedgerEntry } from '../domain/ledger.ts';
import type { Repository } from './repository.ts';

/**
 * What LedgerEntry's form is called in the cache: entries that another form of it has read are read again. A test
 * holds it against the schema.
 */
export const entryForm = 'b7b324a4276ce845';

/** Fewer entries are read as fast from git. */
const worthKeeping = 100;

/** The entries of one folder of the ledger, validated, by the objects they were read from. */
export interface CachedFolder {
  /** The folder's tree: as long as it is the same, so is all in it. */
  readonly tree: Sha;
  readonly entries: readonly (readonly [blob: Sha, entry: LedgerEntry])[];
}

/**
 * What was read of a folder before, from `.git/rel/ledger-cache/`; null where nothing that can be used is there. It
 * cannot go stale: trees and blobs are called by what is in them. Who can write there can write into git's objects,
 * too; `rel verify` reads these alone. The judgements, most of a ledger, are parsed when somebody looks at one.
 */
export function readCachedFolder(repo: Repository, folder: string): CachedFolder | null {
  try {
    const bytes = readFileSync(fileOf(repo, folder));
    const start = bytes.indexOf('\n') + 1;
    const [form, length = '', size] = bytes.toString('utf8', 0, start - 1).split(' ');
    if (form !== entryForm || Number(size) !== bytes.length - start) return null;
    const end = start + Number(length);
    // Written by `cacheFolder` alone; looking through it again would cost what it saves.
    const { tree, entries } = JSON.parse(bytes.toString('utf8', start, end)) as CachedFolder;
    let all: readonly Judgements[] | undefined;
    const judgements = (at: number): Judgements => {
      all ??= JSON.parse(bytes.toString('utf8', end)) as readonly Judgements[];
      return all[at] ?? [];
    };
    entries.forEach(([, entry], at) => {
      Object.defineProperty(entry, 'judgements', { get: () => judgements(at), enumerable: true });
    });
    return { tree, entries };
  } catch {
    return null; // as if it had not been there: the objects are read
  }
}

type Judgements = LedgerEntry['judgements'];

/** Keeps what was read of a folder; where that cannot be written, it is read from git the next time, too. */
export function cacheFolder(repo: Repository, folder: string, read: CachedFolder): void {
  if (read.entries.length < worthKeeping || !isFileName(folder)) return;
  const file = fileOf(repo, folder);
  const bare = read.entries.map(([blob, entry]) => [blob, { ...entry, judgements: [] }]);
  const entries = JSON.stringify({ tree: read.tree, entries: bare });
  const judgements = JSON.stringify(read.entries.map(([, entry]) => entry.judgements));
  const length = Buffer.byteLength(entries);
  const head = `${entryForm} ${length} ${length + Buffer.byteLength(judgements)}\n`;
  try {
    mkdirSync(join(repo.commonDir, 'rel/ledger-cache'), { recursive: true });
    writeFileSync(`${file}.${process.pid}`, head + entries + judgements, { mode: 0o600 });
    renameSync(`${file}.${process.pid}`, file);
  } catch {
    return;
  }
}

const fileOf = (repo: Repository, folder: string): string =>
  join(repo.commonDir, 'rel/ledger-cache', isFileName(folder) ? folder : 'none');

/** As `ledgerFolder` writes them; what somebody else has put into the ledger's tree is no path of this machine. */
const isFileName = (folder: string): boolean => /^[\w.%~-]{1,150}$/.test(folder) && !/^\.+$/.test(folder);
