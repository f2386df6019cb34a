import * as z from 'zod';
import type { FactRequest, JudgedPolicy } from '../domain/facts.ts';
import { short } from '../domain/git.ts';
import type { MergeForecast } from '../domain/merge-forecast.ts';
import type { Evidence, Finding } from '../domain/verdict.ts';
import { answerTo, type GateKind, ruleFields, unreadableFinding } from './gate.ts';
import {
  brokenEvidence,
  brokenWords,
  cleanWords,
  conflictRemedy,
  conflictWords,
  howAll,
} from './merges-cleanly/words.ts';

const Rule = z.strictObject({
  ...ruleFields,
  kind: z.literal('merges-cleanly'),
  into: z
    .array(z.string().min(1))
    .min(1)
    .describe(
      'branches, by name; `develop` and `production` stand for those of the policy, `rc` for every live RC that comes after, onto which it is picked',
    ),
  breaking: z
    .enum(['name', 'fail'])
    .default('name')
    .describe('open PRs against these branches that would conflict afterwards: name them, or fail'),
});
type Rule = z.infer<typeof Rule>;

/** The commit merges into each branch in memory; the open PRs that would conflict afterwards are named. */
export const mergesCleanly: GateKind<Rule> = {
  kind: 'merges-cleanly',
  summary:
    'the commit merges into the named branches without conflict; open PRs that it would break are named',
  schema: Rule,
  needs: (rule, { sha }, policy) => [request(rule, sha, policy)],
  evaluate(rule, { merges, subject, policy }) {
    const read = answerTo(merges, request(rule, subject.sha, policy));
    if (!read.ok)
      return unreadableFinding('merges-cleanly', `what merging ${short(subject.sha)} gives`, read);
    return finding(rule, read.value, short(subject.sha));
  },
};

function request({ into }: Rule, sha: string, { branches }: JudgedPolicy): FactRequest {
  const named = into.filter((word) => word !== 'rc');
  const meant = named.map((word) => (word === 'develop' || word === 'production' ? branches[word] : word));
  const rcs = named.length < into.length ? { rcs: true as const } : {};
  return { kind: 'merges', sha, into: [...new Set(meant)], ...rcs };
}

/** Worst first: a branch that conflicts outweighs one of which nothing is known. */
function finding(rule: Rule, forecasts: readonly MergeForecast[], sha: string): Finding {
  const evidence = forecasts.flatMap(evidenceOf);
  const conflicts = forecasts.filter((each) => each.outcome === 'conflict');
  if (conflicts.length > 0) {
    const message = conflictWords(sha, conflicts);
    const remedy = conflictRemedy(conflicts);
    return { verdict: 'fail', code: 'merges-cleanly.conflict', message, evidence, remedy, actor: 'rte' };
  }
  const broken = forecasts.flatMap((each) =>
    each.outcome === 'clean' && each.breaks.ok ? each.breaks.value.broken : [],
  );
  if (broken.length > 0 && rule.breaking === 'fail') {
    const message = `${sha} ${howAll(forecasts)}, and then ${brokenWords(broken)} would conflict`;
    const remedy =
      'let each of them take over this commit first (or close it), then run the same command again';
    const actor = broken[0]?.author ?? null;
    return { verdict: 'fail', code: 'merges-cleanly.breaks', message, evidence, remedy, actor };
  }
  return unknownFinding(rule, forecasts, evidence) ?? clean(forecasts, sha, evidence);
}

function unknownFinding(
  rule: Rule,
  forecasts: readonly MergeForecast[],
  evidence: Evidence[],
): Finding | null {
  const none = forecasts.filter((each) => each.outcome === 'no-branch').map(({ branch }) => branch);
  if (none.length > 0) {
    const message = `there is no branch ${none.join(', ')} on the remote`;
    const remedy = `push it, or correct \`into\` of the gate ${rule.id} in the policy`;
    return { verdict: 'unknown', code: 'merges-cleanly.none', message, evidence, remedy, actor: null };
  }
  for (const each of forecasts) {
    if (each.outcome === 'unreadable') return unreadableFinding('merges-cleanly', each.branch, each);
    if (each.outcome === 'clean' && !each.breaks.ok && rule.breaking === 'fail')
      return unreadableFinding('merges-cleanly', `the open PRs against ${each.branch}`, each.breaks);
  }
  return null;
}

function clean(forecasts: readonly MergeForecast[], sha: string, evidence: Evidence[]): Finding {
  const after = forecasts.flatMap((each) => {
    if (each.outcome !== 'clean') return [];
    const { branch, breaks } = each;
    if (!breaks.ok) return [`the open PRs against ${branch} could not be read: ${breaks.why}`];
    const { broken, total, tried } = breaks.value;
    const some = tried < total ? ` (${tried} of ${total} PRs tried)` : '';
    return broken.length > 0
      ? [`afterwards ${brokenWords(broken)} would conflict with ${branch}${some}`]
      : [];
  });
  const message = [cleanWords(sha, forecasts), ...after].join('; ');
  return { verdict: 'pass', code: 'merges-cleanly.clean', message, evidence, remedy: null, actor: null };
}

function evidenceOf(forecast: MergeForecast): Evidence[] {
  const { branch } = forecast;
  switch (forecast.outcome) {
    case 'no-branch':
      return [{ what: `${branch}: not there` }];
    case 'unreadable':
      return [{ what: `${branch}: ${forecast.why}` }];
    case 'conflict':
      return [{ what: `${branch}: conflicts in ${forecast.paths.join(', ')}`, sha: forecast.tip }];
    case 'clean': {
      const { breaks, tip } = forecast;
      const tried = breaks.ok ? `, ${breaks.value.tried} of ${breaks.value.total} open PRs tried` : '';
      const broken = breaks.ok ? breaks.value.broken.map((pr) => brokenEvidence(pr, branch)) : [];
      const how = forecast.by === 'picks' ? 'its picks apply' : 'merges cleanly';
      return [{ what: `${branch}: ${how}${tried}`, sha: tip }, ...broken];
    }
  }
}
