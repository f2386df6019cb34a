import type { PullRequest } from '../../domain/change.ts';
import { short } from '../../domain/git.ts';
import type { PickChoice } from '../../domain/pick-choice.ts';
import type { Forecast } from './forecast.ts';

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
  return kept(pr, pr.isDraft ? 'a draft' : `not merged into ${pr.base} yet`);
}

function choiceOf(pr: PullRequest, forecasts: readonly Forecast[]): PickChoice {
  const [refused] = forecasts.flatMap((f) => (f.outcome === 'refused' ? [f.refusal.reason] : []));
  if (refused !== undefined) return kept(pr, refused);
  const conflicts = forecasts.filter((f) => f.outcome === 'conflict');
  if (conflicts.length > 0) {
    const needed = conflicts.flatMap(({ needs }) => needs?.commits ?? []);
    const names = needed.map(({ pr: number, sha }) => (number === null ? short(sha) : `#${number}`));
    const paths = [...new Set(conflicts.flatMap((f) => f.paths))].sort();
    return { ...plain(pr), state: 'conflict', paths, needs: [...new Set(names)] };
  }
  if (forecasts.some((f) => f.outcome === 'picked')) return { ...plain(pr), state: 'clean' };
  const there = forecasts.filter((f) => f.outcome === 'already');
  const [waits] = there.filter((f) => f.waits !== undefined);
  return { ...plain(pr), state: there.length > 0 ? 'already' : 'empty', reason: waits?.reason ?? null };
}

const kept = (pr: PullRequest, reason: string): PickChoice => ({ ...plain(pr), state: 'kept', reason });

const plain = ({ number, title }: PullRequest) => {
  return { pr: number, title, reason: null, paths: [], needs: [] };
};
