import type { ConflictWay, PickRequest } from '../domain/pick-request.ts';
import type { Policy } from '../domain/policy.ts';

/** What happens on a conflict: as the request says, else the policy. Nobody can be asked without a terminal. */
export function conflictWay({ onConflict, terminal }: PickRequest, { pick }: Policy): ConflictWay {
  const way = onConflict ?? pick.onConflict;
  return way === 'ask' && !terminal ? 'fail' : way;
}
