import type { PullRequest } from '../../domain/change.ts';
import { RelError } from '../../domain/errors.ts';
import type { Sha } from '../../domain/git.ts';
import { listCommits } from '../../git/history.ts';
import { type CommitData, readCommits } from '../../git/objects.ts';
import { fetchObjects, fetchRefs } from '../../git/remote.ts';
import type { World } from '../world.ts';
import { onNoBranch } from './pull-request-trouble.ts';

/** A branch of the remote as it is now. */
export interface Branch {
  readonly name: string;
  readonly tip: Sha;
}

/** A merged PR and the branch that holds it. */
export interface MergedPullRequest {
  readonly pr: PullRequest;
  /** What GitHub names as its merge commit; its head where GitHub names none. */
  readonly landed: CommitData;
  /** False where its head cannot be fetched any more: a fork that is gone (fact 41). */
  readonly headKnown: boolean;
  /** The develop branch where that holds it, else its base, else another branch of a train. */
  readonly on: Branch;
  /** The branch on whose line it landed: its base, while that holds it. */
  readonly line: Branch;
}

/**
 * Finds each merged PR on a branch: GitHub's word alone does not do (facts 12 and 15). A few git processes, whatever
 * the number of PRs; one that is on no branch is answered with the error that says so.
 */
export async function locateMerged(
  world: World,
  pullRequests: readonly PullRequest[],
): Promise<Map<number, MergedPullRequest | RelError>> {
  await fetchWhatIsLeft(world, pullRequests);
  const points = pullRequests.map(pointOf);
  const here = await readCommits(world.repo, [...points, ...pullRequests.map((pr) => pr.headSha)]);
  const holds = await branchesHolding(world, pullRequests, new Set(points.filter((sha) => here.has(sha))));
  const located = new Map<number, MergedPullRequest | RelError>();
  for (const pr of pullRequests) {
    const landed = here.get(pointOf(pr));
    const { on, line } = holds(pr);
    const headKnown = here.has(pr.headSha);
    located.set(
      pr.number,
      landed === undefined || on === null
        ? await lost(world, pr)
        : { pr, landed, headKnown, on, line: line ?? on },
    );
  }
  return located;
}

const pointOf = (pr: PullRequest): Sha => pr.mergeCommit ?? pr.headSha;

const baseOf = ({ refs }: World, { base }: PullRequest): Branch[] => {
  const tip = refs.get(`refs/heads/${base}`)?.sha;
  return tip === undefined ? [] : [{ name: base, tip }];
};

/** The branches that a released change may be on, the develop branch first. */
export const knownBranches = ({ develop, production, live }: World): Branch[] => [
  { name: develop.branch, tip: develop.sha },
  ...live.map(({ branch, tip }) => ({ name: branch, tip })),
  ...(production.sha === null ? [] : [{ name: production.branch, tip: production.sha }]),
];

/** Base branches must be there; a head or a merge commit that nobody holds any more may be missing. */
async function fetchWhatIsLeft(world: World, pullRequests: readonly PullRequest[]): Promise<void> {
  const { repo, remote, refs } = world;
  const bases = pullRequests.flatMap((pr) => baseOf(world, pr).map(({ tip }) => tip));
  const optional = pullRequests.flatMap((pr) => [pointOf(pr), pr.headSha]);
  try {
    return await fetchObjects(repo, remote, [...new Set([...bases, ...optional])]);
  } catch (error) {
    if (!isUnreachable(error)) throw error;
  }
  // Git fetches all or nothing; the bases tell a remote that does not answer from an object that is gone.
  await fetchObjects(repo, remote, [...new Set(bases)]);
  const heads = pullRequests.map((pr) => `refs/pull/${pr.number}/head`).filter((name) => refs.has(name));
  await fetchRefs(repo, remote, heads);
  const here = await readCommits(repo, optional);
  for (const sha of new Set(optional.filter((sha) => !here.has(sha)))) {
    await fetchRefs(repo, remote, [sha]).catch((error: unknown) => {
      if (!isUnreachable(error)) throw error;
    });
  }
}

const isUnreachable = (error: unknown): boolean =>
  error instanceof RelError && error.code === 'remote-unreachable';

/** Which branch holds what each PR was merged as: one process a branch. */
async function branchesHolding(
  world: World,
  pullRequests: readonly PullRequest[],
  points: ReadonlySet<Sha>,
): Promise<(pr: PullRequest) => { readonly on: Branch | null; readonly line: Branch | null }> {
  const absent = new Map<Sha, ReadonlySet<Sha>>();
  const look = async (tips: readonly Sha[]) => {
    for (const tip of new Set(tips.filter((sha) => !absent.has(sha))))
      absent.set(tip, new Set(await listCommits(world.repo, { include: [...points], exclude: [tip] })));
  };
  const [develop, ...others] = knownBranches(world);
  const firstOf = (pr: PullRequest, branches: readonly Branch[]): Branch | null =>
    branches.find(({ tip }) => absent.get(tip)?.has(pointOf(pr)) === false) ?? null;
  const nearest = (pr: PullRequest) => [...(develop === undefined ? [] : [develop]), ...baseOf(world, pr)];
  await look(pullRequests.flatMap((pr) => nearest(pr).map(({ tip }) => tip)));
  const astray = pullRequests.filter((pr) => points.has(pointOf(pr)) && firstOf(pr, nearest(pr)) === null);
  if (astray.length > 0) await look(others.map(({ tip }) => tip));
  return (pr) => {
    if (!points.has(pointOf(pr))) return { on: null, line: null };
    return { on: firstOf(pr, [...nearest(pr), ...others]), line: firstOf(pr, baseOf(world, pr)) };
  };
}

/** The error for a PR that no branch holds, with the PR that brought its change where GitHub knows one. */
async function lost(world: World, pr: PullRequest): Promise<RelError> {
  const baseExists = baseOf(world, pr).length > 0;
  const read = (await world.github?.pullRequestsOfCommits([pointOf(pr)]))?.get(pointOf(pr));
  const numbers = read?.ok === true ? read.value.filter((number) => number !== pr.number) : [];
  const others = numbers.length === 0 ? null : await world.github?.pullRequests(numbers);
  const merged = [...(others?.values() ?? [])].flatMap((one) => (one.ok ? [one.value] : []));
  const carrier = merged.find((other) => other.state === 'MERGED' && other.headRef === pr.base);
  return onNoBranch(pr, baseExists, carrier ?? merged.find((other) => other.state === 'MERGED') ?? null);
}
