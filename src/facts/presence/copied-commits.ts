import type { Sha } from '../../domain/git.ts';
import { linePatchIds } from '../../git/patch-id.ts';
import type { Repository } from '../../git/repository.ts';
import type { Wanted } from '../../plans/presence/already-there.ts';
import type { OwnCommit } from '../../plans/presence/own-history.ts';

/**
 * The commits that are copies of a change by its author and author date and by the lines it adds and takes away, though
 * other lines surround them there: a cherry-pick without a word. By each change. Two git processes, none where nobody
 * has the author and date of one of the changes.
 */
export async function readCopies(
  repo: Repository,
  own: readonly OwnCommit[],
  changes: readonly Wanted[],
): Promise<ReadonlyMap<Sha, readonly Sha[]>> {
  const byAuthor = new Map<string, Sha[]>(changes.map(({ author }) => [author, []]));
  for (const { sha, author } of own) byAuthor.get(author)?.push(sha);
  const alike = (change: Wanted) => (byAuthor.get(change.author) ?? []).filter((sha) => sha !== change.sha);
  const asked = changes.filter((change) => alike(change).length > 0);
  const ids = await linePatchIds(repo, [
    ...new Set([...asked.map(({ sha }) => sha), ...asked.flatMap((change) => alike(change))]),
  ]);
  return new Map(
    asked.map((change) => {
      const id = ids.get(change.sha);
      return [change.sha, alike(change).filter((sha) => id !== undefined && ids.get(sha) === id)];
    }),
  );
}
