import type { Change, PullRequest } from '../../domain/change.ts';
import type { Contents } from '../../domain/contents.ts';
import { earlierHeads } from '../../gates/approvals/given-for.ts';
import type { World } from '../world.ts';
import { readContents } from './contents.ts';

/** Answers what PRs were at the earlier heads that these approvals, by name, were given for. */
export type ContentsReader = (approvals: readonly string[]) => Promise<Contents>;

/** The same for all of these PRs at once, when it is first asked for, and then only once. */
export function contentsReader(world: World, pullRequests: Iterable<PullRequest>): ContentsReader {
  const all = [...pullRequests];
  const known = new Map<string, Promise<Contents>>();
  return (approvals) => {
    const key = JSON.stringify(approvals);
    const heads = (pr: PullRequest) => earlierHeads(pr, approvals, world.policy);
    const reading =
      known.get(key) ??
      readContents(
        world,
        all.map((pr) => ({ pr, heads: heads(pr) })),
      );
    known.set(key, reading);
    return reading;
  };
}

/** The PRs of the changes, each once. */
export const pullRequestsIn = (changes: readonly Change[]): PullRequest[] => [
  ...new Map(changes.flatMap(({ pullRequest: pr }) => (pr === null ? [] : [[pr.url, pr]]))).values(),
];
