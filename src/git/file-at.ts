import { posix } from 'node:path';
import { found, type Read, unreadable } from '../domain/errors.ts';
import type { Sha } from '../domain/git.ts';
import { readObjects } from './batch.ts';
import { readBlob } from './objects.ts';
import type { Repository } from './repository.ts';

/**
 * The text of the file `path` (from the root, `/` between parts) at `commit`; null where there is no such file. A
 * symbolic link is not readable: its blob is the name of another file, and what is there now may not be there later.
 */
export async function fileAt(repo: Repository, commit: Sha, path: string): Promise<Read<string | null>> {
  const folder = posix.dirname(path);
  const [tree] = await readObjects(repo, [`${commit}:${folder === '.' ? '' : folder}`]);
  if (tree?.type !== 'tree') return found(null);
  if (modeIn(tree.bytes, posix.basename(path), commit.length / 2) === link)
    return unreadable(`${path} is a symbolic link in that commit; only a file counts`);
  return found(await readBlob(repo, commit, path));
}

/** The mode of a symbolic link, as a tree has it. */
const link = '120000';

/** The mode of an entry of a tree object: `MODE NAME`, NUL, then the object's name in `size` bytes; null for none. */
function modeIn(bytes: Buffer, name: string, size: number): string | null {
  for (let at = 0; at < bytes.length; ) {
    const end = bytes.indexOf(0, at);
    const space = bytes.indexOf(0x20, at);
    if (bytes.toString('utf8', space + 1, end) === name) return bytes.toString('latin1', at, space);
    at = end + 1 + size;
  }
  return null;
}
