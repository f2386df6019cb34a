import { RelError } from '../../domain/errors.ts';

/**
 * Asks on stderr, so that stdout holds data only; the library is loaded only when a question is really asked.
 *
 * @throws RelError `interrupted` (130) on Ctrl-C.
 */
export async function confirm(message: string): Promise<boolean> {
  const { default: inquirer } = await import('inquirer');
  const prompt = inquirer.createPromptModule({ output: process.stderr });
  try {
    const answer = await prompt([{ type: 'confirm', name: 'yes', message, default: false }]);
    return answer.yes === true;
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
