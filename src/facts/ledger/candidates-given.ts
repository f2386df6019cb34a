import { isVersion, matchPattern } from '../../domain/pattern.ts';
import type { World } from '../world.ts';
import { versionRecord } from './entries.ts';

/**
 * The numbers of the candidates that are on record of a version, those that were taken back among them: a tag that was
 * pushed may be in somebody's clone and in a registry, so that its name never means another commit.
 */
export async function candidatesGiven(
  world: Pick<World, 'repo' | 'ledgerTip' | 'policy'>,
  version: string,
): Promise<number[]> {
  if (!isVersion(version)) return [];
  const { entries, takenBack } = await versionRecord(world, version);
  return [...entries, ...takenBack.map(({ entry }) => entry)].flatMap((entry) => {
    if (entry.kind !== 'cut' && entry.kind !== 'candidate') return [];
    const fields = matchPattern(world.policy.tags.candidate, entry.tag);
    return fields?.n !== undefined && fields.version === version ? [fields.n] : [];
  });
}
