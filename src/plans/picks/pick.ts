import type { Trouble } from '../../domain/errors.ts';
import { type Sha, type Signature, short } from '../../domain/git.ts';
import type { ConflictWay } from '../../domain/pick-request.ts';
import type { Policy } from '../../domain/policy.ts';
import type { Proof } from '../../domain/proof.ts';
import type { PickOfTarget, PickTarget } from '../../domain/results.ts';
import type { Judgement } from '../../domain/verdict.ts';
import type { Step } from '../../steps/registry.ts';
import { entryBase } from '../ledger-entry.ts';
import type { Basis } from '../planned.ts';
import type { RequestFacts } from '../requests/request-facts.ts';
import { proofRecord, proofRow, unlessLookedAt } from './pick-review.ts';
import { heldBack, heldUntil, leftOut, pickTroubles } from './pick-trouble.ts';
import type { Needs } from './prerequisites.ts';
import { needsRow } from './taken-prerequisites.ts';

/** Why the gates refuse a change, and who has to do what about it. */
export interface Refusal {
  readonly reason: string;
  readonly remedy: string;
  /** Nothing refuses it but that nobody has looked at it (`pick.review`). */
  readonly unseen?: boolean;
}

/** What to pick: one commit, the PR it belongs to where it was named by one, and why it may not be picked. */
export interface Source {
  readonly pr: number | null;
  readonly sha: Sha;
  readonly mainline: 1 | null;
  /** A commit whose change is taken instead of the source's own: a conflict that a person resolved. */
  readonly change?: Sha | null;
  /** Why the gates refuse it; null where they let it pass. */
  readonly refused: Refusal | null;
  /** The changes that it was taken for, where they need it first; one commit stands for each. */
  readonly neededBy?: readonly Pick<Source, 'pr' | 'sha'>[];
}

/** One pick tried in memory on top of the clean ones before it. */
export type Forecast =
  | {
      readonly source: Source;
      readonly outcome: 'picked';
      readonly onto: Sha;
      readonly commit: Sha;
      readonly tree: Sha;
      /** The user's, where they sign commits. */
      readonly signature?: string;
      /** Every file of it is the source's own, made from the same one as there. */
      readonly direct?: boolean;
      /** What comes of comparing it with its source; left out where nobody asks. */
      readonly proof?: Proof;
    }
  | {
      readonly source: Source;
      readonly outcome: 'already';
      readonly commit: Sha;
      readonly reason: string;
      /** The branch on which it waits for a PR to be merged; left out where it is on the target. */
      readonly waits?: string;
    }
  | { readonly source: Source; readonly outcome: 'empty'; readonly reason: string }
  | {
      readonly source: Source;
      readonly outcome: 'conflict';
      /** What it was tried on: the target with the clean picks before it. */
      readonly onto: Sha;
      readonly paths: readonly string[];
      /** What its change needs first; left out where nobody has looked. */
      readonly needs?: Needs;
      /** The branch of its own that holds it, so that the other picks go on; left out where there is none. */
      readonly request?: string;
      /** What is to be said of it beside its paths. */
      readonly reason?: string;
    }
  /** A person left it out (`rel continue --skip`). */
  | { readonly source: Source; readonly outcome: 'left-out' }
  | {
      readonly source: Source;
      readonly outcome: 'refused';
      readonly refusal: Refusal;
      readonly proof?: Proof;
      /** What it needs first, where that is what keeps it from being picked. */
      readonly needs?: Needs;
    };

export interface TargetForecast {
  readonly branch: string;
  /** The train's version; null for a branch that no train runs on. */
  readonly version: string | null;
  readonly before: Sha;
  readonly treeBefore: Sha;
  readonly forecasts: readonly Forecast[];
  readonly judgements: readonly Judgement[];
  /** What waits elsewhere for a PR to be merged; left out where nothing does. */
  readonly requests?: RequestFacts;
}

export interface PickFacts extends Basis {
  readonly policy: Policy;
  readonly github: boolean;
  readonly onConflict: ConflictWay;
  /** A person looks at the plan before it is carried out. */
  readonly attended: boolean;
}

/** A conflict that a person shall resolve before the target goes on. */
export interface OpenConflict {
  readonly target: string;
  readonly source: Source;
  readonly onto: Sha;
  readonly paths: readonly string[];
  /** The commits that go together if it is left out: all of its PR. */
  readonly skips: readonly Sha[];
  /** What it applies cleanly with, each as a person calls it; empty where nothing is known. */
  readonly needs: readonly string[];
}

/** One target's part of the plan, and what is told of it. `clean` is false where it stays as it was. */
export interface PlannedTarget {
  readonly result: PickTarget;
  readonly treeBefore: Sha;
  readonly judgements: readonly Judgement[];
  readonly steps: readonly Step[];
  /** What keeps the target as it is. */
  readonly troubles: readonly Trouble[];
  readonly clean: boolean;
  /** The first conflict, where a person is to resolve it. */
  readonly open: OpenConflict | null;
}

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

type Picked = Extract<Forecast, { outcome: 'picked' }>;

function stepsOf(
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
function tellingSteps({ branch, version, forecasts }: TargetForecast, picked: readonly Picked[]): Step[] {
  const numbers = [...new Set(picked.flatMap(({ source }) => (source.pr === null ? [] : [source.pr])))];
  return numbers.flatMap((number): Step[] => {
    const commits = picked.flatMap((pick) => (pick.source.pr === number ? [pick.commit] : []));
    const report: Step = {
      ...{ kind: 'report-pick', target: branch, number, branch },
      where: { state: 'picked', commits },
    };
    const whole = forecasts.every((f) => f.source.pr !== number || isThere(f));
    if (version === null || !whole) return [report];
    return [report, { kind: 'label-pull-request', target: branch, number, label: `picked/${version}` }];
  });
}

/** Whether the target has it after the run. */
const isThere = (f: Forecast): boolean =>
  f.outcome === 'picked' || f.outcome === 'empty' || (f.outcome === 'already' && f.waits === undefined);

function rowOf(forecast: Forecast): PickOfTarget {
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
