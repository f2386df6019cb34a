import * as z from 'zod';
import type { Issue } from '../domain/change.ts';
import type { FactRequest } from '../domain/facts.ts';
import type { Evidence } from '../domain/verdict.ts';
import { answerTo, type GateKind, ruleFields, unreadableFinding } from './gate.ts';

const Rule = z
  .strictObject({
    ...ruleFields,
    kind: z.literal('issues'),
    labels: z.array(z.string().min(1)).default([]).describe('issues that carry all of these labels'),
    milestone: z.string().min(1).optional().describe('issues in this milestone'),
  })
  .refine((r) => r.labels.length > 0 || r.milestone !== undefined, 'needs `labels` or a `milestone`');
type Rule = z.infer<typeof Rule>;

/** No open issue matches. */
export const issues: GateKind<Rule> = {
  kind: 'issues',
  summary: 'no open issue carries the labels and is in the milestone',
  schema: Rule,
  needs: (rule) => [request(rule)],
  evaluate(rule, facts) {
    const read = answerTo(facts.issues, request(rule));
    if (!read.ok) return unreadableFinding('issues', `the issues ${words(rule)}`, read);
    const open = read.value.filter((issue) => issue.state === 'OPEN');
    if (open.length === 0) {
      return {
        verdict: 'pass',
        code: 'issues.none',
        message: `no issue ${words(rule)} is open`,
        evidence: [],
        remedy: null,
        actor: null,
      };
    }
    return {
      verdict: 'fail',
      code: 'issues.open',
      message: `${open.length} ${open.length === 1 ? 'issue' : 'issues'} ${words(rule)} ${open.length === 1 ? 'is' : 'are'} open: ${open.map((i) => `#${i.number}`).join(', ')}`,
      evidence: open.map(evidence),
      remedy: 'close each of them, or move it to another version',
      actor: open.flatMap((issue) => issue.assignees)[0] ?? null,
    };
  },
};

const request = (rule: Rule): FactRequest => ({
  kind: 'issues',
  labels: rule.labels,
  milestone: rule.milestone ?? null,
});

function evidence(issue: Issue): Evidence {
  const who = issue.assignees.length > 0 ? issue.assignees.join(', ') : issue.author;
  return {
    what: `#${issue.number} ${issue.title}`,
    ...(who === null ? {} : { who }),
    url: issue.url,
  };
}

function words(rule: Rule): string {
  const labels =
    rule.labels.length === 0 ? [] : [`labelled ${rule.labels.map((l) => `\`${l}\``).join(' and ')}`];
  return [...labels, ...(rule.milestone === undefined ? [] : [`in milestone \`${rule.milestone}\``])].join(
    ' ',
  );
}
