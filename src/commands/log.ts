import type { Command } from 'commander';
import type { LedgerEntry } from '../domain/ledger.ts';
import type { Uncounted } from '../domain/ledger-signature.ts';
import { LogResult } from '../domain/results.ts';
import { findAnyTrain, matchingTrain } from '../facts/find-train.ts';
import { type LedgerRecord, ledgerRecord, type TakenBack, versionRecord } from '../facts/ledger/entries.ts';
import type { World } from '../facts/world.ts';
import { ledgerPath } from '../git/ledger-paths.ts';
import { type EntryDiscount, logText } from '../view/log.ts';
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
  const { entries, uncounted, takenBack } = await recordOf(worlds, version, invocation.globals.product);
  const found: LogResult = {
    version,
    entries: [...entries],
    ...(takenBack.length === 0 ? {} : { takenBack: takenBack.map(takenBackRow) }),
    ...(world.policy.ledger.signed ? { uncounted: uncounted.map(discountOf) } : {}),
  };
  const why = new Map<LedgerEntry, EntryDiscount>([
    ...uncounted.map((one) => [one.entry, { kind: 'uncounted', why: one.why }] as const),
    ...takenBack.map((one) => [one.entry, { kind: 'taken-back', undo: one.undo }] as const),
  ]);
  return {
    result: found,
    warnings: world.source.warnings,
    text: (paint) => logText(found, why, invocation.globals.verbose, paint),
  };
}

type Worlds = readonly [World, ...World[]];

/** The version as the record or a train has it; `1.8` is enough where it names one. Throws `unknown-version`. */
async function versionOf(worlds: Worlds, asked: string): Promise<string> {
  if ((await recordOf(worlds, asked, undefined)).entries.length > 0) return asked;
  const train = worlds.flatMap((world) => matchingTrain(world, asked) ?? [])[0];
  return train?.version ?? findAnyTrain(worlds[0], asked, 'rel log').version;
}

/**
 * All entries, those of one product, or those of one version whose ever it is, oldest first; and which do not count or
 * were taken back.
 */
async function recordOf(
  worlds: Worlds,
  version: string | null,
  product: string | undefined,
): Promise<LedgerRecord> {
  const records =
    version === null
      ? [await ledgerRecord(worlds[0])]
      : await Promise.all(worlds.map((world) => versionRecord(world, version)));
  const asked = (entry: LedgerEntry) =>
    version !== null || product === undefined || entry.product === product;
  const uncounted = records.flatMap((record) => record.uncounted).filter(({ entry }) => asked(entry));
  const takenBack = records.flatMap((record) => record.takenBack).filter(({ entry }) => asked(entry));
  const counted = records.flatMap(({ entries }) => entries).filter(asked);
  const others = [...uncounted, ...takenBack].map(({ entry }) => entry);
  if (records.length === 1 && others.length === 0) return { entries: counted, takenBack, uncounted };
  const entries = [...counted, ...others].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  return { entries, takenBack, uncounted };
}

const takenBackRow = ({ entry, undo }: TakenBack) => ({ entry: ledgerPath(entry), by: ledgerPath(undo) });

const discountOf = ({ entry, code, why }: Uncounted) => ({ entry: ledgerPath(entry), code, why });
