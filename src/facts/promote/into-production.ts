import type { Sha, Signature } from '../../domain/git.ts';
import { releaseTitle } from '../../domain/train-name.ts';
import { isAncestor } from '../../git/history.ts';
import { isOlderLine } from '../../plans/promote/order.ts';
import type { Merge } from '../../plans/promote/promotion.ts';
import { prepareMerge } from '../objects.ts';
import type { World } from '../world.ts';

export interface Promoted {
  readonly version: string;
  /** The name of the release's tag. */
  readonly tag: string;
  readonly candidate: Sha;
  readonly committer: Signature;
}

/** How a candidate gets into the production branch; a merge is computed in memory, and its commit written. */
export async function intoProduction(world: World, promoted: Promoted): Promise<Merge> {
  const { repo, production } = world;
  const { version, tag, candidate, committer } = promoted;
  const released = world.released.map((release) => release.version);
  if (isOlderLine(version, released)) return { kind: 'stays-off' };
  if (production.sha === null) return { kind: 'create' };
  if (await isAncestor(repo, production.sha, candidate)) return { kind: 'fast-forward' };
  if (await isAncestor(repo, candidate, production.sha)) return { kind: 'contained' };
  const merge = await prepareMerge(world, {
    target: tag,
    into: production.branch,
    ours: production.sha,
    theirs: candidate,
    committer,
    message: `Release ${releaseTitle(world.policy.product, version)}\n`,
  });
  return merge.kind === 'clean' ? { kind: 'merge', step: merge.step } : merge;
}
