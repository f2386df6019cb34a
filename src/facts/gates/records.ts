import { found, type Read, RelError, unreadable } from '../../domain/errors.ts';
import type { LedgerEntry } from '../../domain/ledger.ts';
import type { Uncounted } from '../../domain/ledger-signature.ts';
import { type LedgerRecord, versionRecord } from '../ledger/entries.ts';
import type { World } from '../world.ts';

type Reading = Promise<Read<LedgerRecord>>;

const known = new WeakMap<World, Map<string, Reading>>();

/** What the ledger has on a version and counts, oldest first. An entry that this rel cannot read makes all unreadable. */
export async function recordsOf(world: World, version: string): Promise<Read<readonly LedgerEntry[]>> {
  const record = await recordOf(world, version);
  return record.ok ? found(record.value.entries) : record;
}

/** What it has and does not count; none where it cannot be read. */
export async function uncountedOf(world: World, version: string): Promise<readonly Uncounted[]> {
  const record = await recordOf(world, version);
  return record.ok ? record.value.uncounted : [];
}

/** Read once in a world: every PR of a pick is judged by itself, and all on the same record. */
function recordOf(world: World, version: string): Reading {
  const versions = known.get(world) ?? new Map<string, Reading>();
  known.set(world, versions);
  const record = versions.get(version) ?? readRecord(world, version);
  versions.set(version, record);
  return record;
}

async function readRecord(world: World, version: string): Reading {
  try {
    return found(await versionRecord(world, version));
  } catch (error) {
    if (!(error instanceof RelError)) throw error;
    return unreadable(`${error.message} (${error.why ?? error.remedy})`);
  }
}
