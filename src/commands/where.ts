import type { Command } from 'commander';
import { WhereResult } from '../domain/where.ts';
import { findPlaces } from '../facts/presence/where.ts';
import { whereText } from '../view/where.ts';
import { examples, type Invocation, type Report } from './kit/command.ts';
import { openWorlds } from './kit/session.ts';

export const result = WhereResult;

export function configure(command: Command): void {
  command
    .argument('<change...>', 'PR numbers or commits')
    .option('--all', 'every branch, not only develop, production and those of live trains');
  examples(command, ['rel where 231', 'rel where 231 240 --all', 'rel where 1f3870be27 --json']);
}

export async function run(invocation: Invocation): Promise<Report> {
  const worlds = await openWorlds(invocation);
  const [world] = worlds;
  const found = await findPlaces(worlds, invocation.args, invocation.options.all === true);
  return {
    result: found,
    warnings: world.source.warnings,
    text: (paint) => whereText(found, paint),
  };
}
