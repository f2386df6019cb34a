import { found, type Read, type Trouble } from '../../domain/errors.ts';
import { type Sha, short } from '../../domain/git.ts';
import type { LedgerEntry } from '../../domain/ledger.ts';
import type { Policy } from '../../domain/policy.ts';
import { entryBase } from '../ledger-entry.ts';
import { type Basis, nothing, type Planned, planOf, stop } from '../planned.ts';
import { roleTrouble } from '../records/role-trouble.ts';
import type { SyncTold } from './sync.ts';

export interface SettleFacts extends Basis {
  readonly policy: Policy;
  /** The branch that need not have it, and under which version the ledger keeps that. */
  readonly told: SyncTold;
  readonly version: string;
  /** What the branch is at. */
  readonly tip: Sha;
  /** The change, as whoever decides names it: a SHA, or its first digits. */
  readonly sha: string;
  readonly reason: string;
  /** Whether the actor holds one of `settlers`. */
  readonly holds: Read<boolean>;
}

/** The roles of a policy that may decide that a change need not come; none: everybody who may push. */
export const settlers = ({ roles }: Pick<Policy, 'roles'>): string[] =>
  ['release-manager', 'rte'].filter((role) => Object.hasOwn(roles, role));

/** The change of production that somebody names; null where none or several are called so. */
export function changeNamed({ missing, present }: SyncTold, sha: string): { readonly sha: Sha } | null {
  const [named, ...more] = [...missing, ...present].filter((change) => change.sha.startsWith(sha));
  return named === undefined || more.length > 0 || sha.length < 4 ? null : named;
}

/** Putting on record that a change of production need not come to a branch: one entry of the ledger. */
export function planSettle(facts: SettleFacts): Planned {
  const { told, sha, reason, policy, version, tip } = facts;
  const { branch } = told;
  const named = changeNamed(told, sha);
  if (named === null) return stop(unknown(facts));
  const present = told.present.find((change) => change.sha === named.sha);
  if (present !== undefined) {
    const how =
      present.by === undefined ? `by ${present.how}` : `by decision of ${present.by}: ${present.reason}`;
    return nothing(`${short(named.sha)} need not come to ${branch}: it is there, or void, ${how}`);
  }
  const trouble = mayNot(facts);
  if (trouble !== null) return stop(trouble);
  const entry: LedgerEntry = {
    ...entryBase(facts, version),
    ...{ kind: 'settled', sha: named.sha, branch, tip, reason },
  };
  const ledger = { ref: policy.ledger.ref, entries: [entry] };
  return planOf(facts, [{ kind: 'push', target: branch, moves: [], ledger }]);
}

const unknown = ({ told: { branch, missing }, sha }: SettleFacts): Trouble => ({
  code: 'usage',
  message: `\`${sha}\` names no change of production that ${branch} lacks`,
  why:
    missing.length === 0
      ? `${branch} lacks nothing`
      : `it lacks ${missing.map((fix) => `${short(fix.sha)} ${fix.subject}`).join(', ')}`,
  remedy: `run: rel sync-hotfix --check --into ${branch}, and name one of its commits`,
});

function mayNot({ policy, holds, stamp, told }: SettleFacts): Trouble | null {
  const roles = settlers(policy).join(' or ');
  const who = stamp.actor.login;
  return roleTrouble(roles === '' ? found(true) : holds, `whether ${who} holds ${roles}`, {
    message: `${who} may not decide what need not come to ${told.branch}`,
    why: `that is for ${roles}`,
    remedy: `ask somebody who holds ${roles} to run it`,
  });
}
