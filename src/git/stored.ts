/**
 * A zlib stream that holds the bytes as they are (RFC 1950 and 1951, stored blocks). A tree is mostly hashes, which do
 * not get smaller, and compressing a thousand small objects takes longer than all else that rel does in a run.
 */
export function stored(bytes: Buffer): Buffer {
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
  for (let start = 0; start < bytes.length; start += block) {
    const end = Math.min(start + block, bytes.length);
    for (let at = start; at < end; at += 1) {
      a += bytes[at] ?? 0;
      b += a;
    }
    [a, b] = [a % 65521, b % 65521];
  }
  const sum = Buffer.alloc(4);
  sum.writeUInt16BE(b, 0);
  sum.writeUInt16BE(a, 2);
  return sum;
}

/** So many bytes can be summed up before the sum has to be cut (zlib's NMAX). */
const block = 5552;
