import type { RecordResult } from '../domain/record-results.ts';
import { clean } from './clean.ts';
import type { Outcome } from './outcome.ts';
import type { Paint } from './paint.ts';

/** What was put on record, would be, or is there already. */
export function recordText(record: RecordResult, what: string, planned: Outcome, paint: Paint): string {
  if (planned.kind === 'nothing') return `nothing to do: ${clean(planned.message)}`;
  const verb = record.done ? paint.good('on record') : 'would be put on record';
  return `${verb} for ${paint.strong(record.version)}: ${clean(what)}`;
}
