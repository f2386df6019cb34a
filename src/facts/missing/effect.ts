import type { Sha } from '../../domain/git.ts';
import { conflictTree } from '../../git/conflict-tree.ts';
import { mergeBase } from '../../git/history.ts';
import type { MergeOutcome } from '../../git/merge.ts';
import { mergeEachInMemory } from '../../git/merge-each.ts';
import { readCommits } from '../../git/objects.ts';
import { readPatches } from '../../git/patches.ts';
import { type PathChange, readChanges } from '../../git/picks/changes.ts';
import type { Repository } from '../../git/repository.ts';
import { type TreeDifference, type TreeEntry, treeDifferences } from '../../git/tree-entries.ts';
import { effectInLines } from '../../plans/missing/effect-in-lines.ts';
import type { Effect, EffectKind } from '../../plans/missing/fix-state-of.ts';
import { readDiffering } from './differing-files.ts';

export interface Branches {
  readonly production: Sha;
  /** The other branch's commit. */
  readonly tip: Sha;
}

/**
 * Answers for changes of production (commits, a merge against its first parent) whether their effect is in the other
 * branch's files, whatever brought it: the files are the same; the change applies and leaves nothing; the whole of
 * production leaves these files as they are; or all its lines are found there. A fixed number of git
 * processes, however many changes.
 *
 * @param held those that the branch holds as commits: what it took back of them, a merge of production leaves taken back
 */
export async function effectsOf(
  repo: Repository,
  { production, tip }: Branches,
  changes: readonly Sha[],
  held: ReadonlySet<Sha>,
): Promise<Map<Sha, Effect>> {
  if (changes.length === 0) return new Map();
  const [differences, paths, commits] = await Promise.all([
    treeDifferences(repo, tip, production),
    readChanges(repo, changes),
    readCommits(repo, [...changes, tip]),
  ]);
  const differing = new Map(differences.map((difference) => [difference.path, difference]));
  const kinds = new Map<Sha, EffectKind>();
  const left: Sha[] = [];
  for (const sha of changes) {
    if (isSame(paths.get(sha) ?? [], differing)) kinds.set(sha, 'there');
    else left.push(sha);
  }
  const trials = await trialsOf(repo, tip, left, (sha) => commits.get(sha)?.parents[0]);
  const conflicts = left.some((sha) => trials.get(sha)?.clean !== true);
  const untouched = conflicts ? await untouchedBy(repo, { production, tip }, differing) : null;
  const doubtful: Sha[] = [];
  for (const sha of left) {
    const trial = trials.get(sha);
    if (trial?.clean === true && trial.tree === commits.get(tip)?.tree) kinds.set(sha, 'there');
    // Where it applies, production as a whole may leave the files alone only because it has taken the change back.
    else if (trial?.clean !== true && !held.has(sha) && untouched?.(paths.get(sha) ?? []) === true)
      kinds.set(sha, 'there');
    else {
      kinds.set(sha, trial?.clean === true ? 'applies' : 'conflicts');
      doubtful.push(sha);
    }
  }
  const patches = await readPatches(repo, doubtful);
  const files = doubtful.length === 0 ? null : await readDiffering(repo, differences);
  for (const sha of doubtful) {
    if (files !== null && effectInLines(patches.get(sha) ?? [], files)) kinds.set(sha, 'there');
  }
  const gone = (sha: Sha) =>
    (paths.get(sha) ?? []).flatMap(({ path }) => {
      const difference = differing.get(path);
      return difference !== undefined && difference.before === null ? [asText(path)] : [];
    });
  return new Map([...kinds].map(([sha, kind]) => [sha, { kind, gone: gone(sha) }]));
}

/** What comes of bringing each change to the tip by itself; a root commit is not tried. */
async function trialsOf(
  repo: Repository,
  tip: Sha,
  changes: readonly Sha[],
  parentOf: (sha: Sha) => Sha | undefined,
): Promise<ReadonlyMap<Sha, MergeOutcome>> {
  const merges = changes.flatMap((sha) => {
    const base = parentOf(sha);
    return base === undefined ? [] : [{ ours: tip, theirs: sha, base }];
  });
  const outcomes = await mergeEachInMemory(repo, tip, merges);
  return new Map(
    outcomes.flatMap((outcome, at) => {
      const merge = merges[at];
      return merge === undefined ? [] : [[merge.theirs, outcome] as const];
    }),
  );
}

const asText = (path: string): string => Buffer.from(path, 'latin1').toString('utf8');

/** Whether every file that the change touches is the same on both branches, or is on the branch what the change made it. */
function isSame(paths: readonly PathChange[], differing: ReadonlyMap<string, TreeDifference>): boolean {
  return paths.every(({ path, after }) => {
    const difference = differing.get(path);
    return difference === undefined || isEqual(difference.before, after);
  });
}

const isEqual = (one: TreeEntry | null, other: TreeEntry | null): boolean =>
  one?.sha === other?.sha && one?.mode === other?.mode;

/**
 * Answers whether a merge of all of production would leave the files of a change as they are on the branch. A file that
 * the branch has not (it may be there under another name) is no answer.
 */
async function untouchedBy(
  repo: Repository,
  { production, tip }: Branches,
  differing: ReadonlyMap<string, TreeDifference>,
): Promise<((paths: readonly PathChange[]) => boolean) | null> {
  const base = await mergeBase(repo, production, tip);
  if (base === null) return null;
  const names = { ours: 'branch', theirs: 'production', base: 'base' };
  const { tree, conflicts } = await conflictTree(repo, { ours: tip, theirs: production, base }, names);
  const touched = new Set((await treeDifferences(repo, tip, tree)).map(({ path }) => path));
  for (const { path } of conflicts) touched.add(Buffer.from(path).toString('latin1'));
  return (paths) =>
    paths.every(({ path, after }) => {
      const difference = differing.get(path);
      const gone = difference !== undefined && difference.before === null;
      return !touched.has(path) && gone === (after === null);
    });
}
