import type { Change, PullRequest } from '../domain/change.ts';
import { found, type Read, unreadable } from '../domain/errors.ts';
import type { Sha } from '../domain/git.ts';
import { readCommits } from '../git/objects.ts';
import { versionEntries } from './ledger/entries.ts';
import { ownCommits } from './product-paths.ts';
import { commitsSinceRelease } from './since-release.ts';
import { subjectLine } from './subject-line.ts';
import type { World } from './world.ts';

/** The changes under judgement. */
export type ChangesReader = (() => Promise<Read<readonly Change[]>>) & {
  /** Reads what git knows of them ahead, where that is something. */
  readonly landed?: () => Promise<unknown>;
};

/** A commit that landed, and the one that its PR is looked for by. */
interface Landed {
  readonly commit: Sha;
  readonly source: Sha;
  readonly subject: string;
  readonly picked?: NonNullable<Change['picked']>;
}

/** What `sha` holds and no release before it does, in landing order. */
async function landedSinceRelease(world: World, version: string, sha: Sha): Promise<readonly Landed[]> {
  const commits = await ownCommits(world, await commitsSinceRelease(world, sha));
  const picks = await recordedPicks(world, version);
  const data = await readCommits(world.repo, commits);
  return commits.map((commit) => {
    const picked = picks.get(commit);
    const landed = { commit, source: picked?.source ?? commit, subject: subjectLine(data.get(commit)) };
    return picked === undefined ? landed : { ...landed, picked };
  });
}

/** Each with the PR it came by. A pick's PR is the one that the ledger recorded for it: the commit's own words prove nothing. */
async function withPullRequests(world: World, landed: readonly Landed[]): Promise<Read<readonly Change[]>> {
  const pullRequests = await mergedPullRequestsOf(
    world,
    landed.map(({ source }) => source),
  );
  if (!pullRequests.ok) return pullRequests;
  return found(
    landed.map(({ source, ...change }) => {
      return { ...change, pullRequest: pullRequests.value.get(source) ?? null };
    }),
  );
}

/** Every change of the product that a version brings, in landing order, asked for when it is first needed, and then only once. */
export function changesReader(world: World, version: string, sha: Sha): ChangesReader {
  const landed = once(() => landedSinceRelease(world, version, sha));
  const read = once(async () => withPullRequests(world, await landed()));
  return Object.assign(() => read(), { landed });
}

function once<T>(read: () => Promise<T>): () => Promise<T> {
  let reading: Promise<T> | null = null;
  return () => {
    reading ??= read();
    return reading;
  };
}

/** What the ledger says of each pick onto this version's branch, or the develop branch, by the commit that came of it. */
async function recordedPicks(
  world: World,
  version: string,
): Promise<Map<Sha, NonNullable<Change['picked']>>> {
  const { develop } = world;
  const entries = [
    ...(await versionEntries(world, develop.branch)),
    ...(await versionEntries(world, version)),
  ];
  const picks = entries.flatMap((entry) => {
    const isPick = entry.kind === 'pick' || entry.kind === 'sync';
    // What a person resolved is no longer what rel committed.
    const picked = isPick || (entry.kind === 'pick-request' && !entry.conflict) ? entry.picks : [];
    return picked.map(({ commit, source }) => [commit, { source, at: entry.at }] as const);
  });
  return new Map(picks);
}

/** The merged PR of each commit, where there is one. */
export async function mergedPullRequestsOf(
  { github }: World,
  commits: readonly Sha[],
): Promise<Read<ReadonlyMap<Sha, PullRequest>>> {
  if (github === null || commits.length === 0) return found(new Map());
  const numbers = new Map<Sha, number>();
  for (const [sha, read] of await github.landedBy(commits)) {
    if (!read.ok) return read;
    if (read.value !== null) numbers.set(sha, read.value);
  }
  const pullRequests = await github.pullRequests([...new Set(numbers.values())]);
  const bySha = new Map<Sha, PullRequest>();
  for (const [sha, number] of numbers) {
    const read = pullRequests.get(number) ?? unreadable(`#${number} was not read`);
    if (!read.ok) return read;
    if (read.value.state === 'MERGED') bySha.set(sha, read.value);
  }
  return found(bySha);
}
