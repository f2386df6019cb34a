import type { Check } from '../../domain/change.ts';
import { millisOf } from '../../domain/time.ts';

/** What one check says about the SHA, worst first. Only `green` passes; only `failed` is a `fail`. */
export const checkStates = [
  'failed',
  'missing',
  'pending',
  'skipped',
  'stale',
  'unrecognised',
  'too-old',
  'green',
] as const;
export type CheckState = (typeof checkStates)[number];

const failures = new Set([
  'action_required',
  'cancelled',
  'error',
  'failure',
  'startup_failure',
  'timed_out',
]);

/** How a check is to be read: which words beside `success` pass, and from when on it is too old (milliseconds). */
export interface Reading {
  readonly allow: readonly string[];
  readonly notBefore: number | null;
}

/** Reads one check (fact 25). A word GitHub may add one day is `unrecognised`: it does not pass. */
export function checkState(check: Check, reading: Reading): CheckState {
  if (!check.completed) return 'pending';
  const conclusion = check.conclusion ?? '';
  if (failures.has(conclusion)) return 'failed';
  if (conclusion === 'stale') return 'stale';
  if (conclusion === 'skipped' || conclusion === 'neutral') {
    if (!reading.allow.includes(conclusion)) return 'skipped';
  } else if (conclusion !== 'success') return 'unrecognised';
  return isTooOld(check, reading.notBefore) ? 'too-old' : 'green';
}

function isTooOld(check: Check, notBefore: number | null): boolean {
  if (notBefore === null) return false;
  const at = millisOf(check.completedAt) ?? millisOf(check.startedAt);
  return at === null || at < notBefore;
}
