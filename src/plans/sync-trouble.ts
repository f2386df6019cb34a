import type { Trouble } from '../domain/errors.ts';
import type { SyncTarget } from '../domain/results.ts';

/** The conflict that keeps a branch from being synced (exit 4), or null. */
export function syncTrouble(target: SyncTarget): Trouble | null {
  if (target.outcome !== 'conflict') return null;
  return {
    code: 'conflict',
    message: `${target.branch}: what it lacks of production does not apply cleanly; nothing was changed there`,
    why: `conflicts in ${(target.paths ?? []).join(', ')}`,
    remedy: `bring it to ${target.branch} by a PR, then run: rel sync-hotfix --check`,
  };
}
