import { RelError } from '../../domain/errors.ts';
import type { Sha } from '../../domain/git.ts';
import { GitFailure } from '../../git/failure.ts';
import { fetchObjects } from '../../git/remote.ts';
import type { World } from '../world.ts';

/**
 * Fetches the commits that the remote still has, by one fetch where that is all of them, and by one more for each that
 * is gone (fact 41): git fetches all or nothing, and names the first that it cannot have. What is gone is simply not
 * here afterwards, and nor is anything where the remote does not answer.
 */
export async function fetchWhatIsThere(
  { repo, remote }: Pick<World, 'repo' | 'remote'>,
  shas: readonly Sha[],
): Promise<void> {
  const waiting: (readonly Sha[])[] = [[...new Set(shas)]];
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const failure = await failureOf(repo, remote, next);
    if (failure === null || next.length === 1) continue;
    const gone = /not our ref ([0-9a-f]{40,64})/.exec(failure)?.[1] ?? '';
    const others = next.filter((sha) => sha !== gone);
    if (others.length < next.length) waiting.push(others);
    else waiting.push(next.slice(0, next.length / 2), next.slice(next.length / 2));
  }
}

/** What git said where it could not; null where it could. */
async function failureOf(repo: World['repo'], remote: string, shas: readonly Sha[]): Promise<string | null> {
  try {
    await fetchObjects(repo, remote, shas);
    return null;
  } catch (error) {
    if (!(error instanceof RelError) || error.code !== 'remote-unreachable') throw error;
    return error.cause instanceof GitFailure ? error.cause.stderr : '';
  }
}
