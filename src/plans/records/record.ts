import { LedgerEntry } from '../../domain/ledger.ts';
import type { Policy } from '../../domain/policy.ts';
import type { RecordKind, TestResults } from '../../domain/records.ts';
import { entryBase } from '../ledger-entry.ts';
import { type Basis, nothing, type Planned, planOf } from '../planned.ts';

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
  /** What is on record of the version, oldest first. */
  readonly records: readonly LedgerEntry[];
}

/** Putting a piece of evidence on record: one entry of the ledger; what says the same already is not said twice. */
export function planRecord(facts: RecordFacts): Planned {
  const { version, evidence, policy } = facts;
  const base = entryBase(facts, version);
  const entry = { ...base, ...evidence } as Evidence; // the union of the bodies is that of the entries
  const newest = facts.records.findLast(
    (record) => record.kind === evidence.kind && isAbout(record, evidence),
  );
  if (newest !== undefined && text({ ...newest, ...base }) === text(entry)) {
    return nothing(`the same ${evidence.kind} is on record since ${newest.at}, by ${newest.actor.login}`);
  }
  return planOf(facts, [
    { kind: 'push', target: version, moves: [], ledger: { ref: policy.ledger.ref, entries: [entry] } },
  ]);
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
