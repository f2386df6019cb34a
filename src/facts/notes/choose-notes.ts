import { RelError } from '../../domain/errors.ts';
import type { Candidate, Train } from '../../domain/facts.ts';
import type { Sha } from '../../domain/git.ts';
import { candidatesOf } from '../../plans/trains.ts';
import { findTrain } from '../find-train.ts';
import { versionEntries } from '../ledger/entries.ts';
import type { World } from '../world.ts';
import { releasedAt } from './earlier-releases.ts';
import type { NotesAsked } from './read-notes.ts';

/** What was typed. */
export interface NotesWords {
  readonly version: string | undefined;
  /** A candidate by tag or number, or a release by tag or version. */
  readonly since: string | undefined;
  /** A candidate, or `tip`. */
  readonly at: string | undefined;
}

/**
 * Whose notes are meant: those of a release by its version; of a live train its newest candidate, its tip where it has
 * none, or what `--at` says.
 *
 * @throws RelError `unknown-version`, `version-needed`, `usage`.
 */
export async function chooseNotes(world: World, words: NotesWords): Promise<NotesAsked> {
  const { version, train } = named(world, words.version);
  const candidates = candidatesOf(world.refs, world.policy, version);
  const at = placeAt(world, { version, train, candidates }, words.at);
  const since = words.since === undefined ? null : sinceOf(world, version, candidates, words.since);
  return { version, ...at, ...(since === null ? {} : { since }), date: await dateOf(world, version, at.sha) };
}

interface Named {
  readonly version: string;
  readonly train: Train | null;
}

/** A release needs no branch any more. */
function named(world: World, version: string | undefined): Named {
  const isOut = world.released.some((release) => release.version === version);
  const known = world.trains.find((train) => train.version === version);
  if (version !== undefined && isOut && known === undefined) return { version, train: null };
  const train = findTrain(world, version, 'rel notes');
  return { version: train.version, train };
}

function placeAt(
  world: World,
  { version, train, candidates }: Named & { readonly candidates: readonly Candidate[] },
  at: string | undefined,
): { readonly ref: string; readonly sha: Sha } {
  const released = world.released.find((release) => release.version === version);
  if (at === 'tip' && train !== null) return { ref: train.branch, sha: train.tip };
  if (at !== undefined) return candidateOf(candidates, at) ?? unknownPlace(version, candidates, '--at', at);
  if (released !== undefined) return { ref: released.tag, sha: released.commit };
  const newest = candidates.at(-1);
  if (newest !== undefined) return { ref: newest.tag, sha: newest.commit };
  if (train === null) throw new Error(`${version} is neither out nor on its way`);
  return { ref: train.branch, sha: train.tip };
}

function sinceOf(world: World, version: string, candidates: readonly Candidate[], text: string) {
  const release = world.released.find(({ tag, version: out }) => text === tag || text === out);
  if (release !== undefined && release.version !== version) return { ref: release.tag, sha: release.commit };
  return candidateOf(candidates, text) ?? unknownPlace(version, candidates, '--since', text);
}

/** A candidate by its tag, its number, or `rc.1`. */
function candidateOf(candidates: readonly Candidate[], text: string): { ref: string; sha: Sha } | null {
  const number = /^(?:rc\.?)?(\d+)$/.exec(text)?.[1];
  const found = candidates.find(({ tag, n }) => tag === text || String(n) === number);
  return found === undefined ? null : { ref: found.tag, sha: found.commit };
}

function unknownPlace(
  version: string,
  candidates: readonly Candidate[],
  option: string,
  text: string,
): never {
  const tags = candidates.map(({ tag }) => tag);
  throw new RelError({
    code: 'usage',
    message: `${option} ${text}: ${version} has no such candidate`,
    why: `its candidates: ${tags.length === 0 ? 'none' : tags.join(', ')}`,
    remedy:
      option === '--at'
        ? 'name one of them, by its tag or its number, or: --at tip'
        : 'name one of them, by its tag or its number, or a release: --since 1.7.0',
  });
}

/** The day of the release, by the record, else by the tag; null for anything but what was released. */
async function dateOf(world: World, version: string, sha: Sha): Promise<string | null> {
  const released = world.released.find((release) => release.version === version);
  if (released === undefined || released.commit !== sha) return null;
  const entry = (await versionEntries(world, version)).findLast(({ kind }) => kind === 'promote');
  const times = entry === undefined ? await releasedAt(world, [released]) : new Map<string, number>();
  const at = times.get(released.tag);
  return entry?.at.slice(0, 10) ?? (at === undefined ? null : new Date(at).toISOString().slice(0, 10));
}
