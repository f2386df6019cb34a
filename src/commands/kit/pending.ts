import { type Pending, readPending } from '../../apply/journal.ts';
import { type Paused, readPaused } from '../../apply/pause.ts';
import { RelError } from '../../domain/errors.ts';
import { openRepository, type Repository } from '../../git/repository.ts';
import type { Invocation } from './command.ts';

/** What was interrupted in a clone, and what waits there for a person: one of them at least. */
export type Open = { readonly repo: Repository } & (
  | { readonly pending: Pending; readonly paused: Paused | null }
  | { readonly pending: null; readonly paused: Paused }
);

/** The clone and what is open in it. Throws `nothing-pending` where nothing is. */
export async function openPending(invocation: Invocation): Promise<Open> {
  const repo = await openRepository(invocation.globals.dir);
  const [pending, paused] = [readPending(repo), readPaused(repo)];
  if (pending !== null) return { repo, pending, paused };
  if (paused !== null) return { repo, pending, paused };
  throw new RelError({
    code: 'nothing-pending',
    message: 'no interrupted operation is pending in this clone, and none waits for you',
    remedy: 'run: rel status',
  });
}
