import type { Train } from '../domain/facts.ts';
import { type Hold, holdOf } from '../domain/hold.ts';
import { versionEntries } from './ledger/entries.ts';
import type { World } from './world.ts';

/** Whether a train is on hold by what counts of the ledger; null where it is not. */
export const readHold = async (world: World, { version }: Pick<Train, 'version'>): Promise<Hold | null> =>
  holdOf(await versionEntries(world, version));
