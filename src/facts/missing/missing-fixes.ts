import type { Missing } from '../../domain/facts.ts';
import type { FixState } from '../../domain/fix-state.ts';
import type { Sha } from '../../domain/git.ts';
import { readCommits } from '../../git/objects.ts';
import type { Source } from '../../plans/picks/forecast.ts';
import { ownCommits } from '../product-paths.ts';
import { subjectLine } from '../subject-line.ts';
import type { World } from '../world.ts';
import { fixStates } from './fix-states.ts';

/** A change of production that another branch has not, as it landed there. */
export interface LandedFix extends Missing {
  readonly source: Source;
  readonly state: Extract<FixState, { kind: 'missing' }>;
}

/**
 * The changes of the product on production that a branch does not have, in landing order (`fixStates`): neither by its
 * history nor in its files.
 */
export async function missingFixes(world: World, production: Sha, tip: Sha): Promise<LandedFix[]> {
  const { repo } = world;
  const changes = (await fixStates(repo, { production, tip })).flatMap(({ sha, mainline, state }) =>
    state.kind === 'missing' ? [{ sha, mainline, state }] : [],
  );
  const shas = changes.map(({ sha }) => sha);
  const own = new Set(await ownCommits(world, shas));
  const data = await readCommits(repo, shas);
  return changes
    .filter(({ sha }) => own.has(sha))
    .map(({ sha, mainline, state }) => {
      const source: Source = { pr: null, sha, mainline, refused: null };
      return { sha, subject: subjectLine(data.get(sha)), source, state };
    });
}
