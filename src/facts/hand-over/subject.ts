import { RelError } from '../../domain/errors.ts';
import type { Train } from '../../domain/facts.ts';
import type { Sha } from '../../domain/git.ts';
import { findTrain, matchingTrain } from '../find-train.ts';
import type { World } from '../world.ts';

/** What is handed over: a candidate, or the release that came of it. */
export interface HandedOver {
  readonly version: string;
  readonly sha: Sha;
  /** What the commit is called by: the tag of the candidate or of the release. */
  readonly tag: string;
  readonly released: boolean;
  /** The stage whose time it is: of a candidate its own, of a release that of the deployment's acceptance. */
  readonly stage: 'promote' | 'hotfix' | 'accept';
}

/**
 * What a version names, released or not, whether its branch is still there or not; without one the only live train, and
 * where none is live the newest release.
 *
 * @throws RelError `unknown-version`, `version-needed`; `usage` for a train that has no candidate.
 */
export function findHandedOver(world: World, version: string | undefined, command: string): HandedOver {
  const release =
    version === undefined
      ? world.live.length === 0
        ? world.released.at(-1)
        : undefined
      : matchingTrain(world, version) === null
        ? world.released.findLast((one) => one.version === version || one.version.startsWith(`${version}.`))
        : undefined;
  return release === undefined ? handedOverOf(world, findTrain(world, version, command)) : releaseOf(release);
}

/** A release as what is handed over. */
export const releaseOf = ({ version, commit, tag }: World['released'][number]): HandedOver => ({
  ...{ version, sha: commit, tag },
  released: true,
  stage: 'accept',
});

/** The newest candidate of a train, or its release. Throws `usage` where it has neither. */
function handedOverOf(world: World, train: Train): HandedOver {
  const release = world.released.find(({ version }) => version === train.version);
  if (release !== undefined) return releaseOf(release);
  const candidate = candidateOf(train);
  if (candidate !== null) return candidate;
  throw new RelError({
    code: 'usage',
    message: `${train.version} has no candidate yet, so there is nothing to hand over`,
    remedy: `run: rel tag-rc ${train.version}`,
  });
}

/** The newest candidate of a live train as what is handed over; null where it has none. */
export function candidateOf(train: Train): HandedOver | null {
  const newest = train.candidates.at(-1);
  if (newest === undefined) return null;
  const { version } = train;
  return {
    version,
    sha: newest.commit,
    tag: newest.tag,
    released: false,
    stage: train.kind === 'hotfix' ? 'hotfix' : 'promote',
  };
}
