import type { PullRequest } from '../domain/change.ts';
import type { PickChoice } from '../domain/pick-choice.ts';
import type { Forecast } from './pick.ts';

/**
 * What is offered of the fixes that are selected for a train: the merged ones in landing order, each as it would be
 * with all the approved ones before it, then those that are not merged. Fixes that were closed are not offered.
 */
export function pickChoices(selected: readonly PullRequest[], forecasts: readonly Forecast[]): PickChoice[] {
  const numbers = [...new Set(forecasts.map(({ source }) => source.pr))];
  const merged = numbers.flatMap((number) => {
    const pr = selected.find((one) => one.number === number);
    const own = forecasts.filter(({ source }) => source.pr === number);
    return pr === undefined ? [] : [choiceOf(pr, own)];
  });
  const open = selected.filter((pr) => pr.state === 'OPEN').sort((a, b) => a.number - b.number);
  return [...merged, ...open.map(unmerged)];
}

function unmerged(pr: PullRequest): PickChoice {
  const reason = pr.isDraft ? 'a draft' : `not merged into ${pr.base} yet`;
  return { ...named(pr), state: 'kept', reason, paths: [] };
}

function choiceOf(pr: PullRequest, forecasts: readonly Forecast[]): PickChoice {
  const refused = forecasts.flatMap((f) => (f.outcome === 'refused' ? [f.refusal.reason] : []));
  if (refused[0] !== undefined) return { ...named(pr), state: 'kept', reason: refused[0], paths: [] };
  const paths = forecasts.flatMap((f) => (f.outcome === 'conflict' ? f.paths : []));
  if (paths.length > 0) {
    return { ...named(pr), state: 'conflict', reason: null, paths: [...new Set(paths)].sort() };
  }
  const state = forecasts.some((f) => f.outcome === 'picked')
    ? 'clean'
    : forecasts.some((f) => f.outcome === 'already')
      ? 'already'
      : 'empty';
  return { ...named(pr), state, reason: null, paths: [] };
}

const named = ({ number, title }: PullRequest) => ({ pr: number, title });
