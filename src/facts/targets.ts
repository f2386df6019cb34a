import { RelError } from '../domain/errors.ts';
import type { Sha } from '../domain/git.ts';
import { fetchObjects } from '../git/remote.ts';
import { isLive } from '../plans/trains.ts';
import { closedTrain, findTrain, matchingTrain } from './find-train.ts';
import type { World } from './world.ts';

/** A branch that something is brought onto. */
export interface Target {
  readonly branch: string;
  /** The train's version; null for a branch that no train runs on. */
  readonly version: string | null;
  /** Whose train it is, where the policy has products. */
  readonly product?: string | undefined;
  readonly tip: Sha;
}

/**
 * The branches that `--into` names (`1.8.0`, `1.8`, `rc/1.8.0`, any branch), each once; without it the only live
 * train's.
 *
 * @throws RelError `unknown-branch`, `unknown-version`, `version-needed`.
 */
export async function readTargets(world: World, asked: readonly string[]): Promise<Target[]> {
  const targets =
    asked.length === 0
      ? [trainTarget(world, findTrain(world, undefined, 'rel pick ... --into'))]
      : asked.map((t) => target(world, t));
  const unique = [...new Map(targets.map((t) => [t.branch, t])).values()];
  await fetchObjects(
    world.repo,
    world.remote,
    unique.map((t) => t.tip),
  );
  return unique;
}

const trainTarget = ({ policy }: World, { branch, version, tip }: Target & { version: string }): Target => ({
  branch,
  version,
  product: policy.product?.name,
  tip,
});

function target(world: World, text: string): Target {
  const train = matchingTrain(world, text) ?? world.trains.find((t) => t.branch === text);
  if (train != null) {
    if (isLive(train)) return trainTarget(world, train);
    if (train.closed === true) throw closedTrain(train);
    throw new RelError({
      code: 'unknown-version',
      message: `${train.version} is released: its train takes no more picks`,
      remedy: 'run: rel status, then name a live train or a hotfix branch with --into',
    });
  }
  const tip = world.refs.get(`refs/heads/${text}`)?.sha;
  if (tip !== undefined) return { branch: text, version: null, tip };
  const known = world.live.map((t) => t.version).join(', ');
  throw new RelError({
    code: /^\d/.test(text) ? 'unknown-version' : 'unknown-branch',
    message: `\`${text}\` is neither a live train nor a branch on the remote`,
    why: `live trains: ${known === '' ? 'none' : known}`,
    remedy: 'run: rel status, then name one of them with --into',
  });
}
