import type { LedgerEntry } from '../../domain/ledger.ts';
import { intoOf } from '../../domain/train-name.ts';
import type { Step } from '../../steps/registry.ts';
import type { PickFacts, PlannedTarget, TargetForecast } from '../picks/forecast.ts';
import { proofRecord } from '../picks/pick-review.ts';
import type { DeliveryBranch, WaitingPick } from './request-facts.ts';
import { deliveryBody, deliveryTitle } from './request-text.ts';

/** The target as its picks see it: where they go onto the branch of a PR, that branch's tip. */
export function deliveredTarget(target: TargetForecast): TargetForecast {
  const { delivery } = target.requests ?? { delivery: null };
  return delivery?.kind === 'go-on' ? { ...target, before: delivery.tip } : target;
}

/** A target's plan, its picks not pushed onto it but onto the branch of a PR, which is opened or brought up to date. */
export function planDelivery(
  planned: PlannedTarget,
  target: TargetForecast,
  facts: PickFacts,
): PlannedTarget {
  const delivery = target.requests?.delivery ?? null;
  if (delivery === null) return planned;
  const { head } = delivery;
  const open = delivery.kind === 'begin' ? null : delivery.open;
  const { result } = planned;
  return {
    ...planned,
    result: {
      ...result,
      before: target.before,
      after: target.before,
      pullRequest: { number: open?.number ?? null, url: open?.url ?? null, head },
    },
    steps: planned.clean ? stepsOf(planned, target, delivery, facts) : planned.steps,
  };
}

function stepsOf(
  planned: PlannedTarget,
  target: TargetForecast,
  delivery: DeliveryBranch,
  facts: PickFacts,
): Step[] {
  if (!facts.github) return [...planned.steps];
  const waiting = delivery.kind === 'go-on' ? delivery.waiting : [];
  if (planned.steps.length === 0) {
    const unopened = delivery.kind === 'go-on' && delivery.open === null && waiting.length > 0;
    return unopened ? [openStep(target, delivery, waiting)] : [];
  }
  const made = picksOf(target);
  return planned.steps.flatMap((step): Step[] => {
    switch (step.kind) {
      case 'push':
        return [pushStep(step, target, delivery, waiting), openStep(target, delivery, [...waiting, ...made])];
      case 'report-pick':
        return [{ ...step, where: { state: 'waits', head: delivery.head } }];
      case 'label-pull-request':
        return [];
      default:
        return [step];
    }
  });
}

/** The picks of this plan, as they are told in the PR. */
function picksOf({ forecasts, requests }: TargetForecast): WaitingPick[] {
  return forecasts.flatMap((f) => {
    if (f.outcome !== 'picked') return [];
    const { pr, sha } = f.source;
    const subject = requests?.subjects.get(sha) ?? '';
    const { proof = null, findings = [] } = proofRecord(f.proof);
    return [{ pr, source: sha, commit: f.commit, subject, proof, findings }];
  });
}

function openStep(target: TargetForecast, { head }: DeliveryBranch, picks: readonly WaitingPick[]): Step {
  const { branch } = target;
  const text = { branch, into: intoOf(target), picks };
  return {
    ...{ kind: 'open-pull-request', target: branch, head, base: branch, draft: false, assignees: [] },
    title: deliveryTitle(text),
    body: deliveryBody(text),
  };
}

type Push = Extract<Step, { kind: 'push' }>;

/** The branch of the PR in place of the target, each with the SHA it must be at. */
function pushStep(
  push: Push,
  { before: targetTip }: TargetForecast,
  delivery: DeliveryBranch,
  waiting: readonly WaitingPick[],
): Push {
  const { head } = delivery;
  const before = delivery.kind === 'begin' ? delivery.at : delivery.tip;
  const base = delivery.kind === 'go-on' ? delivery.base : targetTip;
  const carried = waiting.map(({ pr, source, commit, proof, findings }) => ({
    ...(pr === null ? {} : { pr }),
    ...{ source, commit },
    ...(proof === null ? {} : { proof }),
    ...(findings.length === 0 ? {} : { findings: [...findings] }),
  }));
  const entries = push.ledger.entries.map((entry): LedgerEntry => {
    if (entry.kind !== 'pick') return entry;
    const picks = [...carried, ...entry.picks];
    return { ...entry, kind: 'pick-request', head, before, base, conflict: false, picks };
  });
  const moves = push.moves.map(({ to }) => ({ ref: `refs/heads/${head}`, from: before, to }));
  return { ...push, moves, ledger: { ...push.ledger, entries } };
}
