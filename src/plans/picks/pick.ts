import { short } from '../../domain/git.ts';
import type { PickOfTarget, PickTarget } from '../../domain/results.ts';
import type { Forecast, OpenConflict, PickFacts, PlannedTarget, Source, TargetForecast } from './forecast.ts';
import { unlessLookedAt } from './pick-review.ts';
import { heldBack, heldUntil, pickTroubles } from './pick-trouble.ts';
import { rowOf } from './row.ts';
import { stepsOf } from './steps.ts';

/**
 * Picking onto one target: whole or not at all. A conflict or a refusal leaves it as it was, and the picks that
 * would have been clean are told as held back.
 */
export function planPickTarget(whole: TargetForecast, facts: PickFacts): PlannedTarget {
  const target = facts.attended ? whole : unattended(whole, facts);
  const picked = target.forecasts.flatMap((f) => (f.outcome === 'picked' ? [f] : []));
  const last = picked.at(-1);
  const result: PickTarget = {
    branch: target.branch,
    before: target.before,
    after: last?.commit ?? target.before,
    tree: last?.tree ?? target.treeBefore,
    picks: target.forecasts.map(rowOf),
  };
  const { treeBefore, judgements } = target;
  const open = facts.onConflict === 'ask' ? openConflict(target) : null;
  const planned: PlannedTarget = {
    result,
    treeBefore,
    judgements,
    steps: [],
    troubles: [],
    clean: true,
    open,
  };
  if (target.forecasts.some((f) => isOpen(f) || f.outcome === 'refused')) {
    const held = holdBack(planned, open === null ? heldBack : heldUntil(nameOf(open.source)));
    const refusals = target.forecasts.flatMap((f) => (f.outcome === 'refused' ? [f.refusal] : []));
    return { ...held, troubles: pickTroubles(held.result, refusals, target.version) };
  }
  return { ...planned, steps: last === undefined ? [] : stepsOf(target, picked, result, facts) };
}

const nameOf = ({ pr, sha }: Pick<Source, 'pr' | 'sha'>): string => (pr === null ? short(sha) : `#${pr}`);

/** What nobody looks at stops where the policy wants somebody to look at it. */
const unattended = (target: TargetForecast, { policy }: PickFacts): TargetForecast => ({
  ...target,
  forecasts: target.forecasts.map((forecast) => unlessLookedAt(forecast, policy.pick.review)),
});

/** The target as it stays where something keeps its clean picks from being made; `reason` is told in their rows. */
export function holdBack(planned: PlannedTarget, reason: string): PlannedTarget {
  const { result, treeBefore } = planned;
  const picks = result.picks.map(({ commit, ...row }): PickOfTarget => {
    if (row.outcome === 'picked') return { ...row, outcome: 'refused', reason };
    return commit === undefined ? row : { ...row, commit };
  });
  return {
    ...planned,
    result: { ...result, after: result.before, tree: treeBefore, picks },
    steps: [],
    clean: false,
  };
}

function openConflict({ branch, forecasts }: TargetForecast): OpenConflict | null {
  if (forecasts.some((f) => f.outcome === 'refused')) return null;
  const conflict = forecasts.find(isOpen);
  if (conflict === undefined) return null;
  const { source, onto, paths } = conflict;
  const together = forecasts.filter((f) => f.source.pr !== null && f.source.pr === source.pr);
  const skips = together.length === 0 ? [source.sha] : together.map((f) => f.source.sha);
  const needs = conflict.needs?.commits.map(({ pr, sha }) => nameOf({ pr, sha })) ?? [];
  return { target: branch, source, onto, paths, skips, needs: [...new Set(needs)] };
}

/** A conflict that keeps the target as it is: nothing else holds it. */
const isOpen = (f: Forecast): f is Extract<Forecast, { outcome: 'conflict' }> =>
  f.outcome === 'conflict' && f.request === undefined;
