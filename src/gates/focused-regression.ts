import * as z from 'zod';
import type { GateFacts } from '../domain/facts.ts';
import { type Sha, short } from '../domain/git.ts';
import type { LedgerEntry } from '../domain/ledger.ts';
import type { Evidence, Finding } from '../domain/verdict.ts';
import { type GateKind, ruleFields, unreadableFinding } from './gate.ts';

const Rule = z.strictObject({ ...ruleFields, kind: z.literal('focused-regression') });
type Rule = z.infer<typeof Rule>;

type Pick = Extract<LedgerEntry, { kind: 'pick' }>['picks'][number];
type State = 'passed' | 'failed' | 'missing';

/** Every fix picked since the candidate before has a passed case that names it (`#231`), on this commit or later. */
export const focusedRegression: GateKind<Rule> = {
  kind: 'focused-regression',
  summary: 'every fix picked since the last candidate has a passed regression case that names it',
  schema: Rule,
  needs: () => [{ kind: 'records' }],
  evaluate(_rule, facts) {
    const { records } = facts;
    if (!records.ok) return unreadableFinding('focused-regression', 'the record', records);
    const { picks, shas } = sinceLastCandidate(records.value, facts.subject.sha);
    return finding(
      picks.map((name) => ({ name, state: stateOf(name, records.value, shas) })),
      facts,
    );
  },
};

/**
 * What was picked between the candidate before the commit and the commit, by the name a case has to have; and the
 * commits whose results count: this one, and the candidates after it.
 */
function sinceLastCandidate(records: readonly LedgerEntry[], sha: Sha) {
  const own = records.findIndex((entry) => candidateOf(entry) === sha);
  const end = own === -1 ? records.length : own;
  const start = records.slice(0, end).findLastIndex((entry) => candidateOf(entry) !== null);
  const picked = records
    .slice(start + 1, end)
    .flatMap((entry) => (entry.kind === 'pick' || entry.kind === 'sync' ? entry.picks : []));
  const later = records.slice(end).flatMap((entry) => candidateOf(entry) ?? []);
  return { picks: [...new Set(picked.map(nameOf))], shas: new Set([sha, ...later]) };
}

/** The commit that an entry made a candidate. */
const candidateOf = (entry: LedgerEntry): Sha | null =>
  entry.kind === 'cut' || entry.kind === 'candidate' ? entry.sha : null;

const nameOf = ({ pr, source }: Pick): string => (pr === undefined ? short(source) : `#${pr}`);

function stateOf(name: string, records: readonly LedgerEntry[], shas: ReadonlySet<Sha>): State {
  const names = (text: string) => new RegExp(`${name}(?![0-9a-f])`).test(text);
  const runs = records.flatMap((entry) =>
    entry.kind === 'test-results' && shas.has(entry.sha) ? [entry] : [],
  );
  const speaks = runs.findLast((run) => [...run.failures, ...run.passed].some(names));
  if (speaks === undefined) return 'missing';
  return speaks.failures.some(names) ? 'failed' : 'passed';
}

function finding(picks: readonly { name: string; state: State }[], facts: GateFacts): Finding {
  const { subject } = facts;
  const failed = picks.filter(({ state }) => state === 'failed').map(({ name }) => name);
  const missing = picks.filter(({ state }) => state === 'missing').map(({ name }) => name);
  const evidence = picks.map(
    ({ name, state }): Evidence => ({ what: `${name}: ${state}`, sha: subject.sha }),
  );
  if (failed.length + missing.length === 0) {
    const message =
      picks.length === 0
        ? 'nothing was picked since the last candidate'
        : `a regression case passed for ${picks.map(({ name }) => name).join(', ')}`;
    return {
      verdict: 'pass',
      code: 'focused-regression.passed',
      message,
      evidence,
      remedy: null,
      actor: null,
    };
  }
  const parts = [
    ...(failed.length === 0 ? [] : [`the regression case failed for ${failed.join(', ')}`]),
    ...(missing.length === 0 ? [] : [`no regression case on record names ${missing.join(', ')}`]),
  ];
  return {
    verdict: failed.length > 0 ? 'fail' : 'unknown',
    code: `focused-regression.${failed.length > 0 ? 'failed' : 'missing'}`,
    message: parts.join('; '),
    evidence,
    remedy: `run a case whose name has ${[...failed, ...missing][0]} in it on ${short(subject.sha)}, then: rel record test-results FILE ${subject.version}`,
    actor: 'qa',
  };
}
