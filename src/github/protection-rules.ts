import type { PushRuleKind } from '../domain/push-rules.ts';
import type { RefRule } from '../domain/ref-rules.ts';
import type { ProtectionRule, UpdateRule } from './queries/protection.ts';

/** Who asks: admins get past what is not enforced for them. */
export interface Asker {
  readonly login: string;
  readonly isAdmin: boolean;
}

/** A rule of classic protection in the words of all rules: one for each thing that it demands. */
export function rulesOfProtection(rule: ProtectionRule, { login, isAdmin }: Asker): RefRule[] {
  const by = `the branch protection of ${rule.pattern}`;
  const bypass: RefRule['bypass'] = isAdmin && !rule.isAdminEnforced ? 'always' : 'never';
  const has = (isOn: boolean, kind: PushRuleKind, more: Partial<RefRule> = {}): RefRule[] =>
    isOn ? [{ kind, by, bypass, ...more }] : [];
  const pushers = actorsOf(rule.pushAllowances);
  const reviewless = actorsOf(rule.bypassPullRequestAllowances);
  const mine = (names: readonly string[]): RefRule['bypass'] =>
    names.includes(login) ? 'silently' : names.some((name) => name.includes('/')) ? 'unknown' : bypass;
  const checks = texts(rule.requiredStatusCheckContexts);
  const places = texts(rule.requiredDeploymentEnvironments);
  return [
    ...has(rule.requiresApprovingReviews, 'pull-request', { bypass: mine(reviewless) }),
    ...has(rule.requiresStatusChecks && checks.length > 0, 'status-checks', { names: checks }),
    ...has(rule.requiresDeployments, 'deployments', { names: places }),
    ...has(rule.requiresLinearHistory, 'linear-history'),
    ...has(rule.requiresCommitSignatures, 'signatures'),
    ...has(rule.lockBranch, 'locked'),
    ...has(rule.restrictsPushes, 'pushers', { bypass: mine(pushers), names: pushers }),
    ...has(rule.restrictsPushes && rule.blocksCreations, 'creation', { bypass: mine(pushers) }),
    // Nobody gets past these two, admins included.
    ...has(!rule.allowsForcePushes, 'force-push', { bypass: 'never' }),
    ...has(!rule.allowsDeletions, 'deletion', { bypass: 'never' }),
  ];
}

/** The same of what everybody may see: not whether it is locked, wants deployments, or lets admins past. */
export function rulesOfUpdate(rule: NonNullable<UpdateRule['refUpdateRule']>): RefRule[] {
  const by = `the branch protection of ${rule.pattern}`;
  const has = (isOn: boolean, kind: PushRuleKind, more: Partial<RefRule> = {}): RefRule[] =>
    isOn ? [{ kind, by, bypass: 'never', ...more }] : [];
  const checks = texts(rule.requiredStatusCheckContexts);
  return [
    ...has(rule.requiredApprovingReviewCount !== null, 'pull-request'),
    ...has(checks.length > 0, 'status-checks', { names: checks }),
    ...has(rule.requiresLinearHistory, 'linear-history'),
    ...has(rule.requiresSignatures, 'signatures'),
    ...has(!rule.viewerCanPush, 'pushers'),
    ...has(!rule.allowsForcePushes, 'force-push'),
    ...has(!rule.allowsDeletions, 'deletion'),
  ];
}

const texts = (all: readonly (string | null)[] | null): string[] => (all ?? []).flatMap((one) => one ?? []);

/** Logins, `SLUG[bot]` for Apps, ORG/TEAM for teams. */
function actorsOf({ nodes }: ProtectionRule['pushAllowances']): string[] {
  return (nodes ?? []).flatMap((node) => {
    const actor = node?.actor;
    if (actor === null || actor === undefined) return [];
    return actor.combinedSlug ?? (actor.slug === undefined ? (actor.login ?? []) : `${actor.slug}[bot]`);
  });
}
