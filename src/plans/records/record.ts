import type { Read, Trouble } from '../../domain/errors.ts';
import { LedgerEntry } from '../../domain/ledger.ts';
import type { GateRule, Policy } from '../../domain/policy.ts';
import type { RecordKind, TestResults } from '../../domain/records.ts';
import { entryBase } from '../ledger-entry.ts';
import { type Basis, nothing, type Planned, planOf, stop } from '../planned.ts';
import { roleTrouble } from './role-trouble.ts';

type Evidence = Extract<LedgerEntry, { kind: RecordKind }>;
type Base = ReturnType<typeof entryBase>;

/** A piece of evidence as the ledger holds it, without what every entry has. */
export type EvidenceBody = Evidence extends infer E
  ? E extends Evidence
    ? Omit<E, keyof Base>
    : never
  : never;

export interface RecordFacts extends Basis {
  readonly policy: Policy;
  readonly version: string;
  readonly evidence: EvidenceBody;
  /** The roles that alone record it, and whether the actor holds one of them; null: everybody may. */
  readonly by: { readonly roles: readonly string[]; readonly holds: Read<boolean> } | null;
  /** What is on record of the version, oldest first. */
  readonly records: readonly LedgerEntry[];
}

/** Putting a piece of evidence on record: one entry of the ledger; what says the same already is not said twice. */
export function planRecord(facts: RecordFacts): Planned {
  const trouble = mayNot(facts);
  if (trouble !== null) return stop(trouble);
  const { version, evidence, policy } = facts;
  const base = entryBase(facts, version);
  const entry = { ...base, ...evidence } as Evidence; // the union of the bodies is that of the entries
  const newest = facts.records.findLast(
    (record) => record.kind === evidence.kind && isAbout(record, evidence),
  );
  // Where a role records it, whoever recorded it before may not have held that.
  const counts = facts.by === null || newest?.actor.login === facts.stamp.actor.login;
  if (newest !== undefined && counts && text({ ...newest, ...base }) === text(entry)) {
    return nothing(`the same ${evidence.kind} is on record since ${newest.at}, by ${newest.actor.login}`);
  }
  return planOf(facts, [
    { kind: 'push', target: version, moves: [], ledger: { ref: policy.ledger.ref, entries: [entry] } },
  ]);
}

/** The roles that the policy's gates want a document of this name recorded by, each once. */
export const documentRoles = ({ gates }: Policy, name: string): string[] => [
  ...new Set(
    Object.values(gates)
      .flat()
      .flatMap((rule) => {
        const { name: named, recordedBy } = rule as GateRule & { name?: unknown; recordedBy?: unknown };
        return rule.kind === 'document' && named === name && typeof recordedBy === 'string'
          ? [recordedBy]
          : [];
      }),
  ),
];

function mayNot({ by, stamp, evidence, policy }: RecordFacts): Trouble | null {
  if (by === null) return null;
  const who = stamp.actor.login;
  const people = by.roles.flatMap((role) => {
    const rule = Object.hasOwn(policy.roles, role) ? policy.roles[role] : undefined;
    return [...(rule?.users ?? []), ...(rule?.teams ?? [])];
  });
  const roles = by.roles.join(' or ');
  const what = evidence.kind === 'document' ? `the document ${evidence.name}` : `a ${evidence.kind}`;
  return roleTrouble(by.holds, `whether ${who} holds the role ${roles}`, {
    message: `${what} is recorded by ${roles}, and ${who} does not hold that role`,
    why: people.length === 0 ? 'nobody holds it' : `it is held by ${people.join(', ')}`,
    remedy: 'ask one of them to run it',
  });
}

/** Whether a record is an earlier word on the same thing. */
function isAbout(record: LedgerEntry, evidence: EvidenceBody): boolean {
  switch (evidence.kind) {
    case 'document':
    case 'snapshot':
      return record.kind === evidence.kind && record.name === evidence.name;
    case 'incident':
      return record.kind === evidence.kind && record.incident === evidence.incident;
    case 'deployment':
      return record.kind === evidence.kind && record.environment === evidence.environment;
    case 'test-results':
      return record.kind === evidence.kind && suites(record) === suites(evidence);
  }
}

const suites = (run: Pick<TestResults, 'suites'>): string =>
  JSON.stringify(run.suites.map(({ name }) => name));

/** An entry as the schema orders it. */
const text = (entry: LedgerEntry): string => JSON.stringify(LedgerEntry.parse(entry));
