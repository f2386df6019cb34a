import { Chalk } from 'chalk';

export interface PaintOptions {
  readonly isTerminal: boolean;
  /** False with --no-color. */
  readonly color: boolean;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** Colours for one stream. Colour is never the only signal. */
export interface Paint {
  readonly good: (text: string) => string;
  readonly bad: (text: string) => string;
  readonly doubtful: (text: string) => string;
  readonly strong: (text: string) => string;
  readonly dim: (text: string) => string;
}

/** The colours of a stream: flag, then NO_COLOR, FORCE_COLOR, then whether it is a terminal. */
export function paintFor(options: PaintOptions): Paint {
  const chalk = new Chalk({ level: colorLevel(options) });
  return { good: chalk.green, bad: chalk.red, doubtful: chalk.yellow, strong: chalk.bold, dim: chalk.dim };
}

function colorLevel({ isTerminal, color, env }: PaintOptions): 0 | 1 | 2 | 3 {
  if (!color || (env.NO_COLOR ?? '') !== '') return 0;
  if (env.FORCE_COLOR !== undefined) return env.FORCE_COLOR === '0' || env.FORCE_COLOR === 'false' ? 0 : 1;
  return isTerminal && env.TERM !== 'dumb' ? 1 : 0;
}
