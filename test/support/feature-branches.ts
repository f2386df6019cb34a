import { found } from '../../src/domain/errors.ts';
import type { FeatureBranch, OwnPullRequest } from '../../src/domain/feature-branch.ts';
import { checkOf, shaOf } from './gate-facts.ts';

export type Apart = Extract<FeatureBranch, { state: 'apart' }>;

/** An open PR of dora's from a feature branch. */
export const ownPullRequest = (number: number, over: Partial<OwnPullRequest> = {}): OwnPullRequest => ({
  ...{ number, title: 'Wish lists', url: `https://github.com/acme/shop/pull/${number}`, isDraft: false },
  ...{ headSha: shaOf('a'), author: 'dora', state: 'OPEN', mergeCommit: null },
  ...over,
});

/** These PRs are open against a branch. */
export const against = (...pulls: readonly OwnPullRequest[]) => found({ total: pulls.length, newest: pulls });

/** `feature/1.8.0/a`, which develop has. */
export const landed: Extract<FeatureBranch, { state: 'landed' }> = {
  ...{ branch: 'feature/1.8.0/a', tip: shaOf('a'), open: against() },
  state: 'landed',
  by: null,
};

/** `feature/1.8.0/b`, which develop does not have; its PR is #9, green, and it merges. */
export const apart = (over: Partial<Apart> = {}): FeatureBranch => ({
  ...{ branch: 'feature/1.8.0/b', tip: shaOf('b'), open: against(), own: found(ownPullRequest(9)) },
  ...{ checks: found([checkOf()]), conflicts: found([]) },
  state: 'apart',
  ...over,
});
