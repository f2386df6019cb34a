import { spawn, spawnSync } from 'node:child_process';
import { expect, inject } from 'vitest';
import { type Shop, scenario } from '../../support/rig.ts';
import { figure } from '../support/figures.ts';
import { terminalProblems } from './support/output.ts';
import { poison } from './support/shop.ts';
import { sign } from './support/words.ts';

/** Whether `script` of util-linux is here, which makes a terminal. The row of figures is missing where it is not. */
const hasScript =
  spawnSync('script', ['--version'], { encoding: 'utf8' }).stdout?.includes('util-linux') ?? false;

/** What rel's own prompts do: to a column, up, down, clear a line or what is below; blue, cyan, underlined. */
const ownMoves = /\u001b\[(?:\d{0,3}[ABCDG]|[02]?K|J|\?25[lh]|3[46]m|2?4m)/g;

interface OnTerminal {
  /** Every byte that came to the terminal, as text. */
  readonly bytes: string;
  readonly exit: number;
}

/** Runs the built CLI on a real terminal; once something is asked, presses these keys, and then Ctrl-C. */
function onTerminal(shop: Shop, line: string, keys: string): Promise<OnTerminal> {
  const command = `stty cols 80 rows 40; '${process.execPath}' '${inject('cli')}' ${line}`;
  const child = spawn('script', ['-qec', command, '/dev/null'], {
    cwd: shop.work,
    env: { ...process.env, TERM: 'xterm', SHELL: '/bin/sh', FORCE_COLOR: '', GITHUB_ACTIONS: '' },
  });
  let [bytes, pressed] = ['', false];
  child.stdin.on('error', () => undefined);
  child.stdout.on('data', (some: Buffer) => {
    bytes += some.toString('utf8');
    if (pressed || !/\u001b\[\?25[lh]|\(y\/N\)/.test(bytes)) return;
    pressed = true;
    child.stdin.write(`${keys}\u0003`);
  });
  return new Promise((done) => child.on('close', (code) => done({ bytes, exit: code ?? 1 })));
}

/** Each with the keys at its question: down, up, choose. */
const lines = [
  ['status', ''],
  ['log', ''],
  ['gate promote', ''],
  ['where 230 231 236', ''],
  ['pick --approved --into 1.8.0', '\u001b[B\u001b[B \u001b[A'],
  ['pick 230 231 --into 1.8.0', ''],
  ['tag-rc 1.8.0', ''],
  ['sync-hotfix', ''],
] as const;

scenario('what others write moves nothing on a real terminal, in tables and in questions', async (shop) => {
  expect(hasScript, '`script` of util-linux is not here: nothing was tried on a terminal').toBe(true);
  poison(shop);
  let [shown, asked] = [0, 0];
  for (const [line, keys] of lines) {
    const { bytes, exit } = await onTerminal(shop, line, keys);
    if (bytes.includes('\u001b[?25')) asked += 1;
    const text = bytes.replaceAll(ownMoves, '').replaceAll('\r\n', '\n').replaceAll('^C', '');
    expect(terminalProblems(text.replaceAll('\r', '')), `on the terminal: rel ${line}`).toEqual([]);
    expect(bytes, line).not.toMatch(/\u001b\[31mred|unexpected:/);
    expect([0, 2, 3, 4, 130], `rel ${line}: ${bytes.slice(-500)}`).toContain(exit);
    shown += bytes.split(sign).length - 1;
  }
  expect(shown, 'hostile texts that were shown').toBeGreaterThan(20);
  expect(asked, 'commands that asked').toBeGreaterThan(1);
  figure({
    room: 'hostile',
    what: 'commands on a real terminal, in a shop that is hostile',
    tried: lines.length,
    failures: 0,
  });
});
