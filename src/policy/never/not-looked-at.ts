import type { Read } from '../../domain/errors.ts';
import type { Policy } from '../../domain/policy.ts';
import type { PolicyFacts } from './facts.ts';
import { rulesOf } from './remark.ts';

/** What a policy asks for that could not be looked at, so that nothing was said about it. */
export interface NotLookedAt {
  /** `teams`, `labels`, `checks` */
  readonly what: readonly string[];
  readonly why: string;
}

/** Everything that could not be looked at, by the reason; only what the policy has a use for. */
export function notLookedAt(policy: Policy, facts: PolicyFacts): NotLookedAt[] {
  const uses = (...kinds: readonly string[]) => kinds.some((kind) => rulesOf(policy, kind).length > 0);
  const byLabel = Object.values(policy.approvals).some(({ by }) => by.some((form) => 'label' in form));
  // A team that is gone or not to be seen is a remark; one that nobody could ask for is not.
  const team = Object.values(facts.teams).find((read) => !read.ok && read.permission === undefined);
  const looked: readonly (readonly [string, boolean, Read<unknown> | undefined])[] = [
    ['teams', team !== undefined, team],
    ['labels', byLabel || uses('issues', 'pull-requests', 'tickets'), facts.labels],
    ['milestones', uses('issues', 'pull-requests', 'tickets'), facts.milestones],
    ['checks', uses('checks'), facts.checks],
    ['workflows', uses('checks'), facts.workflows],
    ['branches', uses('merges-cleanly', 'pull-requests'), facts.branches],
    ['releases', policy.lines.length > 0, facts.lines],
    ['files', uses('command', 'document'), facts.files],
  ];
  const byReason = new Map<string, string[]>();
  for (const [what, used, read] of looked) {
    if (used && read !== undefined && !read.ok)
      byReason.set(read.why, [...(byReason.get(read.why) ?? []), what]);
  }
  return [...byReason].map(([why, what]) => ({ what, why }));
}
