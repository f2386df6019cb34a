import * as z from 'zod';
import type { Check } from '../domain/change.ts';
import { type Sha, short } from '../domain/git.ts';
import { durationMillis } from '../domain/time.ts';
import type { Evidence, Finding } from '../domain/verdict.ts';
import { latest } from './checks/latest.ts';
import { type CheckState, checkState, checkStates } from './checks/state.ts';
import { answerTo, durationField, type GateKind, ruleFields, unreadableFinding } from './gate.ts';

const Rule = z.strictObject({
  ...ruleFields,
  kind: z.literal('checks'),
  names: z.array(z.string().min(1)).min(1).describe('check runs or commit statuses, by name'),
  app: z.string().min(1).optional().describe('only check runs of this app (its slug: github-actions)'),
  workflow: z.string().min(1).optional().describe('only check runs of the workflow with this name'),
  maxAge: durationField.optional().describe('older results do not count: 36h, 2d'),
  allow: z
    .array(z.enum(['skipped', 'neutral']))
    .default([])
    .describe('conclusions that pass beside success'),
});
type Rule = z.infer<typeof Rule>;

/** One check that was asked for, as found; `check` is null where there is none. */
interface Reading {
  readonly name: string;
  readonly check: Check | null;
  readonly state: CheckState;
}

/** The named check runs and statuses are green on the exact SHA (facts 23 to 25). */
export const checks: GateKind<Rule> = {
  kind: 'checks',
  summary: 'the named check runs or statuses are green on this very commit',
  schema: Rule,
  needs: (_rule, subject) => [{ kind: 'checks', sha: subject.sha }],
  evaluate(rule, facts) {
    const { sha } = facts.subject;
    const read = answerTo(facts.checks, { kind: 'checks', sha });
    if (!read.ok) return unreadableFinding('checks', `the checks of ${short(sha)}`, read);
    const notBefore = rule.maxAge === undefined ? null : facts.now - durationMillis(rule.maxAge);
    const readings = rule.names.flatMap((name) => readingsOf(name, rule, read.value, notBefore));
    return finding(readings, sha);
  },
};

/** All that count under one name: every app's, and a status of that name as well, unless the rule picks one. */
function readingsOf(
  name: string,
  rule: Rule,
  all: readonly Check[],
  notBefore: number | null,
): readonly Reading[] {
  const counted = latest(
    all.filter(
      (check) =>
        check.name === name &&
        (rule.app === undefined || check.app === rule.app) &&
        (rule.workflow === undefined || check.workflow === rule.workflow),
    ),
  );
  if (counted.length === 0) return [{ name, check: null, state: 'missing' }];
  return counted.map((check) => ({
    name,
    check,
    state: checkState(check, { allow: rule.allow, notBefore }),
  }));
}

function finding(readings: readonly Reading[], sha: Sha): Finding {
  const worst = checkStates.find((state) => readings.some((r) => r.state === state)) ?? 'missing';
  const bad = readings.filter((r) => r.state !== 'green');
  return {
    verdict: worst === 'green' ? 'pass' : worst === 'failed' ? 'fail' : 'unknown',
    code: `checks.${worst}`,
    message:
      bad.length === 0
        ? `${readings.map((r) => r.name).join(', ')}: green on ${short(sha)}`
        : `on ${short(sha)}: ${bad.map(words).join(', ')}`,
    evidence: readings.map((reading) => evidence(reading, sha)),
    remedy: remedies[worst],
    actor: worst === 'green' ? null : 'ci',
  };
}

const remedies: Readonly<Record<CheckState, string | null>> = {
  failed: 'read the log at the URL; run it again if it is flaky, or pick a fix onto the branch',
  missing:
    'start it on this commit; see whether its workflow runs for this branch, and the name in the policy',
  pending: 'wait for it to end, then run the same command again',
  skipped: 'run it on this commit, or let the policy allow it: `allow: [skipped]`',
  stale: 'run it again on this commit',
  unrecognised: 'run it again on this commit',
  'too-old': 'run it again on this commit',
  green: null,
};

const words = (r: Reading): string =>
  `${r.name} is ${r.state === 'failed' || r.state === 'skipped' ? r.check?.conclusion : r.state.replace('-', ' ')}${origin(r)}`;

const origin = (r: Reading): string =>
  r.check === null ? '' : ` (${r.check.kind === 'status' ? 'status' : (r.check.app ?? 'check run')})`;

function evidence(reading: Reading, sha: Sha): Evidence {
  const { check, name } = reading;
  if (check === null) return { what: `${name}: none`, sha };
  const when = check.completedAt ?? check.startedAt;
  return {
    what: `${name}: ${check.completed ? (check.conclusion ?? 'no conclusion') : 'not finished'}`,
    ...(check.app === null ? {} : { who: check.app }),
    ...(when === null ? {} : { when }),
    sha,
    ...(check.url === null ? {} : { url: check.url }),
  };
}
