import { type Pending, readPending } from '../../apply/journal.ts';
import { RelError } from '../../domain/errors.ts';
import type { World } from '../../facts/world.ts';
import { openRepository } from '../../git/repository.ts';
import type { Invocation } from './command.ts';
import { worldOf } from './session.ts';

/** The interrupted operation of this clone, and the remote. Throws `nothing-pending` where there is none. */
export async function openPending(invocation: Invocation): Promise<{ world: World; pending: Pending }> {
  const repo = await openRepository(invocation.globals.dir);
  const pending = readPending(repo);
  if (pending !== null) return { world: await worldOf(invocation, repo, true), pending };
  throw new RelError({
    code: 'nothing-pending',
    message: 'no interrupted operation is pending in this clone',
    remedy: 'run: rel status',
  });
}
