import { randomBytes } from 'node:crypto';
import { appendFileSync } from 'node:fs';
import type { Judgement } from '../../domain/verdict.ts';
import { annotations, summary, withoutCommands } from '../../view/actions.ts';
import type { Report } from './command.ts';
import type { Io } from './io.ts';

/** Whether GitHub Actions reads what is printed. */
const inActions = ({ env }: Io): boolean => env.GITHUB_ACTIONS === 'true';

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
  if (!inActions(io) || text === '') return;
  io.err(`${annotations(judgements)}${more.annotations}`);
  const file = io.env.GITHUB_STEP_SUMMARY ?? '';
  if (file === '') return;
  try {
    appendFileSync(file, text);
  } catch {
    // A summary that cannot be written must not change what the command came to.
  }
}

/** Text for a person, as GitHub Actions may be shown it: titles and names in it can give no workflow command. */
export const shownText = (text: string, io: Io): string =>
  inActions(io) && /^\s*::|##\[/m.test(text) ? withoutCommands(text, randomBytes(16).toString('hex')) : text;
