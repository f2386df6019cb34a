import { createHash } from 'node:crypto';
import { deflateSync } from 'node:zlib';
import type { Sha } from '../domain/git.ts';
import { deltaOf, sizeOf } from './delta.ts';
import { plumb } from './process.ts';
import type { Repository } from './repository.ts';
import { stored } from './stored.ts';
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

/** Has git store the objects in the repository, by one process however many they are; no ref points at them yet. */
export async function storeObjects(repo: Repository, objects: readonly NewObject[]): Promise<void> {
  if (objects.length === 0) return;
  // As `git fetch` decides: few objects become files of their own, many stay together (`fetch.unpackLimit`).
  const args = objects.length < unpackLimit ? ['unpack-objects', '-q'] : ['index-pack', '--stdin'];
  await plumb(repo.dir, args, { input: packOf(repo, objects) });
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
    parts.set(object.sha, difference ?? [head(types[object.type], object.bytes.length), contentOf(object)]);
  }
  const start = Buffer.from('PACK\0\0\0\x02\0\0\0\0');
  start.writeUInt32BE(parts.size, 8);
  const body = Buffer.concat([start, ...[...parts.values()].flat()]);
  return Buffer.concat([body, createHash(objectFormat).update(body).digest()]);
}

/** Only texts are worth compressing here. */
const contentOf = ({ type, bytes }: NewObject): Buffer =>
  type === 'blob' ? deflateSync(bytes) : stored(bytes);

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
