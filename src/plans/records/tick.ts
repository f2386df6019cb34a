import type { Read, Trouble } from '../../domain/errors.ts';
import type { LedgerEntry } from '../../domain/ledger.ts';
import type { Policy } from '../../domain/policy.ts';
import { entryBase } from '../ledger-entry.ts';
import { type Basis, nothing, type Planned, planOf, stop } from '../planned.ts';
import { roleTrouble } from './role-trouble.ts';

/** An item of a checklist of the policy. */
export interface PlacedItem {
  /** The gate's id. */
  readonly gate: string;
  readonly id: string;
  readonly text: string;
  readonly role: string;
}

export interface TickFacts extends Basis {
  readonly policy: Policy;
  readonly version: string;
  readonly item: PlacedItem;
  /** False takes it back. */
  readonly done: boolean;
  readonly holds: Read<boolean>;
  /** What is on record of the version, oldest first. */
  readonly records: readonly LedgerEntry[];
}

/** Ticking an item, or taking that back: one entry of the ledger, by somebody who holds the item's role. */
export function planTick(facts: TickFacts): Planned {
  const { item, done, version, policy, stamp } = facts;
  const trouble = mayNot(facts);
  if (trouble !== null) return stop(trouble);
  const last = facts.records.findLast(
    (entry) => entry.kind === 'tick' && entry.gate === item.gate && entry.item === item.id,
  );
  const isDone = last?.kind === 'tick' && last.done;
  if (isDone === done && (last === undefined || last.actor.login === stamp.actor.login)) {
    return nothing(`${item.id} is ${done ? 'ticked' : 'open'} already`);
  }
  const entry: LedgerEntry = {
    ...entryBase(facts, version),
    ...{ kind: 'tick', gate: item.gate, item: item.id, done },
  };
  return planOf(facts, [
    { kind: 'push', target: version, moves: [], ledger: { ref: policy.ledger.ref, entries: [entry] } },
  ]);
}

function mayNot({ holds, item, stamp }: TickFacts): Trouble | null {
  const who = stamp.actor.login;
  return roleTrouble(holds, `whether ${who} holds the role ${item.role}`, {
    message: `${item.id} is ticked by ${item.role}, and ${who} does not hold that role`,
    remedy: `ask somebody who holds ${item.role} to run it`,
  });
}
