import type { Trouble } from '../../domain/errors.ts';
import type { SyncTarget } from '../../domain/results.ts';
import type { SyncForecast } from './sync.ts';

/** What `rel sync-hotfix --check` says of one branch: what it lacks, and exit 3 where that is anything. */
export function checkReport(forecast: SyncForecast): { result: SyncTarget; trouble: Trouble | null } {
  const branch = forecast.kind === 'merge' ? forecast.branch : forecast.target.branch;
  const missing = [...forecast.missing];
  if (missing.length === 0) return { result: { branch, missing, outcome: 'up-to-date' }, trouble: null };
  return {
    result: { branch, missing, outcome: 'missing' },
    trouble: {
      code: 'gate-failed',
      message: `${branch} lacks ${missing.length === 1 ? 'a change' : `${missing.length} changes`} of production`,
      why: missing.map((fix) => `${fix.sha.slice(0, 10)} ${fix.subject}`).join('\n'),
      remedy: 'run: rel sync-hotfix',
    },
  };
}
