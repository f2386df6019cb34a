import type { Command } from 'commander';
import * as z from 'zod';
import { continuePending } from '../apply/operation.ts';
import { examples, type Invocation, type Report } from './kit/command.ts';
import { contextOf, progressOf, worst } from './kit/operate.ts';
import { openPending } from './kit/pending.ts';

export const result = z.strictObject({ continued: z.string(), id: z.string() });

export function configure(command: Command): void {
  examples(command, ['rel continue']);
}

/** Finishes what the journal holds; the gates were judged when it began, and its push holds every ref to that. */
export async function run(invocation: Invocation): Promise<Report> {
  const { world, pending } = await openPending(invocation);
  const { stamp, request } = pending.plan;
  const applied = await continuePending(pending, contextOf(world, stamp), progressOf(invocation));
  const trouble = worst([...applied.failed.values()]);
  return {
    result: { continued: request.command, id: stamp.id },
    plan: pending.plan,
    warnings: applied.notes,
    trouble,
    text: () => (trouble === null ? `finished: rel ${request.command}` : ''),
  };
}
