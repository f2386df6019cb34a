import type { Trouble } from '../../domain/errors.ts';
import type { SyncTarget } from '../../domain/results.ts';
import type { SyncTold } from './sync.ts';
import { named, noTrainTrouble, takenBack } from './sync-trouble.ts';

/** What `rel sync-hotfix --check` says of one branch: what it lacks, and exit 3 where that is anything. */
export function checkReport(told: SyncTold): { result: SyncTarget; trouble: Trouble | null } {
  const { branch, line } = told;
  const [missing, present] = [[...told.missing], [...told.present]];
  const base = { branch, ...(line === undefined ? {} : { line }), missing, present };
  if (missing.length === 0) return { result: { ...base, outcome: 'up-to-date' }, trouble: null };
  const result = { ...base, outcome: 'missing' as const };
  if (told.closed === true) return { result, trouble: noTrainTrouble(told) };
  return {
    result,
    trouble: {
      code: 'gate-failed',
      message: `${branch} lacks ${missing.length === 1 ? 'a change' : `${missing.length} changes`} of production`,
      why: missing
        .map((fix) => [named(fix), takenBack(fix)].filter((text) => text !== '').join(', '))
        .join('\n'),
      remedy: 'run: rel sync-hotfix',
    },
  };
}
