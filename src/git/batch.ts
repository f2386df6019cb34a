import { requireBlobs } from './needed-blobs.ts';
import { askReader, type GitObject } from './object-reader.ts';
import type { Repository } from './repository.ts';

/**
 * Reads many objects. `names` are SHAs or `COMMIT:PATH`; the answer has one place for each, null where there is no
 * such object (or the short name is ambiguous). One `git cat-file --batch-command` serves all questions of a run.
 */
export async function readObjects(repo: Repository, names: readonly string[]): Promise<(GitObject | null)[]> {
  if (names.length === 0) return [];
  await requireBlobs(repo, names.filter(isWholeName));
  return askReader(repo, oneLineEach(names), 'contents');
}

const isWholeName = (name: string): boolean => /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(name);

/** Names to a git process that reads them one a line. */
export const lines = (names: readonly string[]): string => `${oneLineEach(names).join('\n')}\n`;

/** The names; throws where one has a line break. */
function oneLineEach(names: readonly string[]): readonly string[] {
  const broken = names.find((name) => /[\n\0]/.test(name));
  if (broken !== undefined) throw new Error(`Not an object name: ${JSON.stringify(broken)}`);
  return names;
}
