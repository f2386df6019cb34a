import type { Read, Trouble } from '../../domain/errors.ts';
import type { Train } from '../../domain/facts.ts';
import { type Hold, holdWords } from '../../domain/hold.ts';
import type { LedgerEntry } from '../../domain/ledger.ts';
import type { Policy } from '../../domain/policy.ts';
import { entryBase } from '../ledger-entry.ts';
import { type Basis, nothing, type Planned, planOf, stop } from '../planned.ts';
import { roleTrouble } from './role-trouble.ts';

export interface HoldFacts extends Basis {
  readonly policy: Policy;
  readonly train: Train;
  readonly kind: 'hold' | 'resume';
  /** Null: the train is not on hold. */
  readonly hold: Hold | null;
  readonly reason: string;
  /** Whether the actor holds one of the roles of `trains.holdBy`, where that names any. */
  readonly holds: Read<boolean>;
}

/** Putting a train on hold, or releasing it: one entry of the ledger. What is so already is not said twice. */
export function planHold(facts: HoldFacts): Planned {
  const { policy, train, kind, hold, reason } = facts;
  const { version } = train;
  if (train.released !== null && kind === 'hold') return stop(alreadyReleased(version));
  if (kind === 'resume' && hold === null) return nothing(`${version} is not on hold`);
  if (kind === 'hold' && hold?.reason === reason) return nothing(holdWords(version, hold));
  const trouble = mayNot(facts);
  if (trouble !== null) return stop(trouble);
  const entry: LedgerEntry = { ...entryBase(facts, version), kind, reason };
  return planOf(facts, [
    { kind: 'push', target: version, moves: [], ledger: { ref: policy.ledger.ref, entries: [entry] } },
  ]);
}

const alreadyReleased = (version: string): Trouble => ({
  code: 'already-exists',
  message: `${version} is released: there is nothing to put on hold`,
  remedy: 'run: rel status, which names the live trains',
});

function mayNot({ holds, kind, policy, stamp, train }: HoldFacts): Trouble | null {
  const who = stamp.actor.login;
  const roles = policy.trains.holdBy.join(' or ');
  const what = kind === 'hold' ? 'put a train on hold' : 'release a train that is on hold';
  return roleTrouble(holds, `whether ${who} may ${what}`, {
    message: `${who} may not ${what}`,
    why: `the policy lets ${roles} do that (trains.holdBy)`,
    remedy: `ask somebody who holds ${roles} to run: rel ${kind} ${train.version} --reason TEXT`,
  });
}
