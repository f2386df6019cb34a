import type { CommanderError } from 'commander';
import type { Trouble } from '../../domain/errors.ts';

/** What commander has against a command line, in our words; `command` is the one it was parsed for, else `rel`. */
export function usageTrouble({ code, message }: CommanderError, command: string): Trouble {
  const help = command === 'rel' ? 'rel --help' : `rel ${command} --help`;
  if (code === 'commander.help') {
    return { code: 'usage', message: 'no command was given', remedy: `run: ${help}` };
  }
  const told = message
    .replace(/^error: /, '')
    .replace(/\n\(Did you mean (one of )?([^)]*)\?\)$/, (_all, several, names: string) =>
      several === undefined ? `; did you mean \`${names}\`?` : `; did you mean one of ${names}?`,
    )
    .replaceAll(/'([^' ]+)'/g, '`$1`');
  return { code: 'usage', message: told, remedy: `run: ${help}` };
}
