import { fitsRefPattern } from '../../../../domain/ref-pattern.ts';
import { may } from '../../people.ts';
import type { Protection } from '../../state.ts';
import { connection, nothing } from '../connection.ts';
import { otherId } from '../other-id.ts';
import { type Args, type Context, maybe, type Resolvers, typed } from '../types.ts';
import { repository } from './owner.ts';
import { actor } from './people.ts';

const asRule = typed<Protection>('BranchProtectionRule');

/** Classic protection is shown to admins only (fact 26). */
const seen = ({ state, viewer }: Context): readonly Protection[] =>
  may(state, viewer.login, 'admin') ? state.protections : [];

/** The rule of a branch, by the ref's full name; null where there is none or the viewer may not see it. */
export const ruleOf = (context: Context, ref: string) => maybe(seen(context).find(isFor(ref)), asRule);

/** Whether a rule is for a ref, by its full name. */
const isFor =
  (ref: string) =>
  ({ branch }: Protection): boolean =>
    fitsRefPattern(`refs/heads/${branch}`, ref);

/** What everybody may see of a branch's rule; null where it has none. */
export const updateRuleOf = ({ state }: Context, ref: string) =>
  maybe(state.protections.find(isFor(ref)), typed<Protection>('RefUpdateRule'));

export const ruleList = (context: Context, args: Args) =>
  connection(seen(context), args, { node: asRule, key: ({ branch }) => branch });

const BranchProtectionRule: Resolvers<Protection> = {
  id: ({ branch }) => otherId('BPR', branch),
  pattern: ({ branch }) => branch,
  pushAllowances: ({ restrictedTo }, args) =>
    connection(restrictedTo ?? [], args, { node: typed<string>('PushAllowance'), key: (login) => login }),
  repository: () => repository,
  allowsDeletions: ({ allowsDeletions }) => allowsDeletions,
  allowsForcePushes: ({ allowsForcePushes }) => allowsForcePushes,
  dismissesStaleReviews: ({ requiresPullRequest }) => requiresPullRequest?.dismissStale ?? false,
  blocksCreations: ({ blocksCreations }) => blocksCreations ?? false,
  bypassPullRequestAllowances: nothing,
  isAdminEnforced: ({ enforceAdmins }) => enforceAdmins,
  lockBranch: ({ locked }) => locked,
  requiredApprovingReviewCount: ({ requiresPullRequest }) => requiresPullRequest?.approvals ?? null,
  requiredDeploymentEnvironments: () => [],
  requiredStatusCheckContexts: ({ requiredStatusChecks }) => requiredStatusChecks?.contexts ?? [],
  requiresApprovingReviews: ({ requiresPullRequest }) => requiresPullRequest !== null,
  requiresCommitSignatures: ({ requiresSignatures }) => requiresSignatures,
  requiresDeployments: () => false,
  requiresLinearHistory: ({ requiresLinearHistory }) => requiresLinearHistory,
  requiresStatusChecks: ({ requiredStatusChecks }) => requiredStatusChecks !== null,
  requiresStrictStatusChecks: ({ requiredStatusChecks }) => requiredStatusChecks?.strict ?? false,
  restrictsPushes: ({ restrictedTo }) => restrictedTo !== null,
};

const PushAllowance: Resolvers<string> = {
  id: (login) => otherId('PA', login),
  actor: (login, _, context) => actor(context, login),
};

const RefUpdateRule: Resolvers<Protection> = {
  allowsDeletions: ({ allowsDeletions }) => allowsDeletions,
  allowsForcePushes: ({ allowsForcePushes }) => allowsForcePushes,
  blocksCreations: ({ blocksCreations }) => blocksCreations ?? false,
  pattern: ({ branch }) => branch,
  requiredApprovingReviewCount: ({ requiresPullRequest }) => requiresPullRequest?.approvals ?? null,
  requiredStatusCheckContexts: ({ requiredStatusChecks }) => requiredStatusChecks?.contexts ?? [],
  requiresLinearHistory: ({ requiresLinearHistory }) => requiresLinearHistory,
  requiresSignatures: ({ requiresSignatures }) => requiresSignatures,
  viewerCanPush: ({ restrictedTo, locked }, _, { state, viewer }) =>
    !locked && may(state, viewer.login, 'write') && (restrictedTo?.includes(viewer.login) ?? true),
};

/** Nobody may merge without a review where one is required. */
const BypassPullRequestAllowance = PushAllowance;

export const protectionTypes = {
  BranchProtectionRule,
  BypassPullRequestAllowance,
  PushAllowance,
  RefUpdateRule,
};
