import type { Sha } from '../domain/git.ts';
import { readObjects } from './batch.ts';
import type { Repository } from './repository.ts';

/**
 * When commits and annotated tags were made, in milliseconds since 1970: by their committer or tagger. What is not here
 * and what says no time is not in the answer. One process.
 */
export async function madeAt(repo: Repository, shas: readonly Sha[]): Promise<Map<Sha, number>> {
  const objects = await readObjects(repo, [...new Set(shas)]);
  return new Map(
    objects.flatMap((object) => {
      if (object?.type !== 'commit' && object?.type !== 'tag') return [];
      const head = object.bytes.toString('latin1').split('\n\n', 1)[0] ?? '';
      const seconds = /^(?:committer|tagger) .*> (\d+) [+-]\d{4}$/m.exec(head)?.[1];
      return seconds === undefined ? [] : [[object.sha, Number(seconds) * 1000]];
    }),
  );
}
