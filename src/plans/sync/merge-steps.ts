import type { LedgerEntry } from '../../domain/ledger.ts';
import type { SyncTarget } from '../../domain/results.ts';
import type { Step } from '../../steps/registry.ts';
import { entryBase } from '../ledger-entry.ts';
import type { TargetForecast } from '../picks/forecast.ts';
import type { DeliveryBranch } from '../requests/request-facts.ts';
import type { SyncFacts, SyncForecast, SyncMerge } from './sync.ts';
import { syncBody, syncTitle } from './sync-text.ts';

interface Merged {
  readonly target: TargetForecast;
  readonly merge: SyncMerge;
}

/** What brings a merge onto its branch: the commit, and the push with its record; or onto the branch of a PR. */
export function mergeSteps(
  forecast: SyncForecast,
  { target, merge }: Merged,
  facts: SyncFacts,
): { readonly steps: Step[]; readonly result: Pick<SyncTarget, 'outcome' | 'after' | 'pullRequest'> } {
  const { branch } = forecast;
  const after = merge.kind === 'merge' ? merge.step.commit : merge.to;
  const objects: Step[] = merge.kind === 'merge' ? [merge.step] : [];
  const delivery = target.requests?.delivery ?? null;
  const ref = facts.policy.ledger.ref;
  if (delivery === null) {
    const moves = [{ ref: `refs/heads/${branch}`, from: target.before, to: after }];
    const entry: LedgerEntry = {
      ...entryBase(facts, facts.version),
      ...{ kind: 'sync', branch, before: target.before, after, picks: [] },
    };
    const push: Step = { kind: 'push', target: branch, moves, ledger: { ref, entries: [entry] } };
    return { steps: [...objects, push], result: { outcome: 'merged', after } };
  }
  const { head } = delivery;
  const before = delivery.kind === 'begin' ? delivery.at : delivery.tip;
  const entry = requestEntry({ target, delivery, after }, facts);
  const moves = [{ ref: `refs/heads/${head}`, from: before, to: after }];
  const open = openOf(delivery);
  return {
    steps: [
      ...objects,
      { kind: 'push', target: branch, moves, ledger: { ref, entries: [entry] } },
      {
        ...{ kind: 'open-pull-request', target: branch, head, base: branch, draft: false, assignees: [] },
        title: syncTitle(forecast, facts.policy),
        body: syncBody(forecast, facts.policy),
      },
    ],
    result: { outcome: 'waits', pullRequest: { number: open?.number ?? null, url: open?.url ?? null, head } },
  };
}

const openOf = (delivery: DeliveryBranch) => (delivery.kind === 'begin' ? null : delivery.open);

/** What the branch of the PR holds, as a delivery of picks is recorded: a change that is merged is its own pick. */
function requestEntry(
  {
    target,
    delivery,
    after,
  }: { readonly target: TargetForecast; readonly delivery: DeliveryBranch; readonly after: string },
  facts: SyncFacts,
): LedgerEntry {
  const goesOn = delivery.kind === 'go-on' ? delivery : null;
  const before = delivery.kind === 'begin' ? delivery.at : delivery.tip;
  const merged = target.forecasts.flatMap(({ outcome, source: { pr, sha } }) =>
    outcome === 'already' ? [] : [{ ...(pr === null ? {} : { pr }), source: sha, commit: sha }],
  );
  const waiting = (goesOn?.waiting ?? []).map(({ pr, source, commit }) => {
    return { ...(pr === null ? {} : { pr }), source, commit };
  });
  return {
    ...entryBase(facts, target.version ?? target.branch),
    ...{ kind: 'pick-request', branch: target.branch, head: delivery.head, before, after },
    ...{ base: goesOn?.base ?? target.before, conflict: false, picks: [...waiting, ...merged] },
  };
}
