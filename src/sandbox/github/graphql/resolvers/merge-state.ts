import { checkState } from '../../guard.ts';
import { baseTip } from '../../pulls.ts';
import type { Context, PullIssue } from '../types.ts';
import { rollupOf, rollupState } from './checks.ts';
import { reviewDecision } from './review.ts';

/**
 * GitHub's `mergeStateStatus` (fact 16): UNKNOWN until the test merge was computed, and for what is closed; then the
 * first of DIRTY, BLOCKED (draft, missing review or required check, locked), BEHIND, UNSTABLE, CLEAN that applies.
 */
export async function mergeStateStatus(issue: PullIssue, context: Context): Promise<string> {
  if (issue.state !== 'open') return 'UNKNOWN';
  const mergeable = await context.git.mergeable(issue);
  if (mergeable !== 'MERGEABLE') return mergeable === 'CONFLICTING' ? 'DIRTY' : 'UNKNOWN';
  const { state, git } = context;
  const { pull } = issue;
  const rule = state.protections.find(({ branch }) => branch === pull.base);
  const checks = rule?.requiredStatusChecks;
  const unmet = checks?.contexts.some((name) => checkState(state, pull.headSha, name) !== 'passing');
  const decision = reviewDecision(issue, context);
  const unapproved = decision !== null && decision !== 'APPROVED';
  if (issue.pull.draft || rule?.locked === true || unmet === true || unapproved) return 'BLOCKED';
  if (checks?.strict === true && !(await git.isAncestor(baseTip(state, pull, true), pull.headSha)))
    return 'BEHIND';
  const green = rollupOf(context, pull.headSha) === null || rollupState(context, pull.headSha) === 'SUCCESS';
  return green ? 'CLEAN' : 'UNSTABLE';
}
