import type { ConflictWay, Delivery, PickRequest } from '../../domain/pick-request.ts';
import type { Policy } from '../../domain/policy.ts';

/**
 * What happens on a conflict: as the request says, else the policy. Nobody can be asked without a terminal, and where
 * all targets get all or nothing, no fix goes its own way.
 */
export function conflictWay(
  { onConflict, terminal, allOrNothing }: PickRequest,
  { pick }: Policy,
): ConflictWay {
  const way = onConflict ?? pick.onConflict;
  if (way === 'pull-request' && allOrNothing) return 'fail';
  return way === 'ask' && !terminal ? 'fail' : way;
}

/** How picks reach the target: as the request says, else the policy. */
export const deliveryWay = ({ deliver }: PickRequest, { pick }: Policy): Delivery => deliver ?? pick.deliver;
