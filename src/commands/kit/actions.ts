import { appendFileSync } from 'node:fs';
import type { Judgement } from '../../domain/verdict.ts';
import { annotations, summary } from '../../view/actions.ts';
import type { Report } from './command.ts';
import { type Io, inActions } from './io.ts';

/**
 * In GitHub Actions: an annotation for each gate that stops, and the verdicts in the summary of the step; and what else a
 * command has to tell there.
 */
export function tellActions(
  judgements: readonly Judgement[],
  io: Io,
  more: Report['told'] = { annotations: '', summary: '' },
): void {
  const text = `${summary(judgements)}${more.summary}`;
  if (!inActions(io.env) || text === '') return;
  io.command(`${annotations(judgements)}${more.annotations}`);
  const file = io.env.GITHUB_STEP_SUMMARY ?? '';
  if (file === '') return;
  try {
    appendFileSync(file, text);
  } catch {
    // A summary that cannot be written must not change what the command came to.
  }
}
