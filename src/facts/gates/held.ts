import type { Change } from '../../domain/change.ts';
import { found } from '../../domain/errors.ts';
import type { GateFacts } from '../../domain/facts.ts';
import type { Sha } from '../../domain/git.ts';
import type { LedgerEntry } from '../../domain/ledger.ts';
import { readGraph } from '../../git/history.ts';
import { readCommits } from '../../git/objects.ts';
import { reach } from '../../plans/sources/commit-graph.ts';
import type { World } from '../world.ts';
import { type Awaiting, atHand } from './awaiting.ts';

/**
 * Which of the changes' commits, and of each other, the commits hold that the record has sign-offs for. One that can no
 * longer be had is not in the answer. Two git processes, whatever the number; none where nothing is signed off.
 *
 * @param changes oldest first, as they landed on one line
 */
export function heldBySigned(
  world: World,
  changes: readonly Change[],
  records: readonly LedgerEntry[],
): Awaiting<GateFacts['held']> {
  const signed = [...new Set(records.flatMap((entry) => (entry.kind === 'sign-off' ? [entry.sha] : [])))];
  const [oldest] = changes;
  if (signed.length === 0 || oldest === undefined) return atHand(found({}));
  return { commits: signed, read: () => readHeld(world, changes, oldest, signed) };
}

async function readHeld(
  world: World,
  changes: readonly Change[],
  oldest: Change,
  signed: readonly Sha[],
): Promise<GateFacts['held']> {
  const here = await readCommits(world.repo, [...signed, oldest.commit]);
  const candidates = signed.filter((sha) => here.has(sha));
  const before = here.get(oldest.commit)?.parents ?? [];
  const graph = await readGraph(world.repo, { include: candidates, exclude: before });
  const asked = [...changes.map(({ commit }) => commit), ...candidates];
  const held = (sha: Sha): Sha[] => {
    const reached = reach(graph, [sha]);
    return asked.filter((commit) => reached.has(commit));
  };
  return found(Object.fromEntries(candidates.map((sha) => [sha, held(sha)])));
}
