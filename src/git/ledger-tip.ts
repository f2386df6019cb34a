import { RelError } from '../domain/errors.ts';
import type { Sha } from '../domain/git.ts';
import { askReader } from './object-reader.ts';
import type { Repository } from './repository.ts';

/**
 * Throws RelError `ledger-broken` where the ledger's ref is at a tag, a tree or a blob: git would read entries out of
 * some of these, and none has the chain of commits that a ledger is. An object that is not here is left to its reader.
 */
export async function requireLedgerCommit(repo: Repository, tip: Sha): Promise<void> {
  const [object] = await askReader(repo, [tip], 'info');
  if (object === null || object === undefined || object.type === 'commit') return;
  throw new RelError({
    code: 'ledger-broken',
    message: `the ledger is a ${object.type}, and no chain of commits`,
    why: `somebody has put its ref at ${tip}`,
    remedy: 'ask who pushed it, and have its last commit put back; nothing is released before',
  });
}
