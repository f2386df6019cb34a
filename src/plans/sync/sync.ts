import type { Trouble } from '../../domain/errors.ts';
import type { Sha } from '../../domain/git.ts';
import type { RequestedPullRequest } from '../../domain/pick-results.ts';
import type { PickOfTarget, SyncTarget } from '../../domain/results.ts';
import type { SyncMissing, SyncPresent } from '../../domain/sync-results.ts';
import type { MergeCommit } from '../../steps/merge-commit.ts';
import type { Step } from '../../steps/registry.ts';
import type { PickFacts, PlannedTarget, TargetForecast } from '../picks/forecast.ts';
import { leftOut } from '../picks/pick-trouble.ts';
import { planTarget, withOpened } from '../requests/pick-requests.ts';
import { mergeSteps } from './merge-steps.ts';
import {
  conflictAdvice,
  emptyTrouble,
  noTrainTrouble,
  revertedTrouble,
  unrelatedTrouble,
} from './sync-trouble.ts';

/** What was found of one branch, and how it is called. */
export interface SyncTold {
  readonly branch: string;
  /** The older line that it stands for; left out for other branches. */
  readonly line?: string | undefined;
  /** The line has no live hotfix, so that nothing can be brought there. */
  readonly closed?: true | undefined;
  readonly missing: readonly SyncMissing[];
  readonly present: readonly SyncPresent[];
}

/** A merge of production: a commit made in memory, or production's own. */
export type SyncMerge =
  | { readonly kind: 'merge'; readonly step: MergeCommit }
  | { readonly kind: 'fast-forward'; readonly to: Sha };

/** What a sync would do to one branch. */
export interface SyncForecast extends SyncTold {
  /** Also what the branch took back itself. */
  readonly includeReverted: boolean;
  /** The picks; null where there is nothing to bring, or nowhere to bring it to. */
  readonly target: TargetForecast | null;
  /** In place of the picks, where there is one. */
  readonly merge: SyncMerge | null;
  /** It has no history in common with production. */
  readonly unrelated: boolean;
}

export interface SyncFacts extends PickFacts {
  /** The release that production stands for, under which the ledger keeps a merge into the develop branch. */
  readonly version: string;
}

export interface PlannedSync {
  readonly result: SyncTarget;
  readonly steps: readonly Step[];
  readonly troubles: readonly Trouble[];
  /** The picks; null where a merge takes their place, or nothing is picked. */
  readonly picks: PlannedTarget | null;
}

/** Bringing production back to one branch: by a merge, or by picks, pushed or in a PR. */
export function planSyncTarget(forecast: SyncForecast, facts: SyncFacts): PlannedSync {
  const reverted = forecast.includeReverted ? [] : forecast.missing.filter((fix) => fix.takenBackBy);
  const left = reverted.length === 0 ? [] : [revertedTrouble(forecast, reverted)];
  const planned = planWanted(forecast, reverted.length, facts);
  return { ...planned, troubles: [...planned.troubles, ...left] };
}

function planWanted(forecast: SyncForecast, reverted: number, facts: SyncFacts): PlannedSync {
  const { target, merge } = forecast;
  if (target === null) return nothingToBring(forecast, reverted);
  if (forecast.unrelated) return stopped(forecast, unrelatedTrouble(forecast.branch));
  if (merge === null) return planPicks(forecast, target, facts);
  const { steps, result } = mergeSteps(forecast, { target, merge }, facts);
  return { result: { ...base(forecast), ...result }, steps, troubles: [], picks: null };
}

const base = ({ branch, line, missing, present }: SyncTold) => ({
  branch,
  ...(line === undefined ? {} : { line }),
  missing: [...missing],
  present: [...present],
});

function nothingToBring(forecast: SyncForecast, reverted: number): PlannedSync {
  const outcome = forecast.missing.length === 0 ? ('up-to-date' as const) : ('missing' as const);
  const result = { ...base(forecast), outcome };
  const nowhere = forecast.closed === true && forecast.missing.length > reverted;
  return { result, steps: [], troubles: nowhere ? [noTrainTrouble(forecast)] : [], picks: null };
}

const stopped = (forecast: SyncForecast, trouble: Trouble): PlannedSync => ({
  result: { ...base(forecast), outcome: 'conflict', paths: [] },
  steps: [],
  troubles: [trouble],
  picks: null,
});

function planPicks(forecast: SyncForecast, target: TargetForecast, facts: SyncFacts): PlannedSync {
  const picks = planTarget(target, facts);
  const { result: of, steps } = picks;
  const paths = [...new Set(of.picks.flatMap((pick) => pick.paths ?? []))].sort();
  const empty = of.picks.filter(({ outcome }) => outcome === 'empty');
  const troubles = picks.clean ? picks.troubles : picks.troubles.map((t) => conflictAdvice(t, forecast));
  const result: SyncTarget = {
    ...base(forecast),
    outcome: outcomeOf(of.picks, picks.clean),
    ...(of.after === of.before ? {} : { after: of.after }),
    ...(paths.length === 0 ? {} : { paths }),
    ...(of.pullRequest === undefined || !isInUse(of.picks) ? {} : { pullRequest: of.pullRequest }),
    picks: of.picks,
  };
  const unclear = picks.clean && empty.length > 0 ? [emptyTrouble(forecast, empty)] : [];
  return { result, steps, troubles: [...troubles, ...unclear], picks };
}

const isInUse = (rows: readonly PickOfTarget[]): boolean =>
  rows.some(({ outcome, pullRequest }) => outcome !== 'conflict' && pullRequest !== undefined);

function outcomeOf(all: readonly PickOfTarget[], clean: boolean): SyncTarget['outcome'] {
  // What a person left out of this run is missing still.
  const rows = all.filter(({ reason }) => reason !== leftOut);
  if (rows.some(({ outcome }) => outcome === 'conflict')) return 'conflict';
  if (!clean) return 'missing';
  if (isInUse(rows)) return 'waits';
  if (rows.some(({ outcome }) => outcome === 'picked')) return 'picked';
  const isThere = rows.length > 0 && rows.every(({ outcome }) => outcome === 'already');
  return isThere ? 'up-to-date' : 'missing';
}

/** The result with the PRs that have been opened meanwhile; of what was not carried out, as it is without. */
export function syncResultAfter(
  { result, picks }: PlannedSync,
  failed: boolean,
  opened: readonly RequestedPullRequest[],
): SyncTarget {
  if (failed) {
    const { after: _, pullRequest: __, ...undone } = result;
    return { ...undone, outcome: 'missing' };
  }
  const { pullRequest } = result;
  const now = opened.find(({ head }) => head === pullRequest?.head) ?? pullRequest;
  return {
    ...result,
    ...(now === undefined ? {} : { pullRequest: now }),
    ...(picks === null ? {} : { picks: withOpened(picks.result, opened).picks }),
  };
}
