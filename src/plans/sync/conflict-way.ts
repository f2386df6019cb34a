import type { ConflictWay } from '../../domain/pick-request.ts';
import type { Policy } from '../../domain/policy.ts';
import type { SyncRequest } from '../../domain/sync-request.ts';

/** What happens on a conflict: as the request says, else the policy. Nobody can be asked without a terminal. */
export function syncConflictWay({ onConflict, terminal }: SyncRequest, { sync }: Policy): ConflictWay {
  const way = onConflict ?? sync.onConflict;
  return way === 'ask' && !terminal ? 'fail' : way;
}
