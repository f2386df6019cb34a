import { short } from '../domain/git.ts';
import type { SignOffResult } from '../domain/record-results.ts';
import { clean } from './clean.ts';
import type { Outcome } from './outcome.ts';
import type { Paint } from './paint.ts';

/** What was recorded, would be, or is on record already. */
export function signOffText(result: SignOffResult, planned: Outcome, paint: Paint): string {
  if (planned.kind === 'nothing') return `nothing to do: ${clean(planned.message)}`;
  if (planned.kind === 'stop') return '';
  const { candidate, sha, role, decision, done } = result;
  const verb = done ? paint.good('recorded') : 'would record';
  return `${verb}: ${clean(role)} ${decision} ${paint.strong(clean(candidate))} (${short(sha)})`;
}
