import type { CommitData } from '../../commit-data.ts';
import type { Protection } from '../../state.ts';
import { repoApi, repoWeb, type World } from '../ask.ts';
import { commit } from './commit.ts';
import { simpleUser } from './user.ts';

const branchApi = (world: World, name: string) =>
  `${repoApi(world)}/branches/${name.split('/').map(encodeURIComponent).join('/')}`;

const rulesOf = (world: World, name: string): Protection | undefined =>
  world.state.protections.find(({ branch }) => branch === name);

/** What everybody may see of a branch's protection: the required checks and nothing else (fact 26). */
function publicProtection(rule: Protection | undefined) {
  const contexts = rule?.requiredStatusChecks?.contexts ?? [];
  const level = contexts.length === 0 ? 'off' : rule?.enforceAdmins === true ? 'everyone' : 'non_admins';
  const checks = contexts.map((context) => ({ context, app_id: null }));
  return {
    enabled: rule !== undefined,
    required_status_checks: { enforcement_level: level, contexts, checks },
  };
}

/** GitHub's `short-branch`. */
export function shortBranch(world: World, name: string, sha: string) {
  const rule = rulesOf(world, name);
  return {
    name,
    commit: { sha, url: `${repoApi(world)}/commits/${sha}` },
    protected: rule !== undefined,
    protection: publicProtection(rule),
    protection_url: `${branchApi(world, name)}/protection`,
  };
}

/** GitHub's `branch-with-protection`. */
export function fullBranch(world: World, name: string, tip: CommitData) {
  const self = branchApi(world, name);
  return {
    ...shortBranch(world, name, tip.sha),
    commit: commit(world, tip),
    _links: { self, html: `${repoWeb(world)}/tree/${name.split('/').map(encodeURIComponent).join('/')}` },
  };
}

/** GitHub's `branch-protection` and `protected-branch`: the rule in full, for those who may administer it. */
export function protection(world: World, rule: Protection) {
  const url = `${branchApi(world, rule.branch)}/protection`;
  const { requiredStatusChecks: checks, requiresPullRequest: review, restrictedTo } = rule;
  return {
    url,
    ...(checks === null
      ? {}
      : {
          required_status_checks: {
            url: `${url}/required_status_checks`,
            strict: checks.strict,
            contexts: checks.contexts,
            contexts_url: `${url}/required_status_checks/contexts`,
            checks: checks.contexts.map((context) => ({ context, app_id: null })),
          },
        }),
    ...(review === null
      ? {}
      : {
          required_pull_request_reviews: {
            url: `${url}/required_pull_request_reviews`,
            dismiss_stale_reviews: review.dismissStale,
            require_code_owner_reviews: false,
            require_last_push_approval: false,
            required_approving_review_count: review.approvals,
          },
        }),
    ...(restrictedTo === null
      ? {}
      : {
          restrictions: {
            url: `${url}/restrictions`,
            users_url: `${url}/restrictions/users`,
            teams_url: `${url}/restrictions/teams`,
            apps_url: `${url}/restrictions/apps`,
            users: restrictedTo.map((login) => simpleUser(world, login)),
            teams: [],
            apps: [],
          },
        }),
    required_signatures: { url: `${url}/required_signatures`, enabled: rule.requiresSignatures },
    enforce_admins: { url: `${url}/enforce_admins`, enabled: rule.enforceAdmins },
    required_linear_history: { enabled: rule.requiresLinearHistory },
    allow_force_pushes: { enabled: rule.allowsForcePushes },
    allow_deletions: { enabled: rule.allowsDeletions },
    block_creations: { enabled: false },
    required_conversation_resolution: { enabled: false },
    lock_branch: { enabled: rule.locked },
    allow_fork_syncing: { enabled: false },
  };
}
