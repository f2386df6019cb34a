import type { Missing } from '../../domain/facts.ts';
import type { Sha } from '../../domain/git.ts';
import type { SyncTarget } from '../../domain/results.ts';
import type { MergeCommit } from '../../steps/merge-commit.ts';
import type { Step } from '../../steps/registry.ts';
import { entryBase } from '../ledger-entry.ts';
import type { PickFacts, TargetForecast } from '../picks/forecast.ts';
import { planPickTarget } from '../picks/pick.ts';

/** What a sync would do to one branch. */
export type SyncForecast =
  | {
      readonly kind: 'merge';
      readonly branch: string;
      readonly before: Sha;
      readonly missing: readonly Missing[];
      readonly merge:
        | { readonly kind: 'clean'; readonly step: MergeCommit }
        | { readonly kind: 'conflict'; readonly paths: readonly string[] }
        | { readonly kind: 'fast-forward'; readonly to: Sha };
    }
  | { readonly kind: 'picks'; readonly missing: readonly Missing[]; readonly target: TargetForecast };

export interface SyncFacts extends Omit<PickFacts, 'onConflict' | 'attended'> {
  /** The release that production stands for, under which the ledger keeps the sync of the develop branch. */
  readonly version: string;
}

export interface PlannedSync {
  readonly result: SyncTarget;
  readonly steps: readonly Step[];
}

/** Bringing production back to one branch: a merge into the develop branch, picks onto a live RC. */
export function planSyncTarget(forecast: SyncForecast, facts: SyncFacts): PlannedSync {
  return forecast.kind === 'merge' ? planMerge(forecast, facts) : planPicks(forecast, facts);
}

function planMerge(forecast: Extract<SyncForecast, { kind: 'merge' }>, facts: SyncFacts): PlannedSync {
  const { branch, before, merge } = forecast;
  const base = { branch, missing: [...forecast.missing] };
  if (forecast.missing.length === 0) return { result: { ...base, outcome: 'up-to-date' }, steps: [] };
  if (merge.kind === 'conflict') {
    return { result: { ...base, outcome: 'conflict', paths: [...merge.paths].sort() }, steps: [] };
  }
  const after = merge.kind === 'clean' ? merge.step.commit : merge.to;
  const entry = {
    ...entryBase(facts, facts.version),
    kind: 'sync' as const,
    branch,
    before,
    after,
    picks: [],
  };
  const steps: Step[] = [
    ...(merge.kind === 'clean' ? [merge.step] : []),
    {
      kind: 'push',
      target: branch,
      moves: [{ ref: `refs/heads/${branch}`, from: before, to: after }],
      ledger: { ref: facts.policy.ledger.ref, entries: [entry] },
    },
  ];
  return { result: { ...base, outcome: 'merged', after }, steps };
}

function planPicks(forecast: Extract<SyncForecast, { kind: 'picks' }>, facts: SyncFacts): PlannedSync {
  const { branch } = forecast.target;
  const base = { branch, missing: [...forecast.missing] };
  const planned = planPickTarget(forecast.target, { ...facts, onConflict: 'fail', attended: true });
  if (!planned.clean) {
    const paths = [...new Set(planned.result.picks.flatMap((pick) => pick.paths ?? []))].sort();
    return { result: { ...base, outcome: 'conflict', paths }, steps: [] };
  }
  if (planned.steps.length === 0) return { result: { ...base, outcome: 'up-to-date' }, steps: [] };
  return { result: { ...base, outcome: 'picked', after: planned.result.after }, steps: planned.steps };
}
