import type { Awaiting } from '../../src/facts/gates/awaiting.ts';
import { fetchWhatIsThere } from '../../src/facts/sources/fetch-what-is-there.ts';
import type { World } from '../../src/facts/world.ts';

/** The answer, after one fetch of what it needs. */
export async function awaited<T>(
  world: Pick<World, 'repo' | 'remote'>,
  answer: Awaiting<T> | Promise<Awaiting<T>>,
): Promise<T> {
  const { commits, read } = await answer;
  await fetchWhatIsThere(world, commits);
  return read();
}
