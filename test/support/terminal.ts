import { spawn } from 'node:child_process';
import { stripVTControlCharacters } from 'node:util';
import { inject } from 'vitest';

/** What is typed at a question: a word and Enter where it wants yes or no; or these very keys once `at` is shown. */
export type Answer = string | { readonly at: RegExp; readonly keys: string };

export interface OnTerminal {
  readonly exit: number;
  /** Both streams, without what colours or moves the cursor. */
  readonly screen: string;
  /** How many questions were answered. */
  readonly answered: number;
}

const yesOrNo = /\(y\/N\) ?$/;
const end = '\u0003';

/**
 * Runs the built CLI on a terminal of 80 columns (made by `script`), and types the next answer whenever a question has
 * been written and the one before it is answered; Ctrl-C where there is no answer left.
 */
export function runOnTerminal(
  line: string,
  answers: readonly Answer[],
  { env, cwd }: { readonly env: Readonly<Record<string, string>>; readonly cwd: string },
): Promise<OnTerminal> {
  const command = `stty cols 80 rows 40; '${process.execPath}' '${inject('cli')}' ${line}`;
  const child = spawn('script', ['-qec', command, '/dev/null'], {
    cwd,
    env: { ...process.env, TERM: 'xterm', SHELL: '/bin/sh', ...env },
  });
  let [screen, typed] = ['', 0];
  const answered = (): number => screen.split('✔ ').length - 1;
  child.stdin.on('error', () => undefined);
  child.stdout.on('data', (bytes: Buffer) => {
    screen += stripVTControlCharacters(bytes.toString()).replaceAll('\r', '');
    const answer = answers[typed];
    const at = typeof answer === 'object' ? answer.at : yesOrNo;
    if (answered() < typed || !at.test(screen)) return;
    typed += 1;
    child.stdin.write(answer === undefined ? end : typeof answer === 'object' ? answer.keys : `${answer}\n`);
  });
  return new Promise((done) => {
    child.on('close', (code) => done({ exit: code ?? 1, screen, answered: answered() }));
  });
}
