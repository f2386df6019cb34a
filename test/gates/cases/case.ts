import { found } from '../../../src/domain/errors.ts';
import type { GateFacts } from '../../../src/domain/facts.ts';
import type { LedgerEntry } from '../../../src/domain/ledger.ts';
import type { GateRule } from '../../../src/domain/policy.ts';
import { judge } from '../../../src/gates/judge.ts';
import { factsOf, noon, policyOf } from '../../support/gate-facts.ts';

/** What every gate has to be asked: each kind has a case of each word, or a reason why it has none. */
export const words = [
  'pass',
  'fail',
  'unknown',
  'stale',
  'waived',
  'wrong app',
  'wrong SHA',
  'wrong person',
  'gone',
] as const;
export type Word = (typeof words)[number];

/** One case: its word, what it is, the verdict with its code (`fail checks.failed`), the facts, changes of the rule. */
export type Case = readonly [
  word: Word,
  name: string,
  verdict: string,
  facts: Partial<GateFacts>,
  rule?: Readonly<Record<string, unknown>> | undefined,
];

/** The table of one kind. Its rule is that of every case; a case may change fields of it. */
export interface Table {
  readonly rule: { readonly kind: string } & Readonly<Record<string, unknown>>;
  readonly cases: readonly Case[];
  /** Why a word says nothing about this kind. */
  readonly none: Readonly<Partial<Record<Word, string>>>;
}

/** The policy that every case is judged by. */
export const policy = policyOf(`
version: 1
roles:
  qa: { users: [quinn], teams: [acme/qa] }
  rte: { users: [rita] }
  pdm: { users: [paula] }
  release-manager: { users: [rene] }
approvals:
  rte: { role: rte, by: [{ label: rte-reviewed }] }
  qa: { role: qa, by: [{ label: qa-approved }, { review: true }, { comment: /qa-approve }] }
  last: { role: qa, by: [{ review: true }], after: [rte] }
handOver:
  - { id: to-ops, from: release-manager, to: qa }
  - { id: back, from: qa, to: rte, after: [to-ops] }
`);

const base = { id: 'it', waivableBy: ['release-manager'] };
export const ruleOf = ({ rule }: Table, over: Case[4] = {}): GateRule => ({ ...base, ...rule, ...over });
const known = { policy, teams: { 'acme/qa': found(['tess']) } };

/** What the gate says in a case. */
export function verdictOf(table: Table, [, , , facts, over]: Case) {
  const [verdict] = judge([ruleOf(table, over)], factsOf({ ...known, ...facts }));
  if (verdict === undefined) throw new Error('no verdict');
  return verdict;
}

/** The first case of the kind that fails, with a waiver of the release manager on record. */
export function waivedCase({ cases }: Table): Case {
  const failing = cases.find(([word]) => word === 'fail');
  if (failing === undefined) throw new Error('nothing to waive');
  const [, name, verdict, facts, rule] = failing;
  const records = facts.records?.ok ? facts.records.value : [];
  const code = verdict.split(' ').at(-1);
  return ['waived', name, `waived ${code}`, { ...facts, records: found([...records, waiver]) }, rule];
}

const waiver: LedgerEntry = {
  ...{ rel: 1, id: 'w', at: noon, actor: { login: 'rene', source: 'github' }, version: '1.8.0' },
  ...{ judgements: [], kind: 'waiver', stage: 'promote', gate: 'it', reason: 'agreed with operations' },
  until: '2026-11-21T12:00:00Z',
};
