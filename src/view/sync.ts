import { short } from '../domain/git.ts';
import type { SyncResult, SyncTarget } from '../domain/results.ts';
import { clean } from './clean.ts';
import type { Paint } from './paint.ts';

/** What each branch lacked of production, and what was done about it. */
export function syncText(result: SyncResult, done: boolean, paint: Paint): string {
  if (result.targets.length === 0) return 'nothing to do: there is no production branch yet';
  return result.targets.map((target) => targetText(target, done, paint)).join('\n');
}

function targetText(target: SyncTarget, done: boolean, paint: Paint): string {
  const head = `${paint.strong(target.branch)} ${outcomeText(target, done, paint)}`;
  return [head, ...target.missing.map((fix) => `    ${short(fix.sha)} ${clean(fix.subject)}`)].join('\n');
}

function outcomeText(target: SyncTarget, done: boolean, paint: Paint): string {
  switch (target.outcome) {
    case 'up-to-date':
      return 'has everything that is on production: nothing to do';
    case 'missing':
      return `${paint.bad('lacks')}:`;
    case 'merged':
      return `${done ? paint.good('merged') : 'would be merged'} to ${short(target.after ?? '')}:`;
    case 'picked':
      return `${done ? paint.good('picked') : 'would be picked'} to ${short(target.after ?? '')}:`;
    case 'conflict':
      if (target.paths?.length === 0) return `${paint.bad('has no history')} in common with production:`;
      return `${paint.bad('conflicts')} in ${(target.paths ?? []).map(clean).join(', ')}:`;
  }
}
