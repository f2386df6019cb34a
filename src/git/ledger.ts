import type * as z from 'zod';
import { found, RelError, unreadable } from '../domain/errors.ts';
import type { Sha, Signature } from '../domain/git.ts';
import { LedgerEntry } from '../domain/ledger.ts';
import type { LedgerFile } from '../domain/ledger-history.ts';
import { readObjects } from './batch.ts';
import { formatSignature } from './commit-format.ts';
import { ledgerFolder, ledgerPath } from './ledger-paths.ts';
import { readBlob } from './objects.ts';
import { plumb } from './process.ts';
import type { Repository } from './repository.ts';
import { scratchOf } from './scratch.ts';

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

/**
 * The entries of the ledger, or of one version, oldest first. Two processes however many there are. Throws
 * RelError `file-unreadable` where an entry is not what the ledger's schema says, naming the file.
 */
export async function readLedger(
  repo: Repository,
  tip: Sha | null,
  version?: string,
): Promise<LedgerEntry[]> {
  if (tip === null) return [];
  const folder = version === undefined ? [] : [`${ledgerFolder(version)}/`];
  const listing = await plumb(repo.dir, ['ls-tree', '-r', '-z', '--full-tree', tip, '--', ...folder]);
  const files = listing.stdout
    .toString()
    .split('\0')
    .flatMap((row) => {
      const [, blob, path] = /^\d+ blob (\w+)\t(.+\.json)$/s.exec(row) ?? [];
      return blob === undefined || path === undefined ? [] : [{ blob, path }];
    });
  const blobs = await readObjects(
    repo,
    files.map(({ blob }) => blob),
  );
  const entries = files.map(({ path }, at) => parseEntry(tip, path, blobs[at]?.bytes.toString('utf8') ?? ''));
  return entries.sort(
    (one, other) => compare(one.at, other.at) || compare(ledgerPath(one), ledgerPath(other)),
  );
}

/** What these files of a ledger say, by their blobs, with the path that each belongs at. */
export async function parseLedgerFiles(
  repo: Repository,
  blobs: readonly Sha[],
): Promise<Map<Sha, LedgerFile>> {
  const objects = await readObjects(repo, blobs);
  return new Map(blobs.map((blob, at) => [blob, fileOf(objects[at]?.bytes.toString('utf8') ?? '')]));
}

function fileOf(text: string): LedgerFile {
  const parsed = LedgerEntry.safeParse(json(text));
  if (!parsed.success) return unreadable(whyNot(parsed.error));
  try {
    return found({ entry: parsed.data, path: ledgerPath(parsed.data) });
  } catch {
    return unreadable('its version or id is no name for a file');
  }
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

function parseEntry(tip: Sha, path: string, text: string): LedgerEntry {
  const parsed = LedgerEntry.safeParse(json(text));
  if (parsed.success) return parsed.data;
  throw new RelError({
    code: 'file-unreadable',
    message: `the ledger's entry ${path} is not one that this rel can read`,
    why: whyNot(parsed.error),
    remedy: `run: git show ${tip}:${path}, to see it (a newer rel may have written it)`,
  });
}

function whyNot({ issues: [issue] }: z.ZodError): string {
  return `${issue?.path.join('.') || 'the file'}: ${issue?.message ?? 'not as expected'}`;
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);
