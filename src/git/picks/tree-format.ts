import type { Sha } from '../../domain/git.ts';

/** What a tree says of one name: `mode` as git writes it (`100644`, `40000`). */
export interface Entry {
  readonly mode: string;
  readonly sha: Sha;
}

/** A folder's entries by name. Names, here and wherever paths are, are binary strings: one character a byte. */
export type Entries = ReadonlyMap<string, Entry>;

export const folderMode = '40000';
const modes = new Set([folderMode, '100644', '100755', '120000', '160000']);

/** Reads a tree object; null where it is not what today's git would write (old tools wrote other modes, other orders). */
export function parseTree(bytes: Buffer, objectFormat: 'sha1' | 'sha256'): Entries | null {
  const length = objectFormat === 'sha1' ? 20 : 32;
  const entries = new Map<string, Entry>();
  for (let at = 0; at < bytes.length; ) {
    const [blank, end] = [bytes.indexOf(0x20, at), bytes.indexOf(0, at)];
    const mode = bytes.toString('latin1', at, blank);
    if (!modes.has(mode)) return null;
    entries.set(bytes.toString('latin1', blank + 1, end), {
      mode,
      sha: bytes.toString('hex', end + 1, end + 1 + length),
    });
    at = end + 1 + length;
  }
  return treeBytes(entries).equals(bytes) ? entries : null;
}

/** The bytes of the tree object with these entries. */
export function treeBytes(entries: Entries): Buffer {
  const rows = [...entries].map(([name, { mode, sha }]) => {
    const key = mode === folderMode ? `${name}/` : name; // git sorts a folder as if its name ended so
    return { key, name, mode, sha };
  });
  rows.sort((a, b) => (a.key < b.key ? -1 : 1));
  const text = rows.map(
    ({ mode, name, sha }) => `${mode} ${name}\0${Buffer.from(sha, 'hex').toString('latin1')}`,
  );
  return Buffer.from(text.join(''), 'latin1');
}

/** The folder of a path (the root is ''), and the name in it. */
export function splitPath(path: string): [folder: string, name: string] {
  const slash = path.lastIndexOf('/');
  return [path.slice(0, Math.max(slash, 0)), path.slice(slash + 1)];
}

/** The folders a path is in, the root first. */
export function foldersOf(path: string): string[] {
  const parts = path.split('/').slice(0, -1);
  return ['', ...parts.map((_, at) => parts.slice(0, at + 1).join('/'))];
}
