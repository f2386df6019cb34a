import type { FixOfClosed } from '../domain/closed-train.ts';
import { short } from '../domain/git.ts';
import type { Hold } from '../domain/hold.ts';
import type { CloseResult } from '../domain/record-results.ts';
import { minuteOf } from '../domain/time.ts';
import { clean } from './clean.ts';
import type { Outcome } from './outcome.ts';
import type { Paint } from './paint.ts';

/** What was closed and what becomes of its fixes, or would, or what keeps it open. */
export function closeText(close: CloseResult, planned: Outcome, paint: Paint): string {
  if (planned.kind === 'nothing') return `nothing to do: ${clean(planned.message)}`;
  const { version, branch, tip, fixes, done } = close;
  const rows = fixes.length === 0 ? ['  it has no fix of its own'] : fixes.map((fix) => fixRow(fix, paint));
  if (planned.kind === 'stop') return fixes.length === 0 ? '' : rows.join('\n');
  return [
    paint.bad(`${done ? 'closed' : 'would close'} ${version}: ${branch} at ${short(tip)}`),
    ...rows,
    paint.dim(`  ${branch} and its tags stay; its version is not used again`),
  ].join('\n');
}

function fixRow(fix: FixOfClosed, paint: Paint): string {
  const where = fix.in.length === 0 ? paint.bad('on no other branch') : `on ${fix.in.map(clean).join(', ')}`;
  const mark = fix.in.length === 0 ? paint.bad('✗') : paint.good('✓');
  return `  ${mark} ${short(fix.sha)} ${clean(fix.subject)}: ${where}`;
}

/** A train that was given up, in red; none where it was not. */
export const closedLines = (closed: Hold | null | undefined, paint: Paint): string[] =>
  closed == null
    ? []
    : [paint.bad(`CLOSED since ${minuteOf(closed.since)}, by ${clean(closed.by)}: ${clean(closed.reason)}`)];
