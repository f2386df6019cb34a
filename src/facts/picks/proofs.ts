import type { Proof } from '../../domain/proof.ts';
import { type CommitPair, readPatchPairs, withHeadings } from '../../git/patches.ts';
import type { Repository } from '../../git/repository.ts';
import { needsHeadings, prove } from '../../plans/picks/proof.ts';

/**
 * What comes of comparing each commit that landed with its source, in the order of the pairs. One process for all of
 * them, a second one where lines may be in another function than in the source. Throws GitFailure where a commit's
 * parent is not here.
 */
export async function proofsOf(repo: Repository, commits: readonly CommitPair[]): Promise<Proof[]> {
  const read = await readPatchPairs(repo, commits);
  const pairs = commits.map((pair, at) => ({ ...pair, patches: read[at] ?? { source: [], landed: [] } }));
  const unclear = pairs.filter(({ patches }) => needsHeadings(patches));
  const headed = await withHeadings(repo, unclear);
  return pairs.map((pair) => prove(headed[unclear.indexOf(pair)] ?? pair.patches));
}
