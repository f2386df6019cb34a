import type { Change, PullRequest } from '../domain/change.ts';
import { found, type Read, unreadable } from '../domain/errors.ts';
import type { Sha } from '../domain/git.ts';
import { listCommits } from '../git/history.ts';
import { readCommits } from '../git/objects.ts';
import { versionEntries } from './ledger/entries.ts';
import { subjectLine } from './subject-line.ts';
import type { World } from './world.ts';

/**
 * Every change a version brings: what `sha` holds and no release before it does, in landing order, each with the
 * PR it came by. A pick's PR is the one that the ledger recorded for it: the commit's own words prove nothing.
 */
async function changesSinceRelease(
  world: World,
  version: string,
  sha: Sha,
): Promise<Read<readonly Change[]>> {
  const { repo, released } = world;
  const exclude = released.map((release) => release.commit);
  const commits = await listCommits(repo, { include: [sha], exclude, firstParent: true });
  const picks = await recordedPicks(world, version);
  const sources = commits.map((commit) => picks.get(commit)?.source ?? commit);
  const pullRequests = await pullRequestsOf(world, sources);
  if (!pullRequests.ok) return pullRequests;
  const data = await readCommits(repo, commits);
  return found(
    commits.map((commit, index) => ({
      commit,
      subject: subjectLine(data.get(commit)),
      pullRequest: pullRequests.value.get(sources[index] ?? commit) ?? null,
    })),
  );
}

/** The same, asked for when it is first needed, and then only once. */
export function changesReader(
  world: World,
  version: string,
  sha: Sha,
): () => Promise<Read<readonly Change[]>> {
  let reading: Promise<Read<readonly Change[]>> | null = null;
  return () => {
    reading ??= changesSinceRelease(world, version, sha);
    return reading;
  };
}

/** What the ledger says of each pick onto this version's branch: commit to source. */
async function recordedPicks(world: World, version: string): Promise<Map<Sha, { source: Sha }>> {
  const entries = await versionEntries(world, version);
  const picks = entries.flatMap((entry) => {
    const isPick = entry.kind === 'pick' || entry.kind === 'sync';
    // What a person resolved is no longer what rel committed.
    return isPick || (entry.kind === 'pick-request' && !entry.conflict) ? entry.picks : [];
  });
  return new Map(picks.map((pick) => [pick.commit, pick]));
}

/** The merged PR of each commit, where there is one. */
async function pullRequestsOf(
  { github }: World,
  commits: readonly Sha[],
): Promise<Read<ReadonlyMap<Sha, PullRequest>>> {
  if (github === null || commits.length === 0) return found(new Map());
  const numbers = new Map<Sha, number>();
  for (const [sha, read] of await github.pullRequestsOfCommits(commits)) {
    if (!read.ok) return read;
    const [first] = read.value;
    if (first !== undefined) numbers.set(sha, first);
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
