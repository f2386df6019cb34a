import type { Change, PullRequest } from '../../domain/change.ts';
import type { Contents } from '../../domain/contents.ts';
import { earlierHeads } from '../../gates/approvals/given-for.ts';
import type { World } from '../world.ts';
import type { Awaiting } from './awaiting.ts';
import { readContents } from './contents.ts';

/** Answers what PRs were at the earlier heads that these approvals, by name, were given for. */
export type ContentsReader = (approvals: readonly string[]) => Awaiting<Contents>;

/** The same for all of these PRs at once, when it is first asked for, and then only once. */
export function contentsReader(world: World, pullRequests: Iterable<PullRequest>): ContentsReader {
  const all = [...pullRequests];
  const known = new Map<string, Awaiting<Contents>>();
  return (approvals) => {
    const key = JSON.stringify(approvals);
    const heads = (pr: PullRequest) => earlierHeads(pr, approvals, world.policy);
    const contents =
      known.get(key) ??
      readContents(
        world,
        all.map((pr) => ({ pr, heads: heads(pr) })),
      );
    let reading: Promise<Contents> | null = null;
    const read = () => {
      reading ??= contents.read();
      // What it needed is here.
      known.set(key, { commits: [], read });
      return reading;
    };
    if (!known.has(key)) known.set(key, { ...contents, read });
    return known.get(key) ?? contents;
  };
}

/** The PRs of the changes, each once. */
export const pullRequestsIn = (changes: readonly Change[]): PullRequest[] => [
  ...new Map(changes.flatMap(({ pullRequest: pr }) => (pr === null ? [] : [[pr.url, pr]]))).values(),
];
