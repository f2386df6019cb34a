import { RelError } from '../../domain/errors.ts';
import type { Train } from '../../domain/facts.ts';
import { lineState, olderLines } from '../../plans/lines.ts';
import { compareVersions } from '../../plans/versions.ts';
import { productionRelease } from '../production-release.ts';
import { readTargets, type Target } from '../targets.ts';
import type { World } from '../world.ts';

/** A branch that what is on production has to reach. */
export interface SyncedBranch {
  readonly kind: 'develop' | 'rc' | 'line';
  readonly target: Target;
  /** The older line that it stands for: MAJOR.MINOR. */
  readonly line?: string;
  /** The line has no live hotfix: nothing can be brought there, and `target` is its newest release. */
  readonly closed?: true;
}

/**
 * Where production's changes belong: the develop branch first, then the live RCs that come after what is released, then
 * the older lines; only those that `into` names, where it names any.
 *
 * @throws RelError `usage` for a branch that nothing is synced into, and as `readTargets` does.
 */
export async function syncedBranches(world: World, into: readonly string[]): Promise<SyncedBranch[]> {
  const { develop, policy } = world;
  const product = policy.product?.name;
  const all: SyncedBranch[] = [
    { kind: 'develop', target: { branch: develop.branch, version: null, product, tip: develop.sha } },
    ...syncedTrains(world).map(({ branch, version, tip }): SyncedBranch => {
      return { kind: 'rc', target: { branch, version, product, tip } };
    }),
    ...(await lines(world)),
  ];
  if (into.length === 0) return all;
  const named = (await readTargets(world, into)).map(({ branch }) => branch);
  const foreign = named.find((name) => !all.some(({ target }) => target.branch === name));
  if (foreign === undefined) return all.filter(({ target }) => named.includes(target.branch));
  throw new RelError({
    code: 'usage',
    message: `nothing is synced into ${foreign}`,
    why: `production's changes belong on ${all.map(({ target }) => target.branch).join(', ')}`,
    remedy: 'name one of these with --into, or leave it out',
  });
}

/** The live RCs that come after what is released: what is on production belongs on them too. */
function syncedTrains(world: World): Train[] {
  const newest = world.released.at(-1)?.version;
  return world.live.filter(
    (train) => train.kind === 'rc' && (newest === undefined || compareVersions(train.version, newest) > 0),
  );
}

async function lines(world: World): Promise<SyncedBranch[]> {
  if (world.policy.lines.length === 0) return [];
  const release = await productionRelease(world);
  return olderLines(world.policy, release?.version ?? null).flatMap((line): SyncedBranch[] => {
    const state = lineState(line, world);
    if (state === null) return [];
    const { train, ref: branch, tip } = state;
    const target = {
      ...{ branch, tip, product: world.policy.product?.name },
      version: train?.version ?? state.release?.version ?? null,
    };
    return [{ kind: 'line', target, line, ...(train === null ? { closed: true as const } : {}) }];
  });
}
