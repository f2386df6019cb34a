import type { TickResult } from '../domain/record-results.ts';
import { clean } from './clean.ts';
import type { Outcome } from './outcome.ts';
import type { Paint } from './paint.ts';

/** What was ticked or taken back, would be, or is so already. */
export function tickText(tick: TickResult, text: string, planned: Outcome, paint: Paint): string {
  if (planned.kind === 'nothing') return `nothing to do: ${clean(planned.message)}`;
  if (planned.kind === 'stop') return '';
  const words = tick.ticked ? ['ticked', 'would tick'] : ['took back', 'would take back'];
  const verb = tick.done ? paint.good(words[0] ?? '') : words[1];
  return `${verb} ${paint.strong(clean(tick.item))} for ${tick.version}: ${clean(text)}`;
}
