import { found, type Read, RelError, unreadable } from '../../domain/errors.ts';
import type { LedgerEntry } from '../../domain/ledger.ts';
import { versionEntries } from '../ledger/entries.ts';
import type { World } from '../world.ts';

type Records = Promise<Read<readonly LedgerEntry[]>>;

const known = new WeakMap<World, Map<string, Records>>();

/**
 * What the ledger has on a version, oldest first. An entry that this rel cannot read makes all of it unreadable. Read
 * once in a world: every PR of a pick is judged by itself, and all on the same record.
 */
export function recordsOf(world: World, version: string): Records {
  const versions = known.get(world) ?? new Map<string, Records>();
  known.set(world, versions);
  const records = versions.get(version) ?? readRecords(world, version);
  versions.set(version, records);
  return records;
}

async function readRecords(world: World, version: string): Records {
  try {
    return found(await versionEntries(world, version));
  } catch (error) {
    if (!(error instanceof RelError)) throw error;
    return unreadable(`${error.message} (${error.why ?? error.remedy})`);
  }
}
