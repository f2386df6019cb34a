import type { PickOfTarget } from '../../domain/results.ts';
import type { Forecast } from './forecast.ts';
import { proofRow } from './pick-review.ts';
import { leftOut } from './pick-trouble.ts';
import { needsRow } from './taken-prerequisites.ts';

/** What is told of one source on one target. */
export function rowOf(forecast: Forecast): PickOfTarget {
  const { source, outcome } = forecast;
  const pr = source.pr === null ? {} : { pr: source.pr };
  const row = { ...pr, source: source.sha, ...needsRow(forecast) };
  switch (outcome) {
    case 'picked':
      return { ...row, outcome, commit: forecast.commit, ...proofRow(forecast.proof) };
    case 'already':
      return { ...row, outcome, commit: forecast.commit, reason: forecast.reason };
    case 'conflict': {
      const reason = forecast.reason === undefined ? {} : { reason: forecast.reason };
      return { ...row, outcome, paths: [...forecast.paths].sort(), ...reason };
    }
    case 'left-out':
      return { ...row, outcome: 'conflict', reason: leftOut };
    case 'empty':
      return { ...row, outcome, reason: forecast.reason };
    case 'refused':
      return { ...row, outcome, reason: forecast.refusal.reason, ...proofRow(forecast.proof) };
  }
}
