import type { Trouble } from '../../domain/errors.ts';
import type { SyncTarget } from '../../domain/results.ts';

/** The conflict that keeps a branch from being synced (exit 4), or null. */
export function syncTrouble(target: SyncTarget): Trouble | null {
  if (target.outcome !== 'conflict') return null;
  const paths = target.paths ?? [];
  return {
    code: 'conflict',
    message: `${target.branch}: what it lacks of production does not apply cleanly; nothing was changed there`,
    why: paths.length === 0 ? 'they have no history in common' : `conflicts in ${paths.join(', ')}`,
    remedy: `bring it to ${target.branch} by a PR, then run: rel sync-hotfix --check`,
  };
}
