import type { Sha } from '../domain/git.ts';
import type { Repository } from './repository.ts';

/** What this run has stored: nobody has to be asked whether it is there. */
const written = new WeakMap<Repository, Set<Sha>>();

export function rememberWritten(repo: Repository, shas: readonly Sha[]): void {
  const known = written.get(repo) ?? new Set();
  written.set(repo, known);
  for (const sha of shas) known.add(sha);
}

export const wasWritten = (repo: Repository, sha: Sha): boolean => written.get(repo)?.has(sha) === true;
