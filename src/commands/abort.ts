import type { Command } from 'commander';
import * as z from 'zod';
import { abortPending, requireAbortable } from '../apply/operation.ts';
import { examples, type Invocation, type Report } from './kit/command.ts';
import { openPending } from './kit/pending.ts';
import { remote } from './kit/session.ts';

export const result = z.strictObject({ aborted: z.string(), id: z.string() });

export function configure(command: Command): void {
  examples(command, ['rel abort']);
}

/** Asks the remote only where a push had begun, and GitHub and the policy never: what is broken there stops nobody. */
export async function run(invocation: Invocation): Promise<Report> {
  const { repo, pending } = await openPending(invocation);
  const { stamp, request } = pending.plan;
  const { dryRun } = invocation.globals;
  await (dryRun ? requireAbortable : abortPending)(pending, { repo, remote, stamp });
  return {
    result: { aborted: request.command, id: stamp.id },
    text: () =>
      dryRun
        ? `dry run: would forget rel ${request.command}; nothing was changed`
        : `forgotten: rel ${request.command}; nothing had been changed`,
  };
}
