import { expect } from 'vitest';

/** What a run printed. */
export interface Said {
  readonly exit: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** What rel paints with: bold, dim, red, green, yellow, and their ends. */
const ownColours = /\u001b\[(?:0|1|2|22|31|32|33|39)m/g;

/** Whatever a terminal obeys, a person does not see, or both. A tab would do no harm, and rel prints none. */
const forbidden =
  /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u00ad\u061c\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/u;

/** The places where something got through to the terminal, each with what stands around it; empty where nothing did. */
export function terminalProblems(text: string): string[] {
  return text
    .replaceAll(ownColours, '')
    .split('\n')
    .flatMap((line) => {
      const at = line.search(forbidden);
      return at === -1 ? [] : [JSON.stringify(line.slice(Math.max(0, at - 40), at + 40))];
    });
}

/** One command that the runner of GitHub Actions would obey. */
interface Obeyed {
  readonly name: string;
  readonly line: string;
}

/**
 * What the runner would obey in a log (actions/runner, ActionCommand.cs): `::name key=value::text` at the start of a line,
 * white space aside; `##[name key=value]text` anywhere; nothing between `::stop-commands::TOKEN` and `::TOKEN::`.
 */
function obeyed(log: string): Obeyed[] {
  const found: Obeyed[] = [];
  let stopped: string | null = null;
  for (const line of log.split(/\r\n|\r|\n/)) {
    const words = line.trim();
    if (stopped !== null) {
      if (words === `::${stopped}::`) stopped = null;
      continue;
    }
    const [, name, text = ''] = /^::([A-Za-z-]+)(?: [^:]*)?::(.*)$/.exec(words) ?? [];
    if (name === 'stop-commands') stopped = text;
    else if (name !== undefined) found.push({ name, line });
    else if (/##\[[A-Za-z-]+[^\]]*\]/.test(line)) found.push({ name: '##', line });
  }
  return found;
}

/** The commands that are not annotations of rel's own: those have a title, and their text on one line. */
export const strangeCommands = (log: string): string[] =>
  obeyed(log).flatMap(({ name, line }) =>
    (name === 'error' || name === 'warning') && /^::\w+ title=[^:,]+::/.test(line) ? [] : [line],
  );

/** What every run has to come to, whatever it was given: text for people, and an answer that was foreseen. */
export function expectText(line: string, { exit, stdout, stderr }: Said): void {
  expect(terminalProblems(stdout + stderr), `on the terminal: rel ${line}`).toEqual([]);
  expect(exit, `rel ${line}\n${stderr.slice(-2000)}`).not.toBe(1);
  expect(stderr, `rel ${line}`).not.toMatch(/unexpected:|\n {4}at /);
}
