import type { Train } from '../../domain/facts.ts';
import type { Sha } from '../../domain/git.ts';
import { versionEntries } from '../ledger/entries.ts';
import type { World } from '../world.ts';

/** The commit that the ledger recorded for the newest candidate's tag; null where it holds no record of it. */
export async function recordedCandidate(world: World, train: Train): Promise<Sha | null> {
  const newest = train.candidates.at(-1)?.tag;
  const entries = await versionEntries(world, train.version);
  const record = entries.findLast((e) => (e.kind === 'cut' || e.kind === 'candidate') && e.tag === newest);
  return record?.kind === 'cut' || record?.kind === 'candidate' ? record.sha : null;
}
