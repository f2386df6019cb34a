import * as z from 'zod';
import type { Protection, Ruleset, State } from './state.ts';

const approvals = z.number().int().min(0).max(10);

/** The rules of rulesets that the embedded GitHub knows, in GitHub's own form. */
const Rule = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('deletion') }),
  z.strictObject({ type: z.literal('non_fast_forward') }),
  z.strictObject({ type: z.literal('required_linear_history') }),
  z.strictObject({ type: z.literal('required_signatures') }),
  z.strictObject({
    type: z.literal('pull_request'),
    parameters: z
      .strictObject({
        allowed_merge_methods: z
          .array(z.enum(['merge', 'squash', 'rebase']))
          .min(1)
          .optional(),
        dismiss_stale_reviews_on_push: z.boolean().default(false),
        require_code_owner_review: z.literal(false).default(false),
        require_last_push_approval: z.literal(false).default(false),
        required_approving_review_count: approvals.default(0),
        required_review_thread_resolution: z.literal(false).default(false),
      })
      .prefault({}),
  }),
  z.strictObject({
    type: z.literal('required_status_checks'),
    parameters: z.strictObject({
      required_status_checks: z.array(z.strictObject({ context: z.string() })),
      strict_required_status_checks_policy: z.boolean().default(false),
    }),
  }),
]);

/** A ruleset as `PUT /_sandbox/rulesets` takes it: for branches by their names, which need not exist yet. */
export const NewRuleset = z.strictObject({ branches: z.array(z.string()).min(1), rules: z.array(Rule) });

/** The active rules of a branch, as `GET /repos/{owner}/{repo}/rules/branches/{branch}` shows them. */
export const activeRules = ({ owner, name, rulesets = [] }: State, branch: string) =>
  rulesets
    .filter(({ branches }) => branches.includes(branch))
    .flatMap(({ id, rules }) =>
      rules.map((rule) => ({
        ...rule,
        ...{ ruleset_source_type: 'Repository', ruleset_source: `${owner}/${name}`, ruleset_id: id },
      })),
    );

/** Every rule that protects a branch: its classic protection, and rulesets in the same words, which nobody bypasses. */
export const protectionsOf = (state: State): Protection[] => [
  ...state.protections,
  ...(state.rulesets ?? []).flatMap((ruleset) =>
    ruleset.branches.map((branch) => ofRuleset(ruleset, branch)),
  ),
];

function ofRuleset({ rules }: Ruleset, branch: string): Protection {
  const has = (type: string): boolean => rules.some((rule) => rule.type === type);
  const review = rules.find((rule) => rule.type === 'pull_request');
  const checks = rules.find((rule) => rule.type === 'required_status_checks');
  return {
    branch,
    requiredStatusChecks:
      checks === undefined
        ? null
        : {
            strict: checks.parameters.strict_required_status_checks_policy,
            contexts: checks.parameters.required_status_checks.map(({ context }) => context),
          },
    requiresPullRequest:
      review === undefined
        ? null
        : {
            approvals: review.parameters.required_approving_review_count,
            dismissStale: review.parameters.dismiss_stale_reviews_on_push,
          },
    requiresLinearHistory: has('required_linear_history'),
    requiresSignatures: has('required_signatures'),
    allowsForcePushes: !has('non_fast_forward'),
    allowsDeletions: !has('deletion'),
    locked: false,
    enforceAdmins: true,
    restrictedTo: null,
    ruleset: true,
    ...(review?.parameters.allowed_merge_methods === undefined
      ? {}
      : { mergeMethods: review.parameters.allowed_merge_methods }),
  };
}
