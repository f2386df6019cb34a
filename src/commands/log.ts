import type { Command } from 'commander';
import { LogResult } from '../domain/results.ts';
import { findTrain } from '../facts/find-train.ts';
import { readLedger } from '../git/ledger.ts';
import { logText } from '../view/log.ts';
import { examples, type Invocation, type Report } from './kit/command.ts';
import { openWorld } from './kit/session.ts';

export const result = LogResult;

export function configure(command: Command): void {
  command.argument('[version]', 'one train; left out: all of them');
  examples(command, ['rel log', 'rel log 1.8.0', 'rel log 1.8.0 -v  (with every verdict)']);
}

export async function run(invocation: Invocation): Promise<Report> {
  const world = await openWorld(invocation, false);
  const [asked] = invocation.args;
  const recorded = await readLedger(world.repo, world.ledgerTip, asked);
  const version =
    asked === undefined ? null : recorded.length > 0 ? asked : findTrain(world, asked, 'rel log').version;
  const entries =
    version === null || version === asked ? recorded : await readLedger(world.repo, world.ledgerTip, version);
  const found: LogResult = { version, entries };
  return {
    result: found,
    warnings: world.source.warnings,
    text: (paint) => logText(found, invocation.globals.verbose, paint),
  };
}
