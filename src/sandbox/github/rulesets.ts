import { fitsRefPattern } from '../../domain/ref-pattern.ts';
import type { Protection, Ruleset, State } from './state.ts';

/** What a ruleset is about. */
export const targetOf = ({ target = 'branch' }: Ruleset) => target;

/** Whether a ruleset is for the branch of this name. */
const isFor = (ruleset: Ruleset, branch: string): boolean =>
  targetOf(ruleset) === 'branch' && ruleset.branches.some((pattern) => fitsRefPattern(pattern, branch));

/** The active rules of a branch, as `GET /repos/{owner}/{repo}/rules/branches/{branch}` shows them. */
export const activeRules = ({ owner, name, rulesets = [] }: State, branch: string) =>
  rulesets
    .filter((ruleset) => isFor(ruleset, branch))
    .flatMap(({ id, rules }) =>
      rules.map((rule) => ({
        ...rule,
        ...{ ruleset_source_type: 'Repository', ruleset_source: `${owner}/${name}`, ruleset_id: id },
      })),
    );

/** Every rule that protects a branch: its classic protection, and rulesets in the same words, which nobody bypasses. */
export const protectionsOf = (state: State, branch: string): Protection[] => [
  ...state.protections.filter((rule) => fitsRefPattern(rule.branch, branch)),
  ...(state.rulesets ?? [])
    .filter((ruleset) => isFor(ruleset, branch))
    .map((each) => ofRuleset(each, branch)),
];

/** Every check that some rule requires. */
export const requiredContexts = ({ protections, rulesets = [] }: State): Set<string> =>
  new Set([
    ...protections.flatMap(({ requiredStatusChecks }) => requiredStatusChecks?.contexts ?? []),
    ...rulesets.flatMap((ruleset) => ofRuleset(ruleset, '').requiredStatusChecks?.contexts ?? []),
  ]);

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
    ...(review?.parameters.allowed_merge_methods === undefined
      ? {}
      : { mergeMethods: review.parameters.allowed_merge_methods }),
  };
}
