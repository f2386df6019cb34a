import { may } from '../../people.ts';
import type { Protection } from '../../state.ts';
import { connection } from '../connection.ts';
import { otherId } from '../other-id.ts';
import { type Args, type Context, maybe, type Resolvers, typed } from '../types.ts';
import { repository } from './owner.ts';

const asRule = typed<Protection>('BranchProtectionRule');

/** Classic protection is shown to admins only (fact 26). */
const seen = ({ state, viewer }: Context): readonly Protection[] =>
  may(state, viewer.login, 'admin') ? state.protections : [];

/** The rule of a branch, by the ref's full name; null where there is none or the viewer may not see it. */
export const ruleOf = (context: Context, ref: string) =>
  maybe(
    seen(context).find(({ branch }) => `refs/heads/${branch}` === ref),
    asRule,
  );

export const ruleList = (context: Context, args: Args) =>
  connection(seen(context), args, { node: asRule, key: ({ branch }) => branch });

export const BranchProtectionRule: Resolvers<Protection> = {
  id: ({ branch }) => otherId('BPR', branch),
  pattern: ({ branch }) => branch,
  repository: () => repository,
  allowsDeletions: ({ allowsDeletions }) => allowsDeletions,
  allowsForcePushes: ({ allowsForcePushes }) => allowsForcePushes,
  dismissesStaleReviews: ({ requiresPullRequest }) => requiresPullRequest?.dismissStale ?? false,
  isAdminEnforced: ({ enforceAdmins }) => enforceAdmins,
  lockBranch: ({ locked }) => locked,
  requiredApprovingReviewCount: ({ requiresPullRequest }) => requiresPullRequest?.approvals ?? null,
  requiredStatusCheckContexts: ({ requiredStatusChecks }) => requiredStatusChecks?.contexts ?? [],
  requiresApprovingReviews: ({ requiresPullRequest }) => (requiresPullRequest?.approvals ?? 0) > 0,
  requiresCommitSignatures: ({ requiresSignatures }) => requiresSignatures,
  requiresLinearHistory: ({ requiresLinearHistory }) => requiresLinearHistory,
  requiresStatusChecks: ({ requiredStatusChecks }) => requiredStatusChecks !== null,
  requiresStrictStatusChecks: ({ requiredStatusChecks }) => requiredStatusChecks?.strict ?? false,
  restrictsPushes: ({ restrictedTo }) => restrictedTo !== null,
};
