import { behind, mergeRefusals } from '../../merge-rules.ts';
import type { Context, PullIssue } from '../types.ts';
import { rollupOf, rollupState } from './checks.ts';

/**
 * GitHub's `mergeStateStatus` (fact 16): UNKNOWN until the test merge was computed, and for what is closed; then the
 * first of DIRTY, BLOCKED (a draft, or refused by the base's protection), BEHIND, UNSTABLE, CLEAN that applies.
 */
export async function mergeStateStatus(issue: PullIssue, context: Context): Promise<string> {
  if (issue.state !== 'open') return 'UNKNOWN';
  const mergeable = await context.git.mergeable(issue);
  if (mergeable !== 'MERGEABLE') return mergeable === 'CONFLICTING' ? 'DIRTY' : 'UNKNOWN';
  const { state, origin } = context;
  const { headSha, draft } = issue.pull;
  // Squashing breaks no rule that another way of merging would keep.
  const refusals = await mergeRefusals(state, origin, issue, null, 'squash');
  if (draft || refusals.some((reason) => reason !== behind)) return 'BLOCKED';
  if (refusals.length > 0) return 'BEHIND';
  const green = rollupOf(context, headSha) === null || rollupState(context, headSha) === 'SUCCESS';
  return green ? 'CLEAN' : 'UNSTABLE';
}
