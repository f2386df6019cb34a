/** The most things asked for in one document unless told (fact 2; other tools ship the same number). */
const largestChunk = 25;

/**
 * Asks for keys in chunks, one after the other. `ask` may answer null where several keys were too much at once:
 * then they are asked in two halves, down to single ones, for which it must answer or throw.
 */
export async function inChunks<K, V>(
  keys: readonly K[],
  ask: (chunk: readonly K[]) => Promise<ReadonlyMap<K, V> | null>,
  most = largestChunk,
): Promise<Map<K, V>> {
  const all = new Map<K, V>();
  const waiting = slices([...new Set(keys)], most);
  for (let chunk = waiting.shift(); chunk !== undefined; chunk = waiting.shift()) {
    const answers = await ask(chunk);
    if (answers !== null) for (const [key, value] of answers) all.set(key, value);
    else waiting.unshift(...slices(chunk, Math.ceil(chunk.length / 2)));
  }
  return all;
}

const slices = <K>(keys: readonly K[], size: number): (readonly K[])[] =>
  Array.from({ length: Math.ceil(keys.length / size) }, (_, i) => keys.slice(i * size, (i + 1) * size));
