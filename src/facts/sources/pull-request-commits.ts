import type { PullRequest } from '../../domain/change.ts';
import { RelError } from '../../domain/errors.ts';
import type { Sha } from '../../domain/git.ts';
import { mergeBase, readGraph } from '../../git/history.ts';
import type { Repository } from '../../git/repository.ts';
import { type CommitGraph, reach } from '../../plans/sources/commit-graph.ts';
import type { Resolution, Resolved } from '../../plans/sources/resolve-pull-request.ts';
import type { World } from '../world.ts';
import { resolveIndirect } from './indirect-merge.ts';
import { type Branch, locateMerged, type MergedPullRequest } from './merged-pull-requests.ts';
import { unmerged, untold } from './pull-request-trouble.ts';
import { resolveRewrittenCommits } from './rewritten-commits.ts';

/** The commits that a merged PR is, and where they are. */
export interface LandedPullRequest extends Resolved {
  /** The develop branch where that holds them, else the PR's base, else another branch of a train. */
  readonly on: Branch;
  /** The branch on whose line they landed: the PR's base, while that holds them. */
  readonly line: Branch;
}

/**
 * The commits that each merged PR is, by number. How many git processes it takes does not depend on the number of PRs,
 * but for those that came to their base without a merge of their own.
 *
 * @throws RelError `pull-request-not-merged` for the first PR that is open or closed, is on no branch, or whose commits
 *   cannot be told for sure.
 */
export async function commitsOfPullRequests(
  world: World,
  pullRequests: readonly PullRequest[],
): Promise<Map<number, LandedPullRequest>> {
  const all = new Map<number, LandedPullRequest>();
  for (const [number, landed] of await resolvePullRequests(world, pullRequests)) {
    if (landed instanceof RelError) throw landed;
    all.set(number, landed);
  }
  return all;
}

/** The branch on whose line each commit of the PRs landed. */
export const linesOf = (landed: Iterable<LandedPullRequest>): Map<Sha, Branch> =>
  new Map([...landed].flatMap(({ commits, line }) => commits.map(({ sha }) => [sha, line] as const)));

/** The same, with the error in the place of each PR that has one. */
export async function resolvePullRequests(
  world: World,
  pullRequests: readonly PullRequest[],
): Promise<Map<number, LandedPullRequest | RelError>> {
  const located = await locateMerged(
    world,
    pullRequests.filter((pr) => pr.state === 'MERGED'),
  );
  const merged = [...located.values()].flatMap((one) => (one instanceof RelError ? [] : [one]));
  const resolutions = await resolveAll(world, merged);
  const landed = (pr: PullRequest): LandedPullRequest | RelError => {
    const found = located.get(pr.number);
    if (found === undefined || found instanceof RelError) return found ?? unmerged(pr);
    const resolution = resolutions.get(pr.number);
    if (resolution?.kind === 'resolved') return { ...resolution.resolved, on: found.on, line: found.line };
    return untold(pr, resolution?.why ?? '');
  };
  return new Map(pullRequests.map((pr) => [pr.number, landed(pr)]));
}

type Settled = Exclude<Resolution, { kind: 'ask' }>;

async function resolveAll(world: World, merged: readonly MergedPullRequest[]): Promise<Map<number, Settled>> {
  const all = new Map<number, Settled>();
  const others = merged.filter((one) => {
    const isMerge = one.landed.parents.length === 2 && one.landed.parents[1] === one.pr.headSha;
    if (isMerge) all.set(one.pr.number, asMerge(one.landed.sha));
    return !isMerge;
  });
  const graph = await graphOf(world.repo, others);
  const indirect = others.filter((one) => one.headKnown && holdsHead(graph, one));
  const rewritten = others.filter((one) => !indirect.includes(one) && one.landed.parents.length < 2);
  for (const { pr } of others)
    all.set(pr.number, { kind: 'unclear', why: 'its merge does not hold its head' });
  const asked = rewritten.map(({ pr, landed, headKnown }) => ({
    number: pr.number,
    mergeCommit: landed.sha,
    head: headKnown ? pr.headSha : null,
    commitCount: pr.commitCount,
  }));
  for (const [number, one] of await resolveRewrittenCommits(world, graph, asked)) all.set(number, one);
  for (const { pr, landed, on } of indirect) {
    const since = landed.sha === pr.headSha ? on.tip : landed.sha;
    const past = await readGraph(world.repo, { include: [since], exclude: [pr.headSha] });
    all.set(pr.number, await resolveIndirect(world.repo, past, { pr, since }));
  }
  return all;
}

const asMerge = (sha: Sha): Settled => ({
  kind: 'resolved',
  resolved: { how: 'merge', commits: [{ sha, mainline: 1 }] },
});

/** Heads and merge commits back to what all of them have in common. */
async function graphOf(repo: Repository, merged: readonly MergedPullRequest[]): Promise<CommitGraph> {
  const tips = merged.flatMap(({ pr, landed, headKnown }) => (headKnown ? [landed.sha, pr.headSha] : []));
  const [first, ...rest] = new Set(tips);
  if (first === undefined || rest.length === 0) return new Map();
  const shared = await mergeBase(repo, first, ...rest);
  return readGraph(repo, { include: [first, ...rest], exclude: shared === null ? [] : [shared] });
}

/** True where the merge commit holds the head: what is beyond the graph's edge is held by all in it. */
const holdsHead = (graph: CommitGraph, { pr, landed }: MergedPullRequest): boolean =>
  !graph.has(pr.headSha) || reach(graph, [landed.sha]).has(pr.headSha);
