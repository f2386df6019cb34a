import type { Sha } from '../../domain/git.ts';

/** What a tree says of one name: `mode` as git writes it (`100644`, `40000`). */
export interface Entry {
  readonly mode: string;
  readonly sha: Sha;
}

/** A folder's entries by name. Names, here and wherever paths are, are binary strings: one character a byte. */
export type Entries = ReadonlyMap<string, Entry>;

/** A folder as the bytes of its tree object, and where in them each name's object stands. Never changed. */
export interface Folder {
  readonly bytes: Buffer;
  readonly places: ReadonlyMap<string, Place>;
}

interface Place {
  readonly mode: string;
  /** The first byte of the object's name, and the first after it. */
  readonly start: number;
  readonly end: number;
}

export const folderMode = '40000';
const modes = new Set([folderMode, '100644', '100755', '120000', '160000']);

/** Git sorts a folder as if its name ended so. */
const sortKey = (name: string, mode: string): string => (mode === folderMode ? `${name}/` : name);

/** Reads a tree object; null where it is not what today's git would write (old tools wrote other modes, other orders). */
export function parseTree(bytes: Buffer, objectFormat: 'sha1' | 'sha256'): Folder | null {
  const length = objectFormat === 'sha1' ? 20 : 32;
  const places = new Map<string, Place>();
  let last = '';
  for (let at = 0; at < bytes.length; ) {
    const [blank, zero] = [bytes.indexOf(0x20, at), bytes.indexOf(0, at)];
    const [mode, name] = [bytes.toString('latin1', at, blank), bytes.toString('latin1', blank + 1, zero)];
    const [key, end] = [sortKey(name, mode), zero + 1 + length];
    const inOrder = key > last && !places.has(name);
    if (!modes.has(mode) || !inOrder || zero === -1 || end > bytes.length) return null;
    places.set(name, { mode, start: zero + 1, end });
    [last, at] = [key, end];
  }
  return { bytes, places };
}

/** The bytes of the tree object with these entries. */
export function treeBytes(entries: Entries): Buffer {
  const rows = [...entries].map(([name, { mode, sha }]) => ({ key: sortKey(name, mode), name, mode, sha }));
  rows.sort((a, b) => (a.key < b.key ? -1 : 1));
  return Buffer.concat(
    rows.flatMap(({ mode, name, sha }) => [
      Buffer.from(`${mode} ${name}\0`, 'latin1'),
      Buffer.from(sha, 'hex'),
    ]),
  );
}

/** What the folder has under this name. */
export function entryOf({ bytes, places }: Folder, name: string): Entry | null {
  const place = places.get(name);
  return place === undefined
    ? null
    : { mode: place.mode, sha: bytes.toString('hex', place.start, place.end) };
}

/** The folder with another entry under this name, or with none. */
export function withEntry(folder: Folder, name: string, entry: Entry | null): Folder {
  const place = folder.places.get(name);
  if (entry !== null && place?.mode === entry.mode) {
    const bytes = Buffer.from(folder.bytes);
    bytes.write(entry.sha, place.start, 'hex');
    return { bytes, places: folder.places };
  }
  const entries = new Map([...folder.places.keys()].map((key) => [key, entryOf(folder, key)]));
  entries.set(name, entry);
  return folderOf(new Map([...entries].flatMap(([key, value]) => (value === null ? [] : [[key, value]]))));
}

/** The folder with these entries, whose names and modes are such as git writes. */
export function folderOf(entries: Entries): Folder {
  const [first] = entries.values();
  const folder = parseTree(treeBytes(entries), first?.sha.length === 64 ? 'sha256' : 'sha1');
  if (folder === null) throw new Error('a folder that git would not write');
  return folder;
}

/** The folder of a path (the root is ''), and the name in it. */
export function splitPath(path: string): [folder: string, name: string] {
  const slash = path.lastIndexOf('/');
  return [path.slice(0, Math.max(slash, 0)), path.slice(slash + 1)];
}

/** The folders a path is in, the root first. */
export function foldersOf(path: string): string[] {
  const folders = [''];
  for (let slash = path.indexOf('/'); slash !== -1; slash = path.indexOf('/', slash + 1))
    folders.push(path.slice(0, slash));
  return folders;
}
