import type { Command } from 'commander';
import * as z from 'zod';
import { stepsLeft } from '../apply/execute.ts';
import { continuePending } from '../apply/operation.ts';
import { planText } from '../view/plan.ts';
import { examples, type Invocation, type Report } from './kit/command.ts';
import { contextOf, describe, progressOf, worst } from './kit/operate.ts';
import { openPending } from './kit/pending.ts';
import { worldOf } from './kit/session.ts';

export const result = z.strictObject({ continued: z.string(), id: z.string() });

export function configure(command: Command): void {
  examples(command, ['rel continue']);
}

/** Finishes what the journal holds; the gates were judged when it began, and its push holds every ref to that. */
export async function run(invocation: Invocation): Promise<Report> {
  const { repo, pending } = await openPending(invocation);
  const { stamp, request } = pending.plan;
  const base = { result: { continued: request.command, id: stamp.id }, plan: pending.plan };
  if (invocation.globals.dryRun) {
    const left = stepsLeft(pending.plan, pending.marks).map(describe);
    return { ...base, text: (paint) => `${planText(left, paint)}\ndry run: nothing was changed` };
  }
  const world = await worldOf(invocation, repo, true);
  const applied = await continuePending(pending, contextOf(world, stamp), progressOf(invocation));
  const trouble = worst([...applied.failed.values()]);
  return {
    ...base,
    warnings: applied.notes,
    trouble,
    text: () => (trouble === null ? `finished: rel ${request.command}` : ''),
  };
}
