import * as z from 'zod';
import { activeRules } from '../rulesets.ts';
import type { Protection } from '../state.ts';
import { type Ask, again, change, noContent, ok, param } from './ask.ts';
import { list } from './page.ts';
import { found, refuse } from './refuse.ts';
import { paging, type Route, reads, takes } from './route.ts';
import { fullBranch, protection, shortBranch } from './shapes/branch.ts';

const head = 'refs/heads/';
const logins = z.strictObject({
  users: z.array(z.string()),
  teams: z.array(z.string()).max(0),
  apps: z.array(z.string()).max(0).optional(),
});
const contexts = z.strictObject({
  strict: z.boolean(),
  contexts: z.array(z.string()).optional(),
  checks: z.array(z.strictObject({ context: z.string(), app_id: z.literal(-1).optional() })).optional(),
});
const rules = z.strictObject({
  required_status_checks: contexts.nullable(),
  enforce_admins: z.boolean().nullable(),
  required_pull_request_reviews: z
    .strictObject({
      dismiss_stale_reviews: z.boolean().optional(),
      require_code_owner_reviews: z.literal(false).optional(),
      require_last_push_approval: z.literal(false).optional(),
      required_approving_review_count: z.number().int().min(0).max(6).optional(),
    })
    .nullable(),
  restrictions: logins.nullable(),
  required_linear_history: z.boolean().optional(),
  allow_force_pushes: z.boolean().nullish(),
  allow_deletions: z.boolean().optional(),
  lock_branch: z.boolean().optional(),
});

function ruleOf(branch: string, body: z.infer<typeof rules>): Protection {
  const { required_status_checks: checks, required_pull_request_reviews: review } = body;
  const names = [...(checks?.contexts ?? []), ...(checks?.checks ?? []).map(({ context }) => context)];
  return {
    branch,
    requiredStatusChecks: checks && { strict: checks.strict, contexts: [...new Set(names)] },
    requiresPullRequest: review && {
      approvals: review.required_approving_review_count ?? 1,
      dismissStale: review.dismiss_stale_reviews ?? false,
    },
    requiresLinearHistory: body.required_linear_history ?? false,
    requiresSignatures: false,
    allowsForcePushes: body.allow_force_pushes ?? false,
    allowsDeletions: body.allow_deletions ?? false,
    locked: body.lock_branch ?? false,
    enforceAdmins: body.enforce_admins ?? false,
    restrictedTo: body.restrictions?.users ?? null,
  };
}

/** The branch's tip; 404 as GitHub says it. */
function tipOf(ask: Ask): string {
  const sha = ask.state.seenRefs[`${head}${param(ask, 'branch')}`];
  if (sha === undefined) throw refuse(404, 'Branch not found');
  return sha;
}

const ruleFor = (ask: Ask): Protection => {
  const rule = ask.state.protections.find(({ branch }) => branch === param(ask, 'branch'));
  if (rule === undefined) throw refuse(404, 'Branch not protected');
  return rule;
};

const path = '/repos/{owner}/{repo}/branches/{branch}';
const admin = { needs: 'admin', permission: 'administration=write' } as const;

/** Branches, their classic protection, and the active rules of their rulesets. */
export const routes: readonly Route[] = [
  reads('GET /repos/{owner}/{repo}/branches', { query: ['protected', ...paging] }, (ask) => {
    const wanted = ask.query.get('protected');
    const all = Object.entries(ask.state.seenRefs)
      .filter(([ref]) => ref.startsWith(head))
      .map(([ref, sha]) => shortBranch(ask, ref.slice(head.length), sha))
      .filter((branch) => wanted === null || String(branch.protected) === wanted);
    return list(ask, all, (branch) => branch);
  }),
  reads(`GET ${path}`, {}, async (ask) => {
    const sha = tipOf(ask);
    return ok(fullBranch(ask, param(ask, 'branch'), found((await ask.origin.commits([sha])).get(sha))));
  }),
  reads(`GET ${path}/protection`, { needs: 'admin', permission: 'administration=read' }, (ask) => {
    tipOf(ask);
    return ok(protection(ask, ruleFor(ask)));
  }),
  takes(`PUT ${path}/protection`, admin, rules, async (ask, body) => {
    tipOf(ask);
    const rule = ruleOf(param(ask, 'branch'), body);
    await change(ask, ({ state }) => {
      const before = state.protections.find(({ branch }) => branch === rule.branch);
      state.protections = state.protections.filter((each) => each !== before);
      state.protections.push({ ...rule, requiresSignatures: before?.requiresSignatures ?? false });
    });
    const now = await again(ask);
    return ok(protection(now, ruleFor(now)));
  }),
  reads(`DELETE ${path}/protection`, admin, async (ask) => {
    ruleFor(ask);
    await change(ask, ({ state }) => {
      state.protections = state.protections.filter(({ branch }) => branch !== param(ask, 'branch'));
    });
    return noContent;
  }),
  reads('GET /repos/{owner}/{repo}/rules/branches/{branch}', { query: paging }, (ask) =>
    list(ask, activeRules(ask.state, param(ask, 'branch')), (rule) => rule),
  ),
];
