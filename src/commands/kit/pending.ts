import { type Pending, readPending } from '../../apply/journal.ts';
import { RelError } from '../../domain/errors.ts';
import { openRepository, type Repository } from '../../git/repository.ts';
import type { Invocation } from './command.ts';

/** The clone and its interrupted operation. Throws `nothing-pending` where there is none. */
export async function openPending(invocation: Invocation): Promise<{ repo: Repository; pending: Pending }> {
  const repo = await openRepository(invocation.globals.dir);
  const pending = readPending(repo);
  if (pending !== null) return { repo, pending };
  throw new RelError({
    code: 'nothing-pending',
    message: 'no interrupted operation is pending in this clone',
    remedy: 'run: rel status',
  });
}
