import { mkdirSync } from 'node:fs';
import lockfile from 'proper-lockfile';
import { RelError } from '../domain/errors.ts';
import type { Repository } from '../git/repository.ts';
import { stateFolder } from './journal.ts';

/**
 * Runs `work` as the only operation of this clone. A second one is told so at once and does not wait; the lock of a
 * dead process counts for ten seconds more.
 *
 * @throws RelError `operation-running` where another process holds it.
 */
export async function alone<T>(repo: Repository, work: () => Promise<T>): Promise<T> {
  const folder = stateFolder(repo);
  mkdirSync(folder, { recursive: true });
  const release = await lockfile.lock(folder, { stale: 10_000, realpath: false }).catch((cause: unknown) => {
    throw new RelError(
      {
        code: 'operation-running',
        message: 'another rel is changing things from this clone',
        remedy: 'wait for it to end, then run the command again',
      },
      cause,
    );
  });
  try {
    return await work();
  } finally {
    await release();
  }
}
