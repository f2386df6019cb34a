import { RelError } from '../domain/errors.ts';
import type { Sha } from '../domain/git.ts';
import { type CommitData, readCommits } from './objects.ts';
import type { Repository } from './repository.ts';

/** The commits `shas` (whole SHAs), to be asked for by name. Throws RelError `unknown-commit` where one is not here. */
export async function requireCommits(
  repo: Repository,
  shas: readonly Sha[],
): Promise<(sha: Sha) => CommitData> {
  const commits = await readCommits(repo, shas);
  const present = (sha: Sha): CommitData => {
    const commit = commits.get(sha);
    if (commit !== undefined) return commit;
    throw missingCommit(sha);
  };
  shas.forEach(present);
  return present;
}

/** A commit that was named and is not in the repository, though it should have been fetched. */
function missingCommit(sha: Sha): RelError {
  return new RelError({
    code: 'unknown-commit',
    message: `the commit ${sha} is not in this repository`,
    why: 'it was not fetched, or the clone is shallow and ends before it',
    remedy: `run: git fetch origin ${sha} (in a shallow clone: git fetch --unshallow)`,
  });
}
