import { type BranchRules, noRules } from '../../domain/branch-rules.ts';
import type { Stamp } from '../../domain/plan.ts';
import type { SyncRequest } from '../../domain/sync-request.ts';
import { requireGitHub } from '../requests/delivery-branch.ts';
import type { World } from '../world.ts';
import type { SyncedBranch } from './targets.ts';

/** How something reaches a branch. */
export interface SyncWay {
  readonly rules: BranchRules;
  readonly byRequest: boolean;
  /** What a person should know of the way that was taken. */
  readonly warnings: readonly string[];
}

/**
 * By a PR where the policy or the branch's rules demand it, and where they cannot be read: a PR is never refused.
 * Without GitHub everything is pushed.
 *
 * @throws RelError `usage` where a PR is demanded and there is no GitHub.
 */
export async function syncWay(
  world: World,
  { kind, target: { branch } }: SyncedBranch,
  { request, stamp }: { readonly request: SyncRequest; readonly stamp: Stamp },
): Promise<SyncWay> {
  const { github, policy, signer } = world;
  const asked = request.deliver ?? policy.sync.deliver;
  if (asked === 'pull-request')
    requireGitHub(world, 'nothing can be brought by a PR', 'push it (--deliver push)');
  if (github === null) return { rules: noRules, byRequest: false, warnings: [] };
  const read = await github.branchRules(branch);
  const rules = read.ok ? read.value : { ...noRules, hidden: true };
  if (asked !== 'auto') return { rules, byRequest: asked === 'pull-request', warnings: [] };
  const picksByRequest = kind !== 'develop' && policy.pick.deliver === 'pull-request';
  const maySign = !rules.signed || signer?.commits === true;
  const mayPush = rules.pushers === null || rules.pushers.includes(stamp.actor.login);
  const isFree = rules.byPullRequest.length === 0 && maySign && mayPush;
  if (!isFree || picksByRequest) return { rules, byRequest: true, warnings: [] };
  if (!rules.hidden) return { rules, byRequest: false, warnings: [] };
  const why = read.ok ? 'this token may not read how it is protected' : read.why;
  const instead = 'to push all the same, say `sync: { deliver: push }` in the policy, or --deliver push';
  return { rules, byRequest: true, warnings: [`${branch} gets a PR: ${why}; ${instead}`] };
}
