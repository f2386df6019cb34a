import type { Missing } from '../../domain/facts.ts';
import type { FixState, Settled } from '../../domain/fix-state.ts';
import type { Sha } from '../../domain/git.ts';
import { readCommits } from '../../git/objects.ts';
import type { Source } from '../../plans/picks/forecast.ts';
import { ownCommits } from '../product-paths.ts';
import { subjectLine } from '../subject-line.ts';
import type { World } from '../world.ts';
import { fixStates } from './fix-states.ts';
import { type SettledFor, settledFor } from './settled.ts';

/** A change of production as it landed there, and how it stands to another branch. */
export interface FoundChange extends Missing {
  readonly mainline: 1 | null;
  readonly state: FixState;
  /** The decision that it need not come; left out where nobody has decided. */
  readonly settled?: Settled;
}

/** A change of production that another branch has not, as it landed there. */
export interface LandedFix extends Missing {
  readonly source: Source;
  readonly state: Extract<FixState, { kind: 'missing' }>;
}

/**
 * How every change of the product on production stands to a branch, in landing order (`fixStates`): those it does not
 * hold as commits, and those it has taken back. What somebody decided need not come is there by decision.
 *
 * @param branch whose decisions count beside those that were made of what `tip` holds
 */
export async function foundChanges(
  world: World,
  production: Sha,
  tip: Sha,
  branch?: SettledFor,
): Promise<FoundChange[]> {
  const { repo } = world;
  const changes = await fixStates(repo, { production, tip });
  const shas = changes.map(({ sha }) => sha);
  const own = new Set(await ownCommits(world, shas));
  const data = await readCommits(repo, shas);
  const mine = changes
    .filter(({ sha }) => own.has(sha))
    .map((change): FoundChange => ({ ...change, subject: subjectLine(data.get(change.sha)) }));
  if (mine.every(({ state }) => state.kind !== 'missing')) return mine;
  const decisions = await settledFor(world, tip, branch);
  return mine.map((change) => {
    const settled = decisions.get(change.sha);
    if (settled === undefined || change.state.kind !== 'missing') return change;
    return { ...change, state: { kind: 'there', how: 'decision', commit: null }, settled };
  });
}

/** The changes of the product on production that a branch does not have, in landing order (see `foundChanges`). */
export const missingFixes = async (
  world: World,
  production: Sha,
  tip: Sha,
  branch?: SettledFor,
): Promise<LandedFix[]> => missingAmong(await foundChanges(world, production, tip, branch));

/** Those that are missing, each as a source of a pick. */
export const missingAmong = (changes: readonly FoundChange[]): LandedFix[] =>
  changes.flatMap(({ sha, subject, mainline, state }) =>
    state.kind === 'missing'
      ? [{ sha, subject, source: { pr: null, sha, mainline, refused: null }, state }]
      : [],
  );
