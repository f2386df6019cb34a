import type { PullRequest } from '../../domain/change.ts';
import { RelError } from '../../domain/errors.ts';
import type { Sha } from '../../domain/git.ts';
import { readCommits } from '../../git/objects.ts';
import type { Source } from '../../plans/picks/forecast.ts';
import { resolvePullRequests } from '../sources/pull-request-commits.ts';
import { subjectLine } from '../subject-line.ts';
import type { World } from '../world.ts';

/** What landed as one thing: a merged PR with all of its commits where one is known, else one commit. */
export interface LandedChange {
  /** `#228`, or the commit's whole SHA: what `rel pick` takes for it. */
  readonly name: string;
  /** In landing order. */
  readonly commits: readonly LandedCommit[];
}

export interface LandedCommit {
  readonly source: Source;
  readonly subject: string;
}

/** The changes, and why GitHub could not say of each which PR it is; null where it could, or was not asked. */
export interface LandedChanges {
  readonly changes: readonly LandedChange[];
  readonly untold: string | null;
}

/**
 * The changes that these commits of a source branch belong to, in the order of their first commits. A commit whose PR
 * GitHub cannot tell, or that is none of its PR's commits, is a change by itself. Two requests and few git processes,
 * however many commits.
 */
export async function landedChanges(world: World, commits: readonly Sha[]): Promise<LandedChanges> {
  const { pullRequests, untold } = await mergedPullRequests(world, commits);
  const owners = new Map<Sha, readonly Source[]>();
  for (const [pr, landed] of await resolvePullRequests(world, pullRequests)) {
    if (landed instanceof RelError) continue;
    const sources = landed.commits.map((commit): Source => ({ ...commit, pr, refused: null }));
    for (const { sha } of sources) if (!owners.has(sha)) owners.set(sha, sources);
  }
  const data = await readCommits(world.repo, [...commits, ...owners.keys()]);
  const alone = (sha: Sha): Source[] => {
    const mainline = (data.get(sha)?.parents.length ?? 0) > 1 ? 1 : null;
    return [{ pr: null, sha, mainline, refused: null }];
  };
  const changes = commits.map((sha): [string, LandedChange] => {
    const sources = owners.get(sha) ?? alone(sha);
    const pr = sources[0]?.pr ?? null;
    const landed = sources.map((source) => ({ source, subject: subjectLine(data.get(source.sha)) }));
    const name = pr === null ? sha : `#${pr}`;
    return [name, { name, commits: landed }];
  });
  return { changes: [...new Map(changes).values()], untold };
}

interface KnownPullRequests {
  readonly pullRequests: readonly PullRequest[];
  readonly untold: string | null;
}

/** The merged PRs that GitHub knows the commits by. */
async function mergedPullRequests({ github }: World, commits: readonly Sha[]): Promise<KnownPullRequests> {
  if (github === null || commits.length === 0) return { pullRequests: [], untold: null };
  const known = [...(await github.pullRequestsOfCommits(commits)).values()];
  const numbers = new Set(known.flatMap((read) => (read.ok ? read.value.slice(0, 1) : [])));
  const read = [...(await github.pullRequests([...numbers])).values()];
  const pullRequests = read.flatMap((one) => (one.ok && one.value.state === 'MERGED' ? [one.value] : []));
  const untold = [...known, ...read].flatMap((one) => (one.ok ? [] : [one.why]));
  return { pullRequests, untold: untold[0] ?? null };
}
