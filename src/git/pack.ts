import { createHash } from 'node:crypto';
import type { Sha } from '../domain/git.ts';
import { plumb } from './process.ts';
import type { Repository } from './repository.ts';
import type { Scratch } from './scratch.ts';
import { rememberWritten } from './written.ts';

/** An object that git is to store, and the name it will have. */
export interface NewObject {
  readonly sha: Sha;
  readonly type: 'commit' | 'tree' | 'tag';
  readonly bytes: Buffer;
}

/** The object with these bytes. Writes nothing. */
export function newObject(
  { objectFormat }: Pick<Repository, 'objectFormat'>,
  type: NewObject['type'],
  bytes: Buffer,
): NewObject {
  const sha = createHash(objectFormat).update(`${type} ${bytes.length}\0`).update(bytes).digest('hex');
  return { sha, type, bytes };
}

/**
 * Has git store the objects in the repository, by one process however many they are; no ref points at them yet. With
 * `elsewhere` they go into that object directory of the scratch instead, even those the repository has already.
 */
export async function storeObjects(
  repo: Repository,
  objects: readonly NewObject[],
  elsewhere?: { readonly scratch: Scratch; readonly folder: string },
): Promise<void> {
  if (objects.length === 0) return;
  const alone = { GIT_OBJECT_DIRECTORY: elsewhere?.folder ?? '', GIT_ALTERNATE_OBJECT_DIRECTORIES: '' };
  const env = elsewhere === undefined ? {} : { env: { ...elsewhere.scratch.env, ...alone } };
  // As `git fetch` decides: few objects become files of their own, many stay together (`fetch.unpackLimit`).
  const args = objects.length < unpackLimit ? ['unpack-objects', '-q'] : ['index-pack', '--stdin'];
  await plumb(repo.dir, args, { input: packOf(repo, objects), ...env });
  if (elsewhere === undefined)
    rememberWritten(
      repo,
      objects.map((object) => object.sha),
    );
}

/** From here on one file with its index is cheaper to write than a file each. */
const unpackLimit = 20;

const types = { commit: 1, tree: 2, tag: 4 } as const;

/** The objects as a pack without deltas (gitformat-pack, version 2): what git takes many objects from at once. */
function packOf({ objectFormat }: Pick<Repository, 'objectFormat'>, objects: readonly NewObject[]): Buffer {
  const unique = [...new Map(objects.map((object) => [object.sha, object])).values()];
  const head = Buffer.from('PACK\0\0\0\x02\0\0\0\0');
  head.writeUInt32BE(unique.length, 8);
  const parts = unique.flatMap(({ type, bytes }) => [sizeOf(types[type], bytes.length), stored(bytes)]);
  const body = Buffer.concat([head, ...parts]);
  return Buffer.concat([body, createHash(objectFormat).update(body).digest()]);
}

/** Type and size before each object: four bits of the size in the first byte, then seven a byte, lowest first. */
function sizeOf(type: number, size: number): Buffer {
  const bytes = [(type << 4) | (size % 16)];
  for (let rest = Math.floor(size / 16); rest > 0; rest = Math.floor(rest / 128)) {
    bytes.push((bytes.pop() ?? 0) | 0x80, rest % 128);
  }
  return Buffer.from(bytes);
}

/**
 * A zlib stream that holds the bytes as they are (RFC 1950 and 1951, stored blocks). A tree is mostly hashes, which do
 * not get smaller, and compressing a thousand small objects takes longer than all else that rel does in a run.
 */
function stored(bytes: Buffer): Buffer {
  const parts: Uint8Array[] = [Buffer.from([0x78, 0x01])];
  for (let at = 0; at === 0 || at < bytes.length; at += 0xffff) {
    const block = bytes.subarray(at, at + 0xffff);
    const head = Buffer.from([at + 0xffff >= bytes.length ? 1 : 0, 0, 0, 0, 0]);
    head.writeUInt16LE(block.length, 1);
    head.writeUInt16LE(0xffff - block.length, 3);
    parts.push(head, block);
  }
  return Buffer.concat([...parts, adler32(bytes)]);
}

function adler32(bytes: Buffer): Buffer {
  let [a, b] = [1, 0];
  for (const byte of bytes) {
    a = (a + byte) % 65521;
    b = (b + a) % 65521;
  }
  const sum = Buffer.alloc(4);
  sum.writeUInt16BE(b, 0);
  sum.writeUInt16BE(a, 2);
  return sum;
}
