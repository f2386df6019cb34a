import type { Read, Trouble } from '../../domain/errors.ts';
import type { LedgerEntry } from '../../domain/ledger.ts';
import type { GateRule, Policy } from '../../domain/policy.ts';
import { durationMillis, isoOf, millisOf } from '../../domain/time.ts';
import type { Stage } from '../../domain/verdict.ts';
import { entryBase } from '../ledger-entry.ts';
import { type Basis, nothing, type Planned, planOf, stop } from '../planned.ts';
import { roleTrouble } from './role-trouble.ts';

/** A gate of the policy, by the stage it stands at. */
export interface PlacedGate {
  readonly stage: Stage;
  readonly rule: GateRule;
}

export interface WaiveFacts extends Basis {
  readonly policy: Policy;
  readonly version: string;
  readonly gate: PlacedGate;
  readonly reason: string;
  /** ISO 8601, UTC. */
  readonly until: string;
  /** Whether the actor holds one of the roles that may waive it. */
  readonly holds: Read<boolean>;
  /** What is on record of the version, oldest first. */
  readonly records: readonly LedgerEntry[];
}

/** The gates that a name means: `ci`, or `promote/ci` where several stages have one of that id. */
export function gatesNamed(policy: Policy, name: string): PlacedGate[] {
  const all = Object.entries(policy.gates).flatMap(([stage, rules]) =>
    rules.map((rule): PlacedGate => ({ stage: stage as Stage, rule })),
  );
  return all.filter(({ stage, rule }) => rule.id === name || `${stage}/${rule.id}` === name);
}

/** Recording a waiver: one entry of the ledger, where the policy lets this actor waive this gate for so long. */
export function planWaive(facts: WaiveFacts): Planned {
  const { stage, rule } = facts.gate;
  const trouble = mayNot(facts) ?? tooLong(facts);
  if (trouble !== null) return stop(trouble);
  const same = facts.records.some(
    (entry) =>
      entry.kind === 'waiver' &&
      entry.stage === stage &&
      entry.gate === rule.id &&
      entry.until === facts.until &&
      entry.reason === facts.reason &&
      entry.actor.login === facts.stamp.actor.login,
  );
  if (same) return nothing(`${rule.id} of ${stage} is waived until ${facts.until} already`);
  const { reason, until, policy, version } = facts;
  const entry: LedgerEntry = {
    ...entryBase(facts, version),
    ...{ kind: 'waiver', stage, gate: rule.id, reason, until },
  };
  return planOf(facts, [
    { kind: 'push', target: version, moves: [], ledger: { ref: policy.ledger.ref, entries: [entry] } },
  ]);
}

function mayNot({ gate, holds, stamp }: WaiveFacts): Trouble | null {
  const { rule, stage } = gate;
  const who = stamp.actor.login;
  if (rule.waivableBy.length === 0) {
    return {
      code: 'role-not-held',
      message: `the gate ${rule.id} of ${stage} cannot be waived; nothing was recorded`,
      why: 'the policy names nobody who may (waivableBy)',
      remedy: `run: rel gate ${stage}, and mend what stops it`,
    };
  }
  return roleTrouble(holds, `whether ${who} may waive ${rule.id}`, {
    message: `${who} may not waive ${rule.id} of ${stage}`,
    why: `the policy lets ${rule.waivableBy.join(', ')} waive it`,
    remedy: `ask somebody who holds ${rule.waivableBy.join(' or ')} to run it`,
  });
}

function tooLong({ policy, stamp, until }: WaiveFacts): Trouble | null {
  const [from, to] = [millisOf(stamp.at) ?? 0, millisOf(until) ?? 0];
  const longest = policy.waivers.maxDuration;
  if (to <= from) {
    return {
      code: 'usage',
      message: `--until ${until} is over already; nothing was recorded`,
      remedy: `name a later end, at most ${longest} from now: --until ${longest}`,
    };
  }
  if (to - from <= durationMillis(longest)) return null;
  return {
    code: 'usage',
    message: `--until ${until} is longer than the policy allows; nothing was recorded`,
    why: `a waiver lasts ${longest} at most (waivers.maxDuration), here until ${isoOf(from + durationMillis(longest))}`,
    remedy: `end it earlier: --until ${longest}`,
  };
}
