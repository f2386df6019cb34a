import type { Sha, Signature } from '../domain/git.ts';
import { readChanges } from './picks/changes.ts';
import { requirePickBlobs } from './picks/pick-blobs.ts';
import { PickRun, type ReadSource, type SequencePick } from './picks/pick-run.ts';
import { Workshop } from './picks/workshop.ts';
import { requireCommits } from './present.ts';
import type { Repository } from './repository.ts';

export type { SequencePick } from './picks/pick-run.ts';

/** One commit of a run of picks. */
export interface SequenceSource {
  readonly sha: Sha;
  /** Said for a merge, which is always picked against its first parent; changes nothing. */
  readonly mainline: 1 | null;
  /** A commit whose change is taken instead of the source's own: a conflict that a person resolved. */
  readonly change?: Sha | null;
  /** Whole trailer lines (`Key: value`), after the `(cherry picked from commit ...)` line. */
  readonly trailers: readonly string[];
  /** Of the very commit that comes out without it. */
  readonly signature?: string | undefined;
}

export interface PickSequence {
  readonly onto: Sha;
  /** In the order to pick them. */
  readonly sources: readonly SequenceSource[];
  readonly committer: Signature;
}

/**
 * What `pickInMemory` makes of the sources one after the other, each on top of the clean ones before it: the same
 * outcomes, commits and trees; a conflict or an empty pick is left out and the run goes on. Its cost does not grow
 * with the files of the repository, nor its number of git processes with the number of picks, as far as the picks
 * can be made path by path (`planChange`); the others are merged one by one. Throws RelError `unknown-commit` where a
 * source, its parent or `onto` is not here.
 */
export async function pickSequence(repo: Repository, sequence: PickSequence): Promise<SequencePick[]> {
  const { onto, sources, committer } = sequence;
  const [picks = []] = await pickEach(repo, { onto, committer, alternatives: [sources] });
  return picks;
}

/** Several sequences onto the same commit, each as if there were no other. */
export interface PickAlternatives extends Omit<PickSequence, 'sources'> {
  readonly alternatives: readonly (readonly SequenceSource[])[];
  /** Left out: true. False where nobody will ask for the commits, so that they need not be in the repository. */
  readonly keep?: boolean;
}

/** What `pickSequence` makes of each of the alternatives; all are read, merged and stored together. */
export async function pickEach(
  repo: Repository,
  { onto, committer, alternatives, keep = true }: PickAlternatives,
): Promise<SequencePick[][]> {
  const sources = alternatives.flat();
  const taken = sources.map(({ sha, change }) => change ?? sha);
  const commit = await requireCommits(repo, [...sources.map(({ sha }) => sha), ...taken, onto]);
  await requireCommits(
    repo,
    taken.flatMap((sha) => commit(sha).parents.slice(0, 1)),
  );
  const changes = await readChanges(repo, taken);
  await requirePickBlobs(repo, taken, [onto]);
  const read = ({ sha, change = null, trailers, signature }: SequenceSource): ReadSource => {
    return { commit: commit(sha), change, changes: changes.get(change ?? sha) ?? [], trailers, signature };
  };
  const shop = new Workshop(repo);
  const runs = alternatives.map((all) => all.map(read));
  if (runs.length > 1)
    await shop.mergeBeside(
      commit(onto).tree,
      runs.flatMap((run) => run.slice(0, 1).map(({ changes }) => changes)),
    );
  const picks: SequencePick[][] = [];
  for (const run of runs) picks.push(await new PickRun(shop, committer, run).pickAll(commit(onto)));
  if (keep) await shop.store();
  return picks;
}
