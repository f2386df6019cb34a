import { RelError } from '../../domain/errors.ts';

/**
 * Asks for yes or no, on stderr, so that stdout holds data only.
 *
 * @throws RelError `interrupted` (130) on Ctrl-C.
 */
export async function confirm(message: string): Promise<boolean> {
  const answer = await ask({ type: 'confirm', message, default: false });
  return answer === true;
}

/** One line of a check list. */
export interface Box {
  readonly label: string;
  /** What the line is called once the list is done. */
  readonly short: string;
  /** null: it cannot be ticked. */
  readonly ticked: boolean | null;
}

/**
 * Asks which boxes to tick, on stderr; answers their places in the list. Boxes that cannot be ticked are shown all the
 * same.
 *
 * @throws RelError `interrupted` (130) on Ctrl-C.
 */
export async function checkList(message: string, boxes: readonly Box[]): Promise<number[]> {
  const choices = boxes.map(({ label, short, ticked }, value) => {
    return { value, name: label, short, checked: ticked === true, disabled: ticked === null ? ' ' : false };
  });
  const answer = await ask({ type: 'checkbox', message, choices, loop: false, pageSize: 15 });
  return Array.isArray(answer) ? answer.map(Number) : [];
}

type Question =
  | { type: 'confirm'; message: string; default: boolean }
  | { type: 'checkbox'; message: string; choices: readonly object[]; loop: boolean; pageSize: number };

/** The library is loaded only when a question is really asked. */
async function ask(question: Question): Promise<unknown> {
  const { default: inquirer } = await import('inquirer');
  const prompt = inquirer.createPromptModule({ output: process.stderr });
  try {
    const answers: Record<string, unknown> = await prompt([{ name: 'answer', ...question }]);
    return answers.answer;
  } catch (cause) {
    if (!(cause instanceof Error) || cause.name !== 'ExitPromptError') throw cause;
    throw new RelError(
      {
        code: 'interrupted',
        message: 'cancelled; nothing was changed',
        remedy: 'run the same command again',
      },
      cause,
    );
  }
}
