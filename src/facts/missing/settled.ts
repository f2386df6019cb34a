import type { Settled } from '../../domain/fix-state.ts';
import type { Sha } from '../../domain/git.ts';
import { isAncestor } from '../../git/history.ts';
import { objectsExist } from '../../git/objects.ts';
import { versionEntries } from '../ledger/entries.ts';
import type { World } from '../world.ts';

/** The branch whose decisions are asked for; its version where a train runs on it. */
export interface SettledFor {
  readonly branch: string;
  readonly version: string | null;
}

/**
 * The changes that somebody decided need not come, by their commit: decided for this branch, or for the develop branch
 * when it was at a commit that `tip` holds. The newest decision of a change counts.
 */
export async function settledFor(world: World, tip: Sha, of?: SettledFor): Promise<Map<Sha, Settled>> {
  const { develop, repo } = world;
  const names = new Set([develop.branch, ...(of === undefined ? [] : [of.version ?? of.branch])]);
  const settled = new Map<Sha, Settled>();
  if (world.ledgerTip === null) return settled;
  for (const name of names) {
    for (const entry of await versionEntries(world, name)) {
      if (entry.kind !== 'settled') continue;
      const holds = async () =>
        (await objectsExist(repo, [entry.tip])).has(entry.tip) && (await isAncestor(repo, entry.tip, tip));
      if (entry.branch !== of?.branch && !(await holds())) continue;
      settled.set(entry.sha, { by: entry.actor.login, reason: entry.reason });
    }
  }
  return settled;
}
