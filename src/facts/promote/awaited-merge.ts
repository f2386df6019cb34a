import type { Train } from '../../domain/facts.ts';
import type { TrainStatus } from '../../domain/results.ts';
import { actingRole } from '../../plans/acting-role.ts';
import { openOf } from '../requests/delivery-branch.ts';
import type { World } from '../world.ts';
import { waitingPromotion } from './production-request.ts';

type Actor = TrainStatus['actors'][number];

/** Who has to act where a candidate waits for its PR to be merged into production; nobody where none does. */
export async function awaitedMerge(world: World, train: Train): Promise<Actor[]> {
  const entry = await waitingPromotion(world, train);
  if (entry === null) return [];
  const { policy, github, production } = world;
  const read = await github?.pullRequestsOfBranch(entry.head, production.branch);
  const open = read?.ok ? openOf(read.value) : null;
  const merge =
    open === null ? '' : `merge #${open.number} into ${production.branch} with a merge commit, then: `;
  return [{ who: actingRole('rte', policy), does: `${merge}rel promote ${train.version}` }];
}

/** A train with whoever has to merge its PR in place of whoever would promote it. */
export const withMerge = (merge: readonly Actor[], train: TrainStatus): TrainStatus =>
  merge.length === 0
    ? train
    : {
        ...train,
        actors: [...merge, ...train.actors.filter(({ does }) => !does.startsWith('rel promote '))],
      };
