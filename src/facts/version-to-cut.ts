import { RelError } from '../domain/errors.ts';
import type { Sha } from '../domain/git.ts';
import { type ReleaseType, releaseTypeOf } from '../domain/release-type.ts';
import { isAncestor } from '../git/history.ts';
import {
  asksForLabels,
  type SuggestedType,
  type SuggestedVersion,
  suggestType,
  suggestVersion,
  tooSmall,
} from '../plans/suggest-version.ts';
import { takenVersions } from '../plans/taken-versions.ts';
import { changesReader } from './changes.ts';
import type { World } from './world.ts';

/** What `rel cut-rc` was told of the version: all, its type, or nothing. */
export interface VersionAsked {
  readonly version?: string | undefined;
  readonly type?: ReleaseType | undefined;
}

export interface VersionToCut {
  readonly version: string;
  /** Null where somebody named the version or its type, and where that commit is cut already. */
  readonly suggested: SuggestedVersion | null;
  readonly warnings: readonly string[];
}

/**
 * The version to cut at `sha`: the one that is named, or the next one. Where a live train holds that commit already, and
 * is of the type that is named, it is that one, so that the same command twice cuts once.
 *
 * @throws RelError `github-refused` where labels decide and cannot be read: what they are is not guessed.
 */
export async function versionToCut(
  world: World,
  { version, type }: VersionAsked,
  sha: Sha,
): Promise<VersionToCut> {
  if (version !== undefined)
    return { version, suggested: null, warnings: await sizeWarnings(world, version, sha) };
  const cut = await cutAlready(world, type, sha);
  if (cut !== null) return { version: cut, suggested: null, warnings: [] };
  const taken = takenVersions(world.refs, world.policy);
  if (type !== undefined) {
    return {
      version: suggestVersion({ type, why: '--type' }, taken).version,
      suggested: null,
      warnings: [],
    };
  }
  const suggested = suggestVersion(await suggestedType(world, sha), taken);
  return { version: suggested.version, suggested, warnings: [] };
}

/** The newest live train that was cut at `sha`, or holds all of develop; null where there is none of that type. */
async function cutAlready(world: World, type: ReleaseType | undefined, sha: Sha): Promise<string | null> {
  for (const train of world.live.toReversed()) {
    if (train.kind !== 'rc' || (type !== undefined && releaseTypeOf(train.version) !== type)) continue;
    if (train.candidates.some(({ commit }) => commit === sha)) return train.version;
    if (sha === world.develop.sha && (await isAncestor(world.repo, sha, train.tip))) return train.version;
  }
  return null;
}

/** What the next release is by the labels of what `sha` holds and no release and no live train does. */
async function suggestedType(world: World, sha: Sha): Promise<SuggestedType> {
  if (!asksForLabels(world.policy) || world.github === null) return suggestType(null, world.policy);
  const onTrains = world.live.map(({ version, tip }) => ({ version, tag: version, commit: tip }));
  const since = { ...world, released: [...world.released, ...onTrains] };
  const changes = await changesReader(since, 'next', sha)();
  if (changes.ok) return suggestType(changes.value, world.policy);
  throw new RelError({
    code: 'github-refused',
    message: 'what the next version is could not be told by the labels of its PRs',
    why: changes.why,
    remedy: 'run it again, or name the version or its type: rel cut-rc --type minor',
  });
}

/** What is to be said of a version that somebody named. */
async function sizeWarnings(world: World, version: string, sha: Sha): Promise<string[]> {
  const isThere = world.trains.some((train) => train.version === version);
  if (isThere || !asksForLabels(world.policy) || world.github === null) return [];
  try {
    const said = tooSmall(version, await suggestedType(world, sha));
    return said === null ? [] : [said];
  } catch (error) {
    if (error instanceof RelError)
      return [`whether ${version} is large enough: ${error.why ?? error.message}`];
    throw error;
  }
}
