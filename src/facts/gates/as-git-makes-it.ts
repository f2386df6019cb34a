import type { Sha } from '../../domain/git.ts';
import { type ChangeIds, changeIds } from '../../git/change-ids.ts';
import { mergeEachInMemory } from '../../git/merge-each.ts';
import { readCommits } from '../../git/objects.ts';
import type { Repository } from '../../git/repository.ts';
import { trialMerge } from '../../git/synthetic.ts';
import type { Bringing } from '../../plans/sources/landing-ways.ts';

/** By what git brings it: a merge of the two histories, or of nothing but what lies between. */
export type By = 'merge' | 'pick';

/**
 * For each, the paths in which what came out is neither what git makes of it by itself nor changed as it was at its
 * source; sorted, and none where nobody had a hand in it. Changes beside it that git merges with no help are no
 * difference. At most four git processes, whatever the number. Throws GitFailure where a commit is not here.
 *
 * @param attributes the commit whose `.gitattributes` count
 */
export async function alteredIn(
  repo: Repository,
  { by, attributes }: { readonly by: By; readonly attributes: Sha },
  all: readonly Bringing[],
): Promise<string[][]> {
  const commits = await readCommits(
    repo,
    all.flatMap(({ from, to, onto, landed }) => [from, to, onto, landed]),
  );
  const tree = (sha: Sha): Sha | undefined => commits.get(sha)?.tree;
  const asked = all.filter(
    ({ from, to, onto, landed }) => tree(from) !== tree(onto) || tree(to) !== tree(landed),
  );
  if (asked.length === 0) return all.map(() => []);
  const merges = asked.map(({ from, to, onto }) => {
    return { ours: onto, theirs: to, ...(by === 'pick' ? { base: from } : {}) };
  });
  const made = await mergeEachInMemory(repo, attributes, merges);
  const others = asked.flatMap((one, at): Otherwise[] => {
    const merge = made[at];
    if (merge?.clean !== true) return [{ one, made: null }];
    return merge.tree === tree(one.landed) ? [] : [{ one, made: trialMerge(repo, merge.tree, [one.onto]) }];
  });
  const spans = others.map(({ one: { from, to, onto, landed }, made }) => [
    { from, to },
    { from: onto, to: landed },
    { from: made ?? landed, to: landed },
  ]);
  const ids = await changeIds(repo, spans.flat());
  const told = new Map(
    others.map(({ one, made }, at) => {
      const [source, landed, beside] = ids.slice(3 * at, 3 * at + 3);
      const differing = differingPaths(source, landed);
      // Where git cannot make it, all of that may be somebody's.
      return [one, made === null ? differing : differing.filter((path) => beside?.has(path))];
    }),
  );
  return all.map((one) => told.get(one) ?? []);
}

/** One that is not as git makes it, and a commit of what git makes; null where that has conflicts. */
interface Otherwise {
  readonly one: Bringing;
  readonly made: Sha | null;
}

/** The paths that are changed otherwise, sorted. */
function differingPaths(source: ChangeIds = new Map(), landed: ChangeIds = new Map()): string[] {
  const paths = new Set([...source.keys(), ...landed.keys()]);
  return [...paths].filter((path) => source.get(path) !== landed.get(path)).sort();
}
