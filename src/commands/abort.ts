import type { Command } from 'commander';
import * as z from 'zod';
import { finishedWith } from '../apply/finished.ts';
import type { Pending } from '../apply/journal.ts';
import { lastMark } from '../apply/journal.ts';
import { abortPending, requireAbortable } from '../apply/operation.ts';
import type { Paused } from '../apply/pause.ts';
import type { Repository } from '../git/repository.ts';
import { examples, type Invocation, type Report } from './kit/command.ts';
import { openPending } from './kit/pending.ts';
import { chosenRemote } from './kit/remote.ts';
import { abandon } from './kit/resume.ts';

export const result = z.strictObject({ aborted: z.string(), id: z.string() });

export function configure(command: Command): void {
  examples(command, ['rel abort']);
}

/** Asks the remote only where a push had begun, and GitHub and the policy never: what is broken there stops nobody. */
export async function run(invocation: Invocation): Promise<Report> {
  const open = await openPending(invocation);
  const { repo, pending, paused } = open;
  const { stamp, request } = open.pending === null ? open.paused : open.pending.plan;
  const { dryRun } = invocation.globals;
  const remote = await chosenRemote(invocation, repo);
  // Before anything is forgotten: it may find a journal that cannot be read.
  const stays = paused === null ? [] : pushedText(repo, paused);
  if (pending !== null) await (dryRun ? requireAbortable : abortPending)(pending, { repo, remote, stamp });
  if (paused !== null && !dryRun) await abandon(repo, paused);
  const waits = pending === null || dryRun ? [] : againText(pending);
  const first = dryRun
    ? `dry run: would forget rel ${request.command}; nothing was changed`
    : `forgotten: rel ${request.command}; ${stays.length === 0 ? 'nothing had been changed' : 'no more is changed'}`;
  return {
    result: { aborted: request.command, id: stamp.id },
    warnings: open.warnings,
    text: () => [first, ...stays, ...waits].join('\n'),
  };
}

/** An operation that was to be taken back, and is not, waits again as it did before. */
const againText = ({ replaces }: Pending): string[] =>
  replaces === undefined
    ? []
    : [
        `rel ${replaces.plan.request.command} is pending again; run: rel continue (to finish it) or rel undo (to take it back)`,
      ];

/** What a rel that was killed right after its last push had no time to note in the pause is in the journals that ended. */
function pushedText(repo: Repository, { pushed, stamp }: Paused): string[] {
  const parts = finishedWith(repo, stamp.id)?.parts ?? [];
  const ended = parts.flatMap(({ plan, marks }) =>
    plan.steps.flatMap((step, at) =>
      step.kind === 'push' && lastMark(marks, at) === 'done' ? [step.target] : [],
    ),
  );
  const all = [...new Set([...pushed, ...ended])];
  return all.length === 0 ? [] : [`what it pushed before stays: ${all.join(', ')}`];
}
