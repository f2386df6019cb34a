import type { PullRequest } from '../../domain/change.ts';
import { found, type Read } from '../../domain/errors.ts';
import type { Sha } from '../../domain/git.ts';
import type { LedgerEntry } from '../../domain/ledger.ts';
import { mergedPullRequestsOf } from '../changes.ts';
import type { World } from '../world.ts';
import type { Landed } from './landed.ts';

/** What release notes tell as one thing: a PR with all that landed of it, or a commit that came by none. */
export interface NotedUnit {
  readonly pullRequest: PullRequest | null;
  /** In landing order; never empty. */
  readonly landed: readonly [Landed, ...Landed[]];
}

/** What landed, by its PRs, in the order of what landed first. A PR of rel's own stands for the PRs whose picks it delivered. */
export async function notedUnits(
  world: World,
  landed: readonly Landed[],
  entries: readonly LedgerEntry[],
): Promise<Read<NotedUnit[]>> {
  const first = await pullRequestsOf(world, landed);
  if (!first.ok) return first;
  const delivered = new Map(
    entries.flatMap((entry) => (entry.kind === 'pick-request' ? [[entry.head, entry.picks] as const] : [])),
  );
  const all = landed.flatMap((one): Landed[] => {
    const picks = delivered.get(first.value.get(one.source)?.headRef ?? '');
    return picks === undefined ? [one] : picks.map(({ source }) => ({ ...one, source }));
  });
  const read = all.length === landed.length && all.every((one) => landed.includes(one));
  const pullRequests = read ? first : await pullRequestsOf(world, all);
  return pullRequests.ok ? found(grouped(all, pullRequests.value)) : pullRequests;
}

const pullRequestsOf = (
  world: World,
  landed: readonly Landed[],
): Promise<Read<ReadonlyMap<Sha, PullRequest>>> =>
  mergedPullRequestsOf(world, [...new Set(landed.map(({ source }) => source))]);

function grouped(landed: readonly Landed[], pullRequests: ReadonlyMap<Sha, PullRequest>): NotedUnit[] {
  const units = new Map<string, NotedUnit>();
  for (const one of landed) {
    const pullRequest = pullRequests.get(one.source) ?? null;
    const key = pullRequest === null ? one.source : `#${pullRequest.number}`;
    const known = units.get(key);
    units.set(key, known === undefined ? { pullRequest, landed: [one] } : withMore(known, one));
  }
  return [...units.values()];
}

const withMore = ({ pullRequest, landed: [first, ...others] }: NotedUnit, more: Landed): NotedUnit => ({
  pullRequest,
  landed: [first, ...others, more],
});
