import { randomBytes } from 'node:crypto';
import { withoutKept } from '../../domain/secrets.ts';
import { withoutCommands } from '../../view/actions.ts';
import { type Paint, paintFor } from '../../view/paint.ts';

/**
 * The two streams, and whether anybody can be asked. Data goes to stdout, everything else to stderr. Titles and names in
 * it give GitHub Actions no command: that is for `command` alone. No token that the run knows is in it.
 */
export interface Io {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdin: NodeJS.ReadStream;
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** Workflow commands for GitHub Actions, to stderr. */
  readonly command: (text: string) => void;
  /** True where a question may be asked: a terminal on both sides, and not CI. */
  readonly canAsk: boolean;
  /** Nobody watches: CI runs it. */
  readonly isCi: boolean;
  /** True where a line of stderr may be renewed while somebody looks at it. */
  readonly isLive: boolean;
  readonly paintOut: Paint;
  readonly paintErr: Paint;
}

export interface IoOptions {
  readonly color: boolean;
}

/** The process's own streams. A reader that closed its end (`rel log | head`) is not an error. */
export function processIo({ color }: IoOptions): Io {
  const { stdin, stdout, stderr, env } = process;
  const ignoreClosedPipe = (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  };
  stdout.on('error', ignoreClosedPipe);
  stderr.on('error', ignoreClosedPipe);
  const ci = (env.CI ?? '') !== '' && env.CI !== 'false' && env.CI !== '0';
  const isLive = stderr.isTTY === true && !ci && env.TERM !== 'dumb';
  return {
    env,
    stdin,
    out: (text) => void stdout.write(shownText(withoutKept(text), env)),
    err: (text) => void stderr.write(shownText(withoutKept(text), env)),
    command: (text) => void stderr.write(withoutKept(text)),
    canAsk: stdin.isTTY === true && isLive,
    isCi: ci,
    isLive,
    paintOut: paintFor({ isTerminal: stdout.isTTY === true, color, env }),
    paintErr: paintFor({ isTerminal: stderr.isTTY === true, color, env }),
  };
}

/** Whether GitHub Actions reads what is printed. */
export const inActions = (env: Io['env']): boolean => env.GITHUB_ACTIONS === 'true';

/** Text as GitHub Actions may be shown it. Its runner takes `::` for a command at the start of a line, `##[` anywhere. */
const shownText = (text: string, env: Io['env']): string =>
  inActions(env) && /^\s*::|##\[/m.test(text) ? withoutCommands(text, randomBytes(16).toString('hex')) : text;
