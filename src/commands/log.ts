import type { Command } from 'commander';
import type { LedgerEntry } from '../domain/ledger.ts';
import { LogResult } from '../domain/results.ts';
import { findTrain, matchingTrain } from '../facts/find-train.ts';
import { versionEntries } from '../facts/ledger/entries.ts';
import type { World } from '../facts/world.ts';
import { readLedger } from '../git/ledger.ts';
import { logText } from '../view/log.ts';
import { examples, type Invocation, type Report } from './kit/command.ts';
import { openWorlds } from './kit/session.ts';

export const result = LogResult;

export function configure(command: Command): void {
  command.argument('[version]', 'one train; left out: all of them');
  examples(command, ['rel log', 'rel log 1.8.0', 'rel log 1.8.0 -v  (with every verdict)']);
}

export async function run(invocation: Invocation): Promise<Report> {
  const worlds = await openWorlds(invocation);
  const [world] = worlds;
  const [asked] = invocation.args;
  const version = asked === undefined ? null : await versionOf(worlds, asked);
  const entries = await entriesOf(worlds, version, invocation.globals.product);
  const found: LogResult = { version, entries: [...entries] };
  return {
    result: found,
    warnings: world.source.warnings,
    text: (paint) => logText(found, invocation.globals.verbose, paint),
  };
}

type Worlds = readonly [World, ...World[]];

/** The version as the record or a train has it; `1.8` is enough where it names one. Throws `unknown-version`. */
async function versionOf(worlds: Worlds, asked: string): Promise<string> {
  if ((await entriesOf(worlds, asked, undefined)).length > 0) return asked;
  const train = worlds.flatMap((world) => matchingTrain(world, asked) ?? [])[0];
  return train?.version ?? findTrain(worlds[0], asked, 'rel log').version;
}

/** All entries, those of one product, or those of one version whose ever it is; oldest first. */
async function entriesOf(
  worlds: Worlds,
  version: string | null,
  product: string | undefined,
): Promise<readonly LedgerEntry[]> {
  const [{ repo, ledgerTip }] = worlds;
  if (version === null) {
    const all = await readLedger(repo, ledgerTip);
    return product === undefined ? all : all.filter((entry) => entry.product === product);
  }
  const each = await Promise.all(worlds.map((world) => versionEntries(world, version)));
  return each.length === 1
    ? (each[0] ?? [])
    : each.flat().sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}
