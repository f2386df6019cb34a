import { createHash } from 'node:crypto';
import type { Sha } from '../domain/git.ts';
import { deltaOf, sizeOf } from './delta.ts';
import { plumb } from './process.ts';
import type { Repository } from './repository.ts';
import type { Scratch } from './scratch.ts';
import { rememberWritten } from './written.ts';

/** An object that git is to store, and the name it will have. */
export interface NewObject {
  readonly sha: Sha;
  readonly type: 'commit' | 'tree' | 'blob' | 'tag';
  readonly bytes: Buffer;
  /** What it was made from: where both are stored together, only the difference is. */
  readonly basis?: NewObject;
}

/** The object with these bytes. Writes nothing. */
export function newObject(
  { objectFormat }: Pick<Repository, 'objectFormat'>,
  type: NewObject['type'],
  bytes: Buffer,
  basis?: NewObject,
): NewObject {
  const sha = createHash(objectFormat).update(`${type} ${bytes.length}\0`).update(bytes).digest('hex');
  return { sha, type, bytes, ...(basis === undefined ? {} : { basis }) };
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

const types = { commit: 1, tree: 2, blob: 3, tag: 4, difference: 7 } as const;

/** As git's own `pack.depth`: whoever reads an object reads all that it is a difference to. */
const longestChain = 50;

/**
 * The objects as a pack (gitformat-pack, version 2): what git takes many objects from at once. What `git push` finds as
 * a difference it sends as one, where otherwise it would try every object against others.
 */
function packOf({ objectFormat }: Pick<Repository, 'objectFormat'>, objects: readonly NewObject[]): Buffer {
  const parts = new Map<Sha, Buffer[]>();
  const depths = new Map<Sha, number>();
  for (const object of objects) {
    if (parts.has(object.sha)) continue;
    const depth = object.basis === undefined ? undefined : depths.get(object.basis.sha);
    const difference = depth === undefined || depth === longestChain ? null : differenceOf(object);
    depths.set(object.sha, difference === null || depth === undefined ? 0 : depth + 1);
    parts.set(
      object.sha,
      difference ?? [head(types[object.type], object.bytes.length), stored(object.bytes)],
    );
  }
  const start = Buffer.from('PACK\0\0\0\x02\0\0\0\0');
  start.writeUInt32BE(parts.size, 8);
  const body = Buffer.concat([start, ...[...parts.values()].flat()]);
  return Buffer.concat([body, createHash(objectFormat).update(body).digest()]);
}

/** The object as its difference to what it was made from; null where that is not much smaller. */
function differenceOf({ bytes, basis }: NewObject): Buffer[] | null {
  const delta = basis === undefined ? null : deltaOf(basis.bytes, bytes);
  if (basis === undefined || delta === null || delta.length > bytes.length / 2) return null;
  return [head(types.difference, delta.length), Buffer.from(basis.sha, 'hex'), stored(delta)];
}

/** Type and size before each object: four bits of the size in the first byte, then seven a byte, lowest first. */
function head(type: number, size: number): Buffer {
  const rest = Math.floor(size / 16);
  const first = (type << 4) | (size % 16);
  return rest === 0 ? Buffer.of(first) : Buffer.concat([Buffer.of(first | 0x80), sizeOf(rest)]);
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
