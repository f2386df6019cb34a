import { RelError } from '../../domain/errors.ts';
import type { Sha } from '../../domain/git.ts';
import { fetchObjects } from '../../git/remote.ts';
import type { World } from '../world.ts';

/**
 * Fetches the commits that the remote still has, by one fetch where that is all of them. What is gone (fact 41) is
 * simply not here afterwards, and nor is anything where the remote does not answer.
 */
export async function fetchWhatIsThere(
  { repo, remote }: Pick<World, 'repo' | 'remote'>,
  shas: readonly Sha[],
): Promise<void> {
  if (await fetched(repo, remote, shas)) return;
  // Git fetches all or nothing.
  if (shas.length > 1) for (const sha of shas) await fetched(repo, remote, [sha]);
}

async function fetched(repo: World['repo'], remote: string, shas: readonly Sha[]): Promise<boolean> {
  try {
    await fetchObjects(repo, remote, shas);
    return true;
  } catch (error) {
    if (error instanceof RelError && error.code === 'remote-unreachable') return false;
    throw error;
  }
}
