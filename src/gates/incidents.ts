import * as z from 'zod';
import type { GateFacts } from '../domain/facts.ts';
import { short } from '../domain/git.ts';
import type { LedgerEntry } from '../domain/ledger.ts';
import type { Evidence, Finding } from '../domain/verdict.ts';
import { type GateKind, ruleFields, unreadableFinding } from './gate.ts';

const Rule = z.strictObject({ ...ruleFields, kind: z.literal('incidents') });
type Rule = z.infer<typeof Rule>;

type Incident = Extract<LedgerEntry, { kind: 'incident' }>;
type State = 'covered' | 'failed' | 'untested' | 'no-test';

/** Every incident on record has a regression test that ran and passed on this very commit. */
export const incidents: GateKind<Rule> = {
  kind: 'incidents',
  summary: 'every incident on record is linked to a regression test that passed on this very commit',
  schema: Rule,
  needs: () => [{ kind: 'records' }],
  evaluate(_rule, facts) {
    const { records } = facts;
    if (!records.ok) return unreadableFinding('incidents', 'the record', records);
    return finding(
      newest(records.value).map((incident) => ({ incident, state: stateOf(incident, records.value, facts) })),
      facts,
    );
  },
};

/** The last word on each incident. */
function newest(records: readonly LedgerEntry[]): Incident[] {
  const all = records.flatMap((entry) => (entry.kind === 'incident' ? [entry] : []));
  return [...new Map(all.map((entry) => [entry.incident, entry])).values()];
}

function stateOf({ test }: Incident, records: readonly LedgerEntry[], { subject }: GateFacts): State {
  if (test === undefined) return 'no-test';
  const runs = records.flatMap((entry) =>
    entry.kind === 'test-results' && entry.sha === subject.sha ? [entry] : [],
  );
  const speaks = runs.findLast((run) => [...run.failures, ...run.passed].some((name) => name.includes(test)));
  if (speaks === undefined) return 'untested';
  return speaks.failures.some((name) => name.includes(test)) ? 'failed' : 'covered';
}

const order = ['failed', 'no-test', 'untested'] as const;

function finding(all: readonly { incident: Incident; state: State }[], { subject }: GateFacts): Finding {
  const worst = order.flatMap((word) => all.find(({ state }) => state === word) ?? [])[0];
  const evidence = all.map(({ incident }) => evidenceOf(incident));
  if (worst === undefined) {
    const message =
      all.length === 0
        ? 'no incident is on record'
        : `the tests of ${all.map(({ incident }) => incident.incident).join(', ')} passed on ${short(subject.sha)}`;
    return { verdict: 'pass', code: 'incidents.covered', message, evidence, remedy: null, actor: null };
  }
  const { incident, state } = worst;
  return {
    verdict: state === 'untested' ? 'unknown' : 'fail',
    code: `incidents.${state}`,
    message: all
      .flatMap((each) =>
        each.state === 'covered' ? [] : [`${each.incident.incident}: ${words(each.state, each.incident)}`],
      )
      .join('; '),
    evidence,
    remedy:
      state === 'no-test'
        ? `write a regression test, then: rel record incident ${subject.version} --id ${incident.incident} --title ... --test NAME`
        : `run that test on ${short(subject.sha)}, then: rel record test-results FILE ${subject.version}`,
    actor: state === 'failed' ? 'dev' : 'qa',
  };
}

function words(state: Exclude<State, 'covered'>, { test }: Incident): string {
  switch (state) {
    case 'failed':
      return `its test failed: ${test}`;
    case 'no-test':
      return 'no regression test is linked to it';
    case 'untested':
      return `its test has not run on this commit: ${test}`;
  }
}

function evidenceOf({ incident, title, url, actor, at }: Incident): Evidence {
  return { what: `${incident}: ${title}`, who: actor.login, when: at, ...(url === undefined ? {} : { url }) };
}
