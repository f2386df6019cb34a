import type { Command } from 'commander';
import * as z from 'zod';
import { abortPending } from '../apply/operation.ts';
import { examples, type Invocation, type Report } from './kit/command.ts';
import { contextOf } from './kit/operate.ts';
import { openPending } from './kit/pending.ts';

export const result = z.strictObject({ aborted: z.string(), id: z.string() });

export function configure(command: Command): void {
  examples(command, ['rel abort']);
}

export async function run(invocation: Invocation): Promise<Report> {
  const { world, pending } = await openPending(invocation);
  const { stamp, request } = pending.plan;
  await abortPending(pending, contextOf(world, stamp));
  return {
    result: { aborted: request.command, id: stamp.id },
    text: () => `forgotten: rel ${request.command}; nothing had been changed`,
  };
}
