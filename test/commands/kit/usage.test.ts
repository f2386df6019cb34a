import { Command, CommanderError, Option } from 'commander';
import { describe, expect, test } from 'vitest';
import { usageTrouble } from '../../../src/commands/kit/usage.ts';

/** What commander throws at a command line. */
function thrownAt(line: string): CommanderError {
  const program = new Command('rel')
    .option('--policy <file>')
    .exitOverride()
    .configureOutput({ writeErr() {} });
  const type = new Option('--type <type>').choices(['major', 'minor']);
  program
    .command('pick')
    .option('--into <target>')
    .argument('<source>')
    .action(() => {});
  program
    .command('cut-rc')
    .addOption(type)
    .action(() => {});
  try {
    program.parse(line.split(' ').filter(Boolean), { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) return error;
  }
  throw new Error(`commander took ${line}`);
}

describe('what commander has against a command line, in our words', () => {
  test.each([
    ['', 'rel', 'no command was given', 'run: rel --help'],
    ['--policy p', 'rel', 'no command was given', 'run: rel --help'],
    ['pikc 1', 'rel', 'unknown command `pikc`; did you mean `pick`?', 'run: rel --help'],
    ['zzz', 'rel', 'unknown command `zzz`', 'run: rel --help'],
    ['pick 1 --ino 2', 'pick', 'unknown option `--ino`; did you mean `--into`?', 'run: rel pick --help'],
    ['pick', 'pick', 'missing required argument `source`', 'run: rel pick --help'],
    ['pick 1 --into', 'pick', "option '--into <target>' argument missing", 'run: rel pick --help'],
    [
      'pick 1 2',
      'pick',
      'too many arguments for `pick`. Expected 1 argument but got 2.',
      'run: rel pick --help',
    ],
    [
      'cut-rc --type big',
      'cut-rc',
      "option '--type <type>' argument `big` is invalid. Allowed choices are major, minor.",
      'run: rel cut-rc --help',
    ],
  ])('%s', (line, command, message, remedy) => {
    expect(usageTrouble(thrownAt(line), command)).toEqual({ code: 'usage', message, remedy });
  });
});
