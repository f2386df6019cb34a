import type * as z from 'zod';
import { found, RelError, unreadable } from '../domain/errors.ts';
import { factsFolder, isInFacts } from '../domain/facts-path.ts';
import type { Sha } from '../domain/git.ts';
import { LedgerEntry } from '../domain/ledger.ts';
import type { LedgerFile } from '../domain/ledger-history.ts';
import { fileOfCommit } from '../domain/shell-word.ts';
import { readObjects } from './batch.ts';
import { type CachedFolder, cacheFolder, readCachedFolder } from './ledger-cache.ts';
import { ledgerFolder, ledgerPath } from './ledger-paths.ts';
import { requireLedgerCommit } from './ledger-tip.ts';
import { plumb } from './process.ts';
import type { Repository } from './repository.ts';

/** An entry, and the object it was read from. */
export interface LedgerObject {
  readonly entry: LedgerEntry;
  readonly blob: Sha;
  /** Where an entry of this content belongs. */
  readonly path: string;
}

/**
 * The entries of the ledger, or of one version (of a product where that is named), oldest first, whoever put them there
 * (`facts/ledger/entries.ts` tells which of them count). Three processes however many there are; one where they have
 * been read before. Throws RelError `file-unreadable` where an entry is not what the ledger's schema says, or no plain file,
 * naming the file; `ledger-broken` where the tip is no commit.
 */
export async function readLedger(
  repo: Repository,
  tip: Sha | null,
  version?: string,
  product?: string,
): Promise<LedgerEntry[]> {
  return (await readLedgerObjects(repo, tip, version, product)).map(({ entry }) => entry);
}

/** The same, each with its object. */
export async function readLedgerObjects(
  repo: Repository,
  tip: Sha | null,
  version?: string,
  product?: string,
): Promise<LedgerObject[]> {
  if (tip === null) return [];
  await requireLedgerCommit(repo, tip);
  const only = version === undefined ? [] : [ledgerFolder(version, product)];
  const listed = await listTree(repo, ['--full-tree', tip, '--', ...only]);
  const top = listed.filter(({ path }) => path !== factsFolder);
  const known = new Map(
    top.flatMap(({ type, path }) => (type === 'tree' ? [[path, readCachedFolder(repo, path)]] : [])),
  );
  const stale = top.filter(({ type, path, sha }) => type === 'tree' && known.get(path)?.tree !== sha);
  const loose = top.filter(({ type, path }) => type === 'blob' && path.endsWith('.json'));
  const read = await readFolders(repo, tip, [...stale, ...loose], known);
  return top
    .flatMap(({ path }) => read.get(path) ?? known.get(path)?.entries ?? [])
    .map(([blob, entry]) => new Placed(blob, entry))
    .sort(inTime);
}

/** By their times, and where these are the same by their paths. */
export const inTime = (one: LedgerObject, other: LedgerObject): number =>
  compare(one.entry.at, other.entry.at) || compare(one.path, other.path);

/** Knows its path once somebody asks. */
class Placed implements LedgerObject {
  readonly blob: Sha;
  readonly entry: LedgerEntry;
  #path: string | null = null;

  constructor(blob: Sha, entry: LedgerEntry) {
    this.blob = blob;
    this.entry = entry;
  }

  get path(): string {
    this.#path ??= ledgerPath(this.entry);
    return this.#path;
  }
}

type Entries = CachedFolder['entries'];

/** Reads the entries of these folders and files, but what is known of them by its objects; and keeps them. */
async function readFolders(
  repo: Repository,
  tip: Sha,
  places: readonly TreeRow[],
  known: ReadonlyMap<string, CachedFolder | null>,
): Promise<Map<string, Entries>> {
  if (places.length === 0) return new Map();
  const few = places.length <= mostArguments && places.every(({ path }) => canBeNamed.test(path));
  const asked = few ? places.map(({ path }) => `:(literal)${path}`) : [];
  const files = (await listTree(repo, ['-r', '--full-tree', tip, '--', ...asked])).filter(
    ({ type, path }) => type === 'blob' && path.endsWith('.json') && !isInFacts(path),
  );
  const blobs = new Map([...known.values()].flatMap((folder) => folder?.entries ?? []));
  const missing = files.filter(({ sha }) => !blobs.has(sha));
  const objects = await readObjects(
    repo,
    missing.map(({ sha }) => sha),
  );
  missing.forEach(({ sha, ...row }, at) => {
    blobs.set(sha, parseEntry(tip, row, objects[at]?.bytes.toString('utf8') ?? ''));
  });
  const read = new Map<string, [Sha, LedgerEntry][]>(places.map(({ path }) => [path, []]));
  for (const { sha, path } of files) {
    const entry = blobs.get(sha);
    if (entry !== undefined) read.get(path.split('/')[0] ?? '')?.push([sha, entry]);
  }
  for (const { type, path, sha } of places)
    if (type === 'tree') cacheFolder(repo, path, { tree: sha, entries: read.get(path) ?? [] });
  return read;
}

/** More folders than these are not named to git one by one; nor is one that no rel writes, such as `..`. */
const mostArguments = 200;
const canBeNamed = /^[\w%~!'()*-][\w.%~!'()*@-]{0,999}$/;

interface TreeRow {
  readonly mode: string;
  readonly type: string;
  readonly sha: Sha;
  readonly path: string;
}

async function listTree(repo: Repository, args: readonly string[]): Promise<TreeRow[]> {
  const { stdout } = await plumb(repo.dir, ['ls-tree', '-z', ...args]);
  return stdout
    .toString()
    .split('\0')
    .flatMap((row) => {
      const [, mode, type, sha, path] = /^(\d+) (\w+) (\w+)\t(.+)$/s.exec(row) ?? [];
      if (mode === undefined || type === undefined || sha === undefined || path === undefined) return [];
      return [{ mode, type, sha, path }];
    });
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

function parseEntry(tip: Sha, { path, mode }: Pick<TreeRow, 'path' | 'mode'>, text: string): LedgerEntry {
  const file = mode === plainFile ? fileOf(text) : unreadable('it is no plain file');
  if (file.ok) return file.value.entry;
  throw new RelError({
    code: 'file-unreadable',
    message: `the ledger's entry ${path} is not one that this rel can read`,
    why: file.why,
    remedy: `run: git show ${fileOfCommit(tip, path)}, to see it (a newer rel may have written it)`,
  });
}

const plainFile = '100644';

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
