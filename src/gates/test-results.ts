import * as z from 'zod';
import type { GateFacts } from '../domain/facts.ts';
import { short } from '../domain/git.ts';
import type { LedgerEntry } from '../domain/ledger.ts';
import type { TestSuite } from '../domain/records.ts';
import { durationMillis, millisOf, minuteOf } from '../domain/time.ts';
import type { Evidence, Finding } from '../domain/verdict.ts';
import { durationField, type GateKind, ruleFields, unreadableFinding } from './gate.ts';

const Rule = z.strictObject({
  ...ruleFields,
  kind: z.literal('test-results'),
  suites: z
    .array(z.string().min(1))
    .min(1)
    .describe('the suites that have to be on record: sanity, regression'),
  minTests: z
    .int()
    .min(1)
    .default(1)
    .describe('how many tests each of them has to have run, skipped ones not counted'),
  knownFailures: z
    .array(z.string().min(1))
    .default([])
    .describe('cases that may fail, by a part of their name that nothing else has'),
  maxAge: durationField.optional().describe('older results do not count'),
});
type Rule = z.infer<typeof Rule>;

type Run = Extract<LedgerEntry, { kind: 'test-results' }>;

/** How one suite stands with the commit under judgement; a closed union. */
type Standing =
  | {
      readonly state: 'passed' | 'failed' | 'too-few' | 'old';
      readonly run: Run;
      readonly suite: TestSuite;
      readonly failures: readonly string[];
    }
  | { readonly state: 'stale'; readonly run: Run }
  | { readonly state: 'missing' };

/** Every named suite is on record for this very commit, ran enough tests, and none failed but the known ones. */
export const testResults: GateKind<Rule> = {
  kind: 'test-results',
  summary: 'the named suites are on record for this very commit, with no failure beyond the known ones',
  schema: Rule,
  needs: () => [{ kind: 'records' }],
  evaluate(rule, facts) {
    if (!facts.records.ok) return unreadableFinding('test-results', 'the record', facts.records);
    const runs = facts.records.value.flatMap((entry) => (entry.kind === 'test-results' ? [entry] : []));
    return finding(
      rule.suites.map((name) => ({ name, standing: standingOf(name, runs, rule, facts) })),
      facts,
    );
  },
};

/** The newest run of the suite on this commit speaks. */
function standingOf(name: string, runs: readonly Run[], rule: Rule, { subject, now }: GateFacts): Standing {
  const having = runs.filter((run) => run.suites.some((suite) => suite.name === name));
  const run = having.findLast(({ sha }) => sha === subject.sha);
  const suite = run?.suites.find((each) => each.name === name);
  if (run === undefined || suite === undefined) {
    const other = having.at(-1);
    return other === undefined ? { state: 'missing' } : { state: 'stale', run: other };
  }
  const failures = unknownFailures(run, suite, rule);
  const base = { run, suite, failures };
  const at = millisOf(run.at);
  const oldest = rule.maxAge === undefined ? null : now - durationMillis(rule.maxAge);
  if (failures.length > 0) return { ...base, state: 'failed' };
  if (suite.tests - suite.skipped < rule.minTests) return { ...base, state: 'too-few' };
  if (oldest !== null && (at === null || at < oldest)) return { ...base, state: 'old' };
  return { ...base, state: 'passed' };
}

/** The failures of the suite that nobody has listed. One whose name is not on record is not known to be known. */
function unknownFailures(run: Run, suite: TestSuite, { knownFailures }: Rule): string[] {
  const named =
    run.suites.length === 1 ? run.failures : run.failures.filter((f) => f.startsWith(`${suite.name} > `));
  const nameless = suite.failed - named.length;
  const unknown = named.filter((failure) => !knownFailures.some((known) => failure.includes(known)));
  return nameless > 0 ? [...unknown, `${nameless} without a name on record`] : unknown;
}

const order = ['failed', 'too-few', 'stale', 'missing', 'old'] as const;

function finding(suites: readonly { name: string; standing: Standing }[], facts: GateFacts): Finding {
  const worst = order.flatMap((word) => suites.find(({ standing }) => standing.state === word) ?? [])[0];
  const evidence = suites.flatMap(({ name, standing }) => evidenceOf(name, standing));
  if (worst === undefined) {
    const message = suites.map(({ name, standing }) => words(name, standing, facts)).join(', ');
    return { verdict: 'pass', code: 'test-results.passed', message, evidence, remedy: null, actor: null };
  }
  const { state } = worst.standing;
  const fails = state === 'failed' || state === 'too-few';
  return {
    verdict: fails ? 'fail' : 'unknown',
    code: `test-results.${state}`,
    message: suites
      .filter(({ standing }) => standing.state !== 'passed')
      .map(({ name, standing }) => words(name, standing, facts))
      .join('; '),
    evidence,
    remedy: fails
      ? 'mend what fails, and tag the next candidate; or list it under knownFailures in the policy'
      : `run the suite ${worst.name} on ${short(facts.subject.sha)}, then: rel record test-results FILE ${facts.subject.version} --suite ${worst.name}`,
    actor: 'qa',
  };
}

function words(name: string, standing: Standing, { subject }: GateFacts): string {
  switch (standing.state) {
    case 'passed':
      return `${name}: ${standing.suite.tests - standing.suite.skipped} tests passed${standing.suite.failed === 0 ? '' : ' but for known failures'}`;
    case 'failed':
      return `${name}: ${standing.suite.failed} failed: ${standing.failures.slice(0, 3).join(', ')}${standing.failures.length > 3 ? ', ...' : ''}`;
    case 'too-few':
      return `${name}: only ${standing.suite.tests - standing.suite.skipped} tests ran`;
    case 'old':
      return `${name}: on record since ${minuteOf(standing.run.at)}, which is too old`;
    case 'stale':
      return `${name}: on record for ${short(standing.run.sha)}, not for ${short(subject.sha)}`;
    case 'missing':
      return `${name}: not on record`;
  }
}

function evidenceOf(name: string, standing: Standing): Evidence[] {
  if (!('run' in standing)) return [];
  const { actor, at, sha } = standing.run;
  return [{ what: `results of ${name}`, who: actor.login, when: at, sha }];
}
