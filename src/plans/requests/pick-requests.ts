import type { Trouble } from '../../domain/errors.ts';
import type { PickOfTarget, PickTarget, RequestedPullRequest } from '../../domain/results.ts';
import { pickedLabel } from '../../domain/train-name.ts';
import type { Step } from '../../steps/registry.ts';
import type { Forecast, PickFacts, PlannedTarget, TargetForecast } from '../picks/forecast.ts';
import { holdBack, planPickTarget } from '../picks/pick.ts';
import { unlessHeld } from '../picks/pick-on-hold.ts';
import { type ConflictParts, conflictParts } from './conflict-request.ts';
import { deliveredTarget, planDelivery } from './pick-delivery.ts';
import {
  type ConflictBranch,
  type DeliveryBranch,
  noRequests,
  type OpenRequest,
  type RequestFacts,
} from './request-facts.ts';

/**
 * Picking onto one target as `planPickTarget` plans it, with what waits for a PR: the picks themselves where they are
 * delivered by one, and the conflicts that get one.
 */
export function planTarget(target: TargetForecast, facts: PickFacts): PlannedTarget {
  return unlessHeld(planUnheld(target, facts), target);
}

function planUnheld(target: TargetForecast, facts: PickFacts): PlannedTarget {
  const { requests = noRequests } = target;
  const { delivery } = requests;
  const planned = planPickTarget(deliveredTarget(target), facts);
  const delivered = delivery === null ? planned : planDelivery(planned, target, facts);
  const told = { ...delivered, result: { ...delivered.result, picks: rows(delivered, target, requests) } };
  if (!told.clean) return told;
  if (delivery?.kind === 'foreign' && told.steps.length > 0) {
    const { head, by } = delivery;
    const held = holdBack(told, `held back: ${by} has pushed to ${head}`);
    return { ...held, troubles: [...held.troubles, foreign(target, delivery)] };
  }
  return withConflicts(told, target, facts);
}

function withConflicts(planned: PlannedTarget, target: TargetForecast, facts: PickFacts): PlannedTarget {
  const { conflicts, untold } = target.requests ?? noRequests;
  const parts = conflicts.map((conflict) => conflictParts(conflict, target, facts));
  const push = planned.steps.find((step) => step.kind === 'push');
  const at = push === undefined ? 0 : planned.steps.indexOf(push);
  return {
    ...planned,
    steps: [
      ...planned.steps.slice(0, at),
      ...parts.flatMap((part) => part.objects),
      ...pushOf(push, parts, target, facts),
      ...planned.steps.slice(push === undefined ? 0 : at + 1),
      ...parts.flatMap((part) => part.effects),
      ...untold.flatMap((fix) => catchUp(fix, target)),
    ],
    troubles: [...planned.troubles, ...parts.flatMap((part) => part.troubles)],
  };
}

/** One push for the picks and for the branches of the conflicts; none where there is nothing to push. */
function pushOf(
  push: Push | undefined,
  parts: readonly ConflictParts[],
  { branch }: TargetForecast,
  { policy }: PickFacts,
): Push[] {
  const moves = parts.flatMap((part) => part.moves);
  const entries = parts.flatMap((part) => part.entries);
  if (push === undefined && moves.length === 0) return [];
  const base: Push = push ?? {
    ...{ kind: 'push', target: branch, moves: [] },
    ledger: { ref: policy.ledger.ref, entries: [] },
  };
  const ledger = { ...base.ledger, entries: [...base.ledger.entries, ...entries] };
  return [{ ...base, moves: [...base.moves, ...moves], ledger }];
}

type Push = Extract<Step, { kind: 'push' }>;

/** What was not told when a person merged a PR of rel's: the label, and the row of the comment. */
function catchUp(
  { pr, commits }: RequestFacts['untold'][number],
  { branch, version, product }: TargetForecast,
): Step[] {
  return [
    ...(commits.length === 0
      ? []
      : [
          {
            ...({ kind: 'report-pick', target: branch, number: pr, branch } as const),
            where: { state: 'there' as const, commits: [...commits] },
          },
        ]),
    {
      kind: 'label-pull-request',
      target: branch,
      number: pr,
      label: pickedLabel({ version: version ?? branch, product }),
    },
  ];
}

/** Each row with the PR where its fix waits, or where its conflict is. */
function rows(
  { result }: PlannedTarget,
  { forecasts }: TargetForecast,
  requests: RequestFacts,
): PickOfTarget[] {
  return result.picks.map((row, at) => {
    const head = headOf(forecasts[at]) ?? (row.outcome === 'picked' ? requests.delivery?.head : undefined);
    return head === undefined ? row : { ...row, pullRequest: requestAt(head, requests) };
  });
}

/** The PR of a branch of rel's own, as far as it is open. */
function requestAt(head: string, { delivery, conflicts }: RequestFacts): RequestedPullRequest {
  const conflict = conflicts.find((branch) => branch.head === head);
  const known = delivery?.head === head ? openOf(delivery) : conflict === undefined ? null : openAt(conflict);
  return { number: known?.number ?? null, url: known?.url ?? null, head };
}

const openOf = (delivery: DeliveryBranch): OpenRequest | null =>
  delivery.kind === 'begin' ? null : delivery.open;

function openAt(conflict: ConflictBranch): OpenRequest | null {
  switch (conflict.kind) {
    case 'make':
      return null;
    case 'open':
      return conflict.open;
    case 'closed':
      return conflict.last;
  }
}

function headOf(forecast: Forecast | undefined): string | undefined {
  if (forecast?.outcome === 'already') return forecast.waits;
  return forecast?.outcome === 'conflict' ? forecast.request : undefined;
}

function foreign(
  { branch }: TargetForecast,
  delivery: { readonly head: string; readonly by: string; readonly open: { readonly url: string } | null },
): Trouble {
  const { head, by, open } = delivery;
  return {
    code: 'foreign-branch',
    message: `${branch}: ${by} has pushed to ${head}, where its picks wait; nothing was changed there`,
    why: 'rel never changes a branch that somebody else has pushed to',
    remedy: `merge ${open === null ? head : open.url} (or close it and delete ${head}), then run it again`,
  };
}

/** The result with the PRs that have been opened meanwhile. */
export function withOpened(target: PickTarget, opened: readonly RequestedPullRequest[]): PickTarget {
  const now = (known: RequestedPullRequest): RequestedPullRequest =>
    opened.find(({ head }) => head === known.head) ?? known;
  const { pullRequest, picks } = target;
  return {
    ...target,
    picks: picks.map((pick) =>
      pick.pullRequest === undefined ? pick : { ...pick, pullRequest: now(pick.pullRequest) },
    ),
    ...(pullRequest === undefined ? {} : { pullRequest: now(pullRequest) }),
  };
}
