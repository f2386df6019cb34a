import * as z from 'zod';
import type { FactRequest } from '../domain/facts.ts';
import type { FeatureBranch } from '../domain/feature-branch.ts';
import type { Finding } from '../domain/verdict.ts';
import { type Fault, faultWords, isUnknown } from './feature-branches/fault.ts';
import { faultsOf } from './feature-branches/faults.ts';
import { answerTo, type GateKind, ruleFields, unreadableFinding } from './gate.ts';

const Rule = z.strictObject({
  ...ruleFields,
  kind: z.literal('feature-branches'),
  match: z
    .string()
    .min(1)
    .describe('the FR branches of the release: `*` is any text without a slash, `**` any text'),
  allow: z
    .array(z.enum(['skipped', 'neutral']))
    .default([])
    .describe('conclusions of checks that are green beside success'),
  allowNone: z.boolean().default(false).describe('pass, too, where no branch fits'),
});
type Rule = z.infer<typeof Rule>;

/** Every FR branch has all its own PRs merged into it, and is on develop or can be merged there at once. */
export const featureBranches: GateKind<Rule> = {
  kind: 'feature-branches',
  summary:
    'every feature branch has all its own PRs merged into it, and is itself on develop or ready: not draft, green, mergeable',
  schema: Rule,
  needs: (rule) => [request(rule)],
  evaluate(rule, { featureBranches: answers, policy }) {
    const read = answerTo(answers, request(rule));
    if (!read.ok) return unreadableFinding('feature-branches', `the branches ${rule.match}`, read);
    if (read.value.length === 0 && !rule.allowNone) return none(rule);
    const { develop } = policy.branches;
    const faults = read.value.flatMap((branch) => faultsOf(branch, { allow: rule.allow, develop }));
    const evidence = read.value.map((branch) => evidenceOf(branch, develop));
    const worst = faultWords.flatMap((word) => faults.find((fault) => fault.word === word) ?? [])[0];
    if (worst !== undefined) return { ...faulty(worst, faults), evidence };
    return { ...passed(rule, read.value, develop), evidence };
  },
};

const request = ({ match }: Rule): FactRequest => ({ kind: 'feature-branches', match });

// No branch at all proves nothing: it is what a misspelt pattern gives, too.
const none = ({ match }: Rule): Finding => ({
  verdict: 'unknown',
  code: 'feature-branches.none',
  message: `there is no branch ${match} on the remote`,
  evidence: [],
  remedy: 'push them, correct `match`, or say `allowNone: true` in the policy if none may be right',
  actor: null,
});

const faulty = (worst: Fault, faults: readonly Fault[]): Omit<Finding, 'evidence'> => ({
  verdict: isUnknown(worst.word) ? 'unknown' : 'fail',
  code: `feature-branches.${worst.word}`,
  message: faults.map(({ words }) => words).join('; '),
  remedy: worst.remedy,
  actor: worst.actor,
});

function passed(
  { match }: Rule,
  branches: readonly FeatureBranch[],
  develop: string,
): Omit<Finding, 'evidence'> {
  const ready = branches.filter(({ state }) => state === 'apart').map(({ branch }) => branch);
  const words =
    branches.length === 0
      ? `there is no branch ${match}`
      : ready.length === 0
        ? `${branches.length === 1 ? 'the branch' : `all ${branches.length} branches`} ${match}: on ${develop}`
        : `ready to be merged into ${develop}: ${ready.join(', ')}; ${branches.length - ready.length} of ${branches.length} are there already`;
  const code = ready.length === 0 ? 'feature-branches.merged' : 'feature-branches.ready';
  return { verdict: 'pass', code, message: words, remedy: null, actor: null };
}

function evidenceOf(branch: FeatureBranch, develop: string) {
  const { tip: sha } = branch;
  if (branch.state === 'landed') {
    const { by } = branch;
    if (by === null) return { what: `${branch.branch}: on ${develop}`, sha };
    const who = by.author === null ? {} : { who: by.author };
    return { what: `${branch.branch}: on ${develop} by #${by.number}`, sha, url: by.url, ...who };
  }
  const own = branch.own.ok ? branch.own.value : null;
  if (own === null) return { what: `${branch.branch}: not on ${develop}`, sha };
  const who = own.author === null ? {} : { who: own.author };
  return { what: `${branch.branch}: #${own.number} ${own.title}`, sha, url: own.url, ...who };
}
