import * as z from 'zod';
import type { PullRequest } from '../domain/change.ts';
import { Select } from '../domain/policy.ts';
import type { Evidence, Finding } from '../domain/verdict.ts';
import { answerTo, type GateKind, ruleFields, unreadableFinding } from './gate.ts';

const Rule = z.strictObject({
  ...ruleFields,
  kind: z.literal('pull-requests'),
  select: Select.describe('the PRs it speaks of'),
  allowNone: z.boolean().default(false).describe('pass, too, where no PR is selected'),
});
type Rule = z.infer<typeof Rule>;

/** Every selected PR is merged. PRs closed without a merge are left out: nobody waits for them. */
export const pullRequests: GateKind<Rule> = {
  kind: 'pull-requests',
  summary: 'every selected PR is merged; none is open or a draft',
  schema: Rule,
  needs: (rule) => [{ kind: 'pull-requests', select: rule.select }],
  evaluate(rule, facts) {
    const read = answerTo(facts.pullRequests, { kind: 'pull-requests', select: rule.select });
    const what = words(rule.select);
    if (!read.ok) return unreadableFinding('pull-requests', `the PRs ${what}`, read);
    const open = read.value.filter((pr) => pr.state === 'OPEN');
    if (open.length > 0) return waiting(open, what);
    const merged = read.value.filter((pr) => pr.state === 'MERGED');
    if (merged.length === 0 && !rule.allowNone) return none(what);
    return {
      verdict: 'pass',
      code: 'pull-requests.merged',
      message: merged.length === 0 ? `there is no PR ${what}` : `all ${merged.length} PRs ${what} are merged`,
      evidence: merged.map(evidence),
      remedy: null,
      actor: null,
    };
  },
};

function waiting(open: readonly PullRequest[], what: string): Finding {
  const ready = open.filter((pr) => !pr.isDraft);
  const first = ready[0] ?? open[0];
  return {
    verdict: 'fail',
    code: ready.length > 0 ? 'pull-requests.open' : 'pull-requests.draft',
    message: `${open.length} of the PRs ${what} ${open.length === 1 ? 'is' : 'are'} not merged: ${open.map(name).join(', ')}`,
    evidence: open.map(evidence),
    remedy: 'merge or close each of them, or move it to another version',
    actor: first?.author ?? null,
  };
}

// An empty selection proves nothing: it is what a misspelt label or milestone gives, too.
const none = (what: string): Finding => ({
  verdict: 'unknown',
  code: 'pull-requests.none',
  message: `there is no PR ${what}`,
  evidence: [],
  remedy: `put the PRs there, or say \`allowNone: true\` in the policy if none may be right`,
  actor: null,
});

const name = (pr: PullRequest): string => `#${pr.number}${pr.isDraft ? ' (draft)' : ''}`;

const evidence = (pr: PullRequest): Evidence => ({
  what: `#${pr.number} ${pr.isDraft && pr.state === 'OPEN' ? 'draft' : pr.state.toLowerCase()}: ${pr.title}`,
  ...(pr.author === null ? {} : { who: pr.author }),
  ...(pr.mergedAt === null ? {} : { when: pr.mergedAt }),
  sha: pr.mergeCommit ?? pr.headSha,
  url: pr.url,
});

function words(select: Select): string {
  const parts = [
    select.label === undefined ? [] : [`labelled \`${select.label}\``],
    select.milestone === undefined ? [] : [`in milestone \`${select.milestone}\``],
    select.base === undefined ? [] : [`to \`${select.base}\``],
  ];
  return parts.flat().join(' ');
}
