import type { Sha } from '../../domain/git.ts';
import { inversePatchIds, patchIds } from '../../git/patch-id.ts';
import type { Repository } from '../../git/repository.ts';
import { placesOf, type Wanted } from '../../plans/presence/already-there.ts';
import type { History, KnownCommit } from '../../plans/presence/own-history.ts';

/**
 * The history with the commits that take back, by content, what brought one of the changes or a revert of one,
 * whatever they say. No git process where no later commit touches the same paths; else four.
 */
export async function withInverses(
  repo: Repository,
  history: History,
  changes: readonly Wanted[],
): Promise<History> {
  const suspects = new Map<Sha, Sha[]>();
  const followers = laterAlike(history);
  for (const commit of bringing(history, changes)) {
    // What comes last was taken back by nobody, but what took something back may be.
    for (const one of [commit, ...followers(commit)]) {
      const later = suspects.has(one.sha) ? [] : followers(one).map(({ sha }) => sha);
      if (later.length > 0) suspects.set(one.sha, later);
    }
  }
  if (suspects.size === 0) return history;
  const [inverse, patches] = await Promise.all([
    inversePatchIds(repo, [...suspects.keys()]),
    patchIds(repo, [...new Set([...suspects.values()].flat())]),
  ]);
  const inverses = new Map(
    [...suspects].map(([sha, later]) => {
      const wanted = inverse.get(sha);
      return [sha, later.filter((other) => wanted !== undefined && patches.get(other) === wanted)];
    }),
  );
  return { ...history, inverses };
}

type Touching = Pick<KnownCommit, 'sha' | 'paths'>;

/** The commits by which a change may be there, and the reverts, which may be taken back themselves. */
function bringing(history: History, changes: readonly Wanted[]): Set<Touching> {
  const places = changes.flatMap((change) => {
    const shas = placesOf(change, history).flatMap(({ commits }) => commits);
    // The change's own commit may be from before what was read.
    return shas.flatMap((sha): Touching[] => [history.bySha.get(sha) ?? change]);
  });
  const claims = changes.flatMap(({ pullRequest }) =>
    pullRequest === null ? [] : (history.byPullRequest.get(pullRequest.number) ?? []),
  );
  return new Set([...places, ...claims, ...history.reverting]);
}

/** Answers which commits after one touch exactly its paths and hold it. */
function laterAlike({ commits, lineage }: History): (commit: Touching) => Touching[] {
  const key = ({ paths }: Touching) => paths.join('\0');
  const groups = new Map<string, KnownCommit[]>();
  for (const commit of commits) {
    const group = groups.get(key(commit));
    if (group === undefined) groups.set(key(commit), [commit]);
    else group.push(commit);
  }
  return (commit) =>
    (commit.paths.length === 0 ? [] : (groups.get(key(commit)) ?? [])).filter(
      ({ sha }) => sha !== commit.sha && lineage.holds(sha, commit.sha),
    );
}
