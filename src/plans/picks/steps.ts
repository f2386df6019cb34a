import type { Signature } from '../../domain/git.ts';
import type { PickTarget } from '../../domain/results.ts';
import { pickedLabel } from '../../domain/train-name.ts';
import type { Judgement } from '../../domain/verdict.ts';
import type { Step } from '../../steps/registry.ts';
import { entryBase } from '../ledger-entry.ts';
import type { Forecast, PickFacts, Source, TargetForecast } from './forecast.ts';
import { proofRecord } from './pick-review.ts';

export type Picked = Extract<Forecast, { outcome: 'picked' }>;

/** What brings the clean picks onto the target: the commits, the push with its record, and the telling. */
export function stepsOf(
  target: TargetForecast,
  picked: readonly Picked[],
  result: PickTarget,
  facts: PickFacts,
): Step[] {
  const judgements = judgementsOf(picked, target);
  return [
    pickStep(target, picked, facts.stamp.committer),
    {
      kind: 'push',
      target: target.branch,
      moves: [{ ref: `refs/heads/${target.branch}`, from: target.before, to: result.after }],
      ledger: {
        ref: facts.policy.ledger.ref,
        entries: [
          {
            ...entryBase({ ...facts, judgements }, target.version ?? target.branch),
            kind: 'pick',
            branch: target.branch,
            before: target.before,
            after: result.after,
            picks: picked.map(recordOf),
          },
        ],
      },
    },
    ...(facts.github ? tellingSteps(target, picked) : []),
  ];
}

/** What the picks rest on, without what was asked of changes that are not picked. A PR is judged at its first commit. */
function judgementsOf(picked: readonly Picked[], { forecasts, judgements }: TargetForecast): Judgement[] {
  const keyOf = ({ pr, sha }: Source) => pr ?? sha;
  const keys = new Set(picked.map(({ source }) => keyOf(source)));
  const shas = new Set(forecasts.flatMap(({ source }) => (keys.has(keyOf(source)) ? [source.sha] : [])));
  return judgements.filter(({ sha }) => shas.has(sha));
}

function pickStep({ branch, before }: TargetForecast, picked: readonly Picked[], committer: Signature): Step {
  const picks = picked.map(({ source, signature, commit, tree }) => {
    const { sha, mainline, change = null } = source;
    const signed = signature === undefined ? {} : { signature };
    return { source: sha, mainline, change, trailers: trailersOf(source), ...signed, commit, tree };
  });
  return { kind: 'pick-commits', target: branch, onto: before, committer, picks };
}

/** The trailers a pick's message gets after its `-x` line. */
export const trailersOf = (source: Source): string[] =>
  source.pr === null ? [] : [`Pull-Request: #${source.pr}`];

const recordOf = ({ source, commit, proof }: Picked) => ({
  ...(source.pr === null ? {} : { pr: source.pr }),
  source: source.sha,
  commit,
  ...proofRecord(proof),
});

/** A comment and a label for every PR that was picked. */
function tellingSteps(
  { branch, version, product, forecasts }: TargetForecast,
  picked: readonly Picked[],
): Step[] {
  const numbers = [...new Set(picked.flatMap(({ source }) => (source.pr === null ? [] : [source.pr])))];
  return numbers.flatMap((number): Step[] => {
    const commits = picked.flatMap((pick) => (pick.source.pr === number ? [pick.commit] : []));
    const report: Step = {
      ...{ kind: 'report-pick', target: branch, number, branch },
      where: { state: 'picked', commits },
    };
    const whole = forecasts.every((f) => f.source.pr !== number || isThere(f));
    if (version === null || !whole) return [report];
    return [
      report,
      { kind: 'label-pull-request', target: branch, number, label: pickedLabel({ version, product }) },
    ];
  });
}

/** Whether the target has it after the run. */
const isThere = (f: Forecast): boolean =>
  f.outcome === 'picked' || f.outcome === 'empty' || (f.outcome === 'already' && f.waits === undefined);
