/**
 * How to make `to` out of `from` (gitformat-pack, deltified representation): what both begin and end with is copied, and
 * what is between is said. That is all there is to say of a tree in which a pick has changed an entry or two.
 */
export function deltaOf(from: Buffer, to: Buffer): Buffer {
  const start = alike(Math.min(from.length, to.length), (at, end) =>
    from.subarray(at, end).equals(to.subarray(at, end)),
  );
  const end = alike(Math.min(from.length, to.length) - start, (at, end) =>
    from.subarray(from.length - end, from.length - at).equals(to.subarray(to.length - end, to.length - at)),
  );
  return Buffer.concat([
    sizeOf(from.length),
    sizeOf(to.length),
    ...copies(0, start),
    ...inserts(to.subarray(start, to.length - end)),
    ...copies(from.length - end, end),
  ]);
}

/** For how many of `most` places two things are the same, told whether they are between any two of them. */
function alike(most: number, isSame: (at: number, end: number) => boolean): number {
  let [same, end] = [0, most];
  while (same < end) {
    const middle = Math.ceil((same + end) / 2);
    if (isSame(same, middle)) same = middle;
    else end = middle - 1;
  }
  return same;
}

/** Seven bits a byte, the lowest first; all but the last byte have the eighth bit set. */
export function sizeOf(size: number): Buffer {
  const bytes: number[] = [];
  let rest = size;
  for (; rest > 127; rest = Math.floor(rest / 128)) bytes.push((rest % 128) | 0x80);
  return Buffer.from([...bytes, rest]);
}

const longestCopy = 0xffffff;
const longestInsert = 127;

/** Each says where it begins and how much it takes, in the bytes that its first byte announces. */
function copies(start: number, length: number): Buffer[] {
  const parts: Buffer[] = [];
  for (let at = start; at < start + length; at += longestCopy) {
    const part = Buffer.alloc(8);
    part[0] = 0xff;
    part.writeUInt32LE(at, 1);
    part.writeUIntLE(Math.min(start + length - at, longestCopy), 5, 3);
    parts.push(part);
  }
  return parts;
}

function inserts(bytes: Buffer): Buffer[] {
  const parts: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += longestInsert) {
    const part = bytes.subarray(at, at + longestInsert);
    parts.push(Buffer.of(part.length), part);
  }
  return parts;
}
