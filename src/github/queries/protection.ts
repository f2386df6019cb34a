import type { RefName } from '../../domain/git.ts';
import { type Fields, inHex } from './fields.ts';

const allowed = (name: string) =>
  `${name}(first: 100) { nodes { actor { __typename ... on User { login } ... on App { slug } ... on Team { combinedSlug } } } }`;

/** Every rule of classic protection; GitHub shows them to admins only (fact 26). */
export const protectionRules: Fields<null> = {
  name: 'ProtectionRules',
  of: 'repository',
  alias: () => 'protectionRules',
  field: () => `branchProtectionRules(first: 100) {
    nodes {
      pattern isAdminEnforced lockBranch allowsForcePushes allowsDeletions blocksCreations restrictsPushes
      requiresApprovingReviews requiresCommitSignatures requiresLinearHistory requiresDeployments
      requiresStatusChecks requiredStatusCheckContexts requiredDeploymentEnvironments
      ${allowed('pushAllowances')}
      ${allowed('bypassPullRequestAllowances')}
    }
    pageInfo { hasNextPage endCursor }
  }`,
};

interface Allowance {
  readonly actor: {
    readonly __typename: string;
    readonly login?: string;
    readonly slug?: string;
    readonly combinedSlug?: string;
  } | null;
}
interface Allowances {
  readonly nodes: readonly (Allowance | null)[] | null;
}

export interface ProtectionRule {
  readonly pattern: string;
  readonly isAdminEnforced: boolean;
  readonly lockBranch: boolean;
  readonly allowsForcePushes: boolean;
  readonly allowsDeletions: boolean;
  readonly blocksCreations: boolean;
  readonly restrictsPushes: boolean;
  readonly requiresApprovingReviews: boolean;
  readonly requiresCommitSignatures: boolean;
  readonly requiresLinearHistory: boolean;
  readonly requiresDeployments: boolean;
  readonly requiresStatusChecks: boolean;
  readonly requiredStatusCheckContexts: readonly (string | null)[] | null;
  readonly requiredDeploymentEnvironments: readonly (string | null)[] | null;
  readonly pushAllowances: Allowances;
  readonly bypassPullRequestAllowances: Allowances;
}

export interface ProtectionRules {
  readonly nodes: readonly (ProtectionRule | null)[] | null;
  readonly pageInfo: { readonly hasNextPage: boolean };
}

/** What everybody may see of the protection of one branch that is there. */
export const updateRule: Fields<RefName> = {
  name: 'UpdateRules',
  of: 'repository',
  alias: (ref) => `rule_${inHex(ref)}`,
  field: (ref) => `ref(qualifiedName: ${JSON.stringify(ref)}) {
    refUpdateRule {
      pattern allowsForcePushes allowsDeletions blocksCreations requiredApprovingReviewCount
      requiredStatusCheckContexts requiresLinearHistory requiresSignatures viewerCanPush
    }
  }`,
};

export interface UpdateRule {
  readonly refUpdateRule: {
    readonly pattern: string;
    readonly allowsForcePushes: boolean;
    readonly allowsDeletions: boolean;
    readonly blocksCreations: boolean;
    readonly requiredApprovingReviewCount: number | null;
    readonly requiredStatusCheckContexts: readonly (string | null)[] | null;
    readonly requiresLinearHistory: boolean;
    readonly requiresSignatures: boolean;
    readonly viewerCanPush: boolean;
  } | null;
}
