import type { Read, Trouble } from '../../domain/errors.ts';
import type { Candidate } from '../../domain/facts.ts';
import type { LedgerEntry } from '../../domain/ledger.ts';
import type { Policy } from '../../domain/policy.ts';
import { entryBase } from '../ledger-entry.ts';
import { type Basis, nothing, type Planned, planOf, stop } from '../planned.ts';
import { roleTrouble } from './role-trouble.ts';

export interface SignOffFacts extends Basis {
  readonly policy: Policy;
  readonly version: string;
  readonly candidate: Candidate;
  readonly role: string;
  readonly decision: 'approved' | 'rejected';
  readonly note: string | null;
  /** Whether the actor holds the role; not ok where a team could not be read. */
  readonly holds: Read<boolean>;
  /** What is on record of the version, oldest first. */
  readonly records: readonly LedgerEntry[];
}

/** Recording a decision on a candidate: one entry of the ledger, by somebody who holds the role. */
export function planSignOff(facts: SignOffFacts): Planned {
  const { version, candidate, role, decision, note, policy, stamp } = facts;
  const trouble = mayNot(facts);
  if (trouble !== null) return stop(trouble);
  const last = facts.records.findLast(
    (entry) =>
      entry.kind === 'sign-off' &&
      entry.role === role &&
      entry.sha === candidate.commit &&
      entry.actor.login === stamp.actor.login,
  );
  const documents = documentsOf(facts.records);
  const same = last?.kind === 'sign-off' && last.decision === decision && (last.note ?? null) === note;
  if (same && ids(last.documents) === ids(documents)) {
    return nothing(`${stamp.actor.login} has ${decision} ${candidate.tag} as ${role} already`);
  }
  const entry: LedgerEntry = {
    ...entryBase(facts, version),
    kind: 'sign-off',
    role,
    decision,
    sha: candidate.commit,
    candidate: candidate.tag,
    ...(note === null ? {} : { note }),
    ...(documents.length === 0 ? {} : { documents }),
  };
  return planOf(facts, [
    { kind: 'push', target: candidate.tag, moves: [], ledger: { ref: policy.ledger.ref, entries: [entry] } },
  ]);
}

/** The newest entry of each document, by name: what whoever decides has before them. */
function documentsOf(records: readonly LedgerEntry[]): { name: string; id: string }[] {
  const newest = new Map(
    records.flatMap((entry) => (entry.kind === 'document' ? [[entry.name, entry.id] as const] : [])),
  );
  return [...newest].map(([name, id]) => ({ name, id })).sort((a, b) => (a.name < b.name ? -1 : 1));
}

const ids = (documents: readonly { readonly id: string }[] = []): string =>
  documents.map(({ id }) => id).join(' ');

function mayNot({ holds, role, stamp, policy }: SignOffFacts): Trouble | null {
  const who = stamp.actor.login;
  const rule = Object.hasOwn(policy.roles, role) ? policy.roles[role] : undefined;
  const people = [...(rule?.users ?? []), ...(rule?.teams ?? [])];
  return roleTrouble(holds, `whether ${who} holds the role ${role}`, {
    message: `${who} does not hold the role ${role}`,
    why: people.length === 0 ? 'nobody holds it' : `it is held by ${people.join(', ')}`,
    remedy: `ask one of them to run it, or add ${who} to roles.${role} in the policy of the remote`,
  });
}
