import { checkState } from './guard.ts';
import type { MergeMethod } from './merging.ts';
import type { Origin } from './origin.ts';
import { may, permissionOf } from './people.ts';
import { protectionsOf } from './rulesets.ts';
import type { Issue, Protection, Pull, Review, State } from './state.ts';

type PullIssue = Issue & { pull: Pull };

/** The latest opinion of each reviewer: a comment does not take an approval back (fact 19). */
export function latestOpinions(reviews: readonly Review[]): Review[] {
  const opinions = new Map<string, Review>();
  for (const review of reviews) {
    if (review.author === null || review.state === 'COMMENTED' || review.state === 'PENDING') continue;
    opinions.set(review.author, review);
  }
  return [...opinions.values()];
}

/** The one refusal that bringing the head up to date mends. */
export const behind = 'The head branch is not up to date with the base branch.';

/**
 * Why the base's protection refuses the merge, in GitHub's words;
 * empty where it does not, or the user bypasses it. `login` null: anybody who bypasses nothing.
 */
export async function mergeRefusals(
  state: State,
  origin: Origin,
  item: PullIssue,
  login: string | null,
  method: MergeMethod,
): Promise<string[]> {
  const rules = protectionsOf(state, item.pull.base);
  const reasons: string[] = [];
  for (const rule of rules) reasons.push(...(await refusalsBy(rule, state, origin, item, login, method)));
  return [...new Set(reasons)];
}

async function refusalsBy(
  rule: Protection,
  state: State,
  origin: Origin,
  item: PullIssue,
  login: string | null,
  method: MergeMethod,
): Promise<string[]> {
  const reasons: string[] = [];
  if (rule.locked) reasons.push('Cannot change this locked branch.');
  const barred = rule.mergeMethods !== undefined && !rule.mergeMethods.includes(method);
  if (barred && method !== 'merge') reasons.push(`This branch does not allow ${method} merges.`);
  if (method === 'merge' && (barred || rule.requiresLinearHistory))
    reasons.push('Merge commits are not allowed on this branch.');
  if (rule.restrictedTo !== null && login !== null && !rule.restrictedTo.includes(login))
    reasons.push("You're not authorized to push to this branch.");
  reasons.push(...reviewRefusals(state, item, rule.requiresPullRequest?.approvals ?? 0));
  for (const context of rule.requiredStatusChecks?.contexts ?? []) {
    const stands = checkState(state, item.pull.headSha, context);
    if (stands === 'failing') reasons.push(`Required status check "${context}" is failing.`);
    else if (stands !== 'passing') reasons.push(`Required status check "${context}" is expected.`);
  }
  const base = state.seenRefs[`refs/heads/${item.pull.base}`];
  if (rule.requiredStatusChecks?.strict === true && base !== undefined)
    if (!(await origin.isAncestor(base, item.pull.headSha))) reasons.push(behind);
  const bypass = login !== null && !rule.enforceAdmins && permissionOf(state, login) === 'admin';
  return bypass ? [] : reasons;
}

function reviewRefusals(state: State, item: PullIssue, needed: number): string[] {
  if (needed === 0) return [];
  const opinions = latestOpinions(item.pull.reviews).filter(({ author }) =>
    may(state, author ?? '', 'write'),
  );
  if (opinions.some((review) => review.state === 'CHANGES_REQUESTED'))
    return ['Changes have been requested by a reviewer with write access.'];
  const given = opinions.filter((review) => review.state === 'APPROVED').length;
  if (given >= needed) return [];
  const noun = needed === 1 ? 'approving review is' : 'approving reviews are';
  return [`At least ${needed} ${noun} required by reviewers with write access.`];
}
