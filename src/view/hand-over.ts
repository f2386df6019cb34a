import { short } from '../domain/git.ts';
import type { HandOverResult } from '../domain/hand-over-results.ts';
import { clean } from './clean.ts';
import type { Outcome } from './outcome.ts';
import type { Paint } from './paint.ts';
import { verdictText } from './verdicts.ts';

const verbs = {
  given: ['handed over', 'would hand over'],
  accepted: ['accepted', 'would accept'],
  declined: ['declined', 'would decline'],
} as const;

/** What was said at a point, would be, or is on record already; with what the point needs. */
export function handOverText(result: HandOverResult, planned: Outcome, paint: Paint): string {
  if (planned.kind === 'nothing') return `nothing to do: ${clean(planned.message)}`;
  const needs = (result.judgement?.verdicts ?? []).map((verdict) => verdictText(verdict, paint));
  if (planned.kind === 'stop') return needs.join('\n');
  const { point, from, to, version, sha, decision, done } = result;
  const [past, future] = verbs[decision];
  const verb = done ? paint.good(past) : future;
  const line = `${verb} ${paint.strong(clean(point))} of ${version} (${short(sha)}): ${clean(from)} to ${clean(to)}`;
  return [...needs, line].join('\n');
}
