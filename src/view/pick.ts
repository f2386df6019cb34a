import { short } from '../domain/git.ts';
import type { PickOfTarget, PickResult, PickTarget } from '../domain/results.ts';
import { clean } from './clean.ts';
import { neededByText, needsText } from './needs.ts';
import type { Paint } from './paint.ts';
import { proofText } from './proof.ts';

/** What was picked onto each target, a line a source commit. */
export function pickText(result: PickResult, done: boolean, paint: Paint): string {
  return result.targets.map((target) => targetText(target, done, paint)).join('\n');
}

function targetText(target: PickTarget, done: boolean, paint: Paint): string {
  const rows = target.picks.flatMap((pick) => [
    `${rowText(pick, done, paint)}${neededByText(pick)}`,
    ...needsText(pick),
    ...proofText(pick, paint),
  ]);
  return [`${paint.strong(target.branch)} ${headText(target)}`, ...rows].join('\n');
}

function headText({ picks, before, after }: PickTarget): string {
  if (after !== before) return `${short(before)} -> ${short(after)}`;
  const settled = picks.every(({ outcome }) => outcome === 'already' || outcome === 'empty');
  return `stays at ${short(before)}${settled ? ': nothing to do' : ''}`;
}

function rowText(pick: PickOfTarget, done: boolean, paint: Paint): string {
  const name = `${pick.pr === undefined ? '' : `#${pick.pr} `}${short(pick.source)}`.padEnd(17);
  switch (pick.outcome) {
    case 'picked':
      return `  ${paint.good('✓')} ${name} ${done ? 'picked as' : 'would become'} ${short(pick.commit ?? '')}`;
    case 'already':
      return `  ${paint.dim('=')} ${name} already there as ${short(pick.commit ?? '')} (${pick.reason ?? ''})`;
    case 'empty':
      return `  ${paint.dim('=')} ${name} empty: ${clean(pick.reason ?? '')}`;
    case 'conflict':
      return `  ${paint.bad('✗')} ${name} conflict in ${(pick.paths ?? []).map(clean).join(', ')}`;
    case 'refused':
      return `  ${paint.bad('✗')} ${name} refused: ${clean(pick.reason ?? '')}`;
  }
}
