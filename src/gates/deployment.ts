import * as z from 'zod';
import type { GateFacts } from '../domain/facts.ts';
import { short } from '../domain/git.ts';
import type { LedgerEntry } from '../domain/ledger.ts';
import { minuteOf } from '../domain/time.ts';
import type { Finding } from '../domain/verdict.ts';
import { type GateKind, ruleFields, unreadableFinding } from './gate.ts';

const Rule = z.strictObject({
  ...ruleFields,
  kind: z.literal('deployment'),
  environment: z.string().min(1).describe('where it has to be deployed: production'),
  state: z
    .enum(['deployed', 'healthy'])
    .default('healthy')
    .describe('what has to be on record of it; healthy is deployed, too'),
});
type Rule = z.infer<typeof Rule>;
type Deployment = Extract<LedgerEntry, { kind: 'deployment' }>;

/** The last word on record of the environment is that this very commit is there, and well. */
export const deployment: GateKind<Rule> = {
  kind: 'deployment',
  summary: 'this very commit is what was deployed last to the environment, and is healthy there',
  schema: Rule,
  needs: () => [{ kind: 'records' }],
  evaluate(rule, facts) {
    const { records } = facts;
    if (!records.ok) return unreadableFinding('deployment', 'the record', records);
    const last = records.value.findLast(
      (entry) => entry.kind === 'deployment' && entry.environment === rule.environment,
    );
    return finding(rule, last?.kind === 'deployment' ? last : null, facts);
  },
};

function finding(rule: Rule, last: Deployment | null, { subject }: GateFacts): Finding {
  const { environment } = rule;
  const call = `rel record deployment ${subject.version} --environment ${environment} --state ${rule.state}`;
  const evidence = last === null ? [] : [evidenceOf(last)];
  const stops = (verdict: 'fail' | 'unknown', word: string, message: string, remedy: string): Finding => {
    return { verdict, code: `deployment.${word}`, message, evidence, remedy, actor: 'ops' };
  };
  const sha = short(subject.sha);
  const deploying = `deploy ${sha} to ${environment}, then: ${call}`;
  if (last === null) return stops('unknown', 'missing', `nothing is on record of ${environment}`, deploying);
  const since = `on ${environment} since ${minuteOf(last.at)}`;
  if (last.sha !== subject.sha)
    return stops('unknown', 'stale', `${last.state} ${since} is ${short(last.sha)}, not ${sha}`, deploying);
  switch (last.state) {
    case 'failed':
    case 'rolled-back':
      return stops('fail', last.state, `${sha} is ${last.state} ${since}`, `mend it; ${deploying}`);
    case 'deployed':
      if (rule.state === 'healthy')
        return stops(
          'unknown',
          'unproven',
          `${sha} is deployed ${since}, not known to be healthy`,
          `look, then: ${call}`,
        );
  }
  const message = `${sha} is ${last.state} ${since}`;
  return { verdict: 'pass', code: 'deployment.there', message, evidence, remedy: null, actor: null };
}

const evidenceOf = ({ environment, state, actor, at, sha, url }: Deployment) => ({
  ...{ what: `${state} on ${environment}`, who: actor.login, when: at, sha },
  ...(url === undefined ? {} : { url }),
});
