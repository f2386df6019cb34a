import type { WaiveResult } from '../domain/record-results.ts';
import { minuteOf } from '../domain/time.ts';
import { clean } from './clean.ts';
import type { Outcome } from './outcome.ts';
import type { Paint } from './paint.ts';

/** What was waived, would be, or is waived already. */
export function waiveText(waiver: WaiveResult, planned: Outcome, paint: Paint): string {
  if (planned.kind === 'nothing') return `nothing to do: ${clean(planned.message)}`;
  if (planned.kind === 'stop') return '';
  const { version, gate, stage, until, reason, done } = waiver;
  const verb = done ? 'waived' : 'would waive';
  return paint.bad(`${verb} ${gate} of ${stage} for ${version} until ${minuteOf(until)}: ${clean(reason)}`);
}
