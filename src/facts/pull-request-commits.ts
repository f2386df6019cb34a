import type { PullRequest } from '../domain/change.ts';
import { RelError } from '../domain/errors.ts';
import type { Sha } from '../domain/git.ts';
import { listCommits, patchIds } from '../git/history.ts';
import { type CommitData, readCommits } from '../git/objects.ts';
import { fetchObjects } from '../git/remote.ts';
import type { Repository } from '../git/repository.ts';
import { type CommitIdentity, type Resolved, resolvePullRequest } from '../plans/resolve-pull-request.ts';
import type { World } from './world.ts';

/**
 * The commits of the base branch that each merged PR is, by number. How many git processes it takes does not depend
 * on the number of PRs, but for those that brought several commits without a merge commit.
 *
 * @throws RelError `pull-request-not-merged` for an open or closed PR, and for one whose merge commit is not on its
 *   base branch (facts 12 and 15).
 */
export async function commitsOfPullRequests(
  world: World,
  pullRequests: readonly PullRequest[],
): Promise<Map<number, Resolved>> {
  const { repo, remote } = world;
  const merged = pullRequests.map((pr) => mergedPullRequest(world, pr));
  await fetchObjects(repo, remote, [
    ...new Set(merged.flatMap(({ pr, mergeCommit, base }) => [pr.headSha, mergeCommit, base])),
  ]);
  await requireOnBase(repo, merged);
  const commits = await readCommits(
    repo,
    merged.map((m) => m.mergeCommit),
  );
  const lines = new Map<number, { authored: Sha[]; landed: Sha[] }>();
  for (const { pr, mergeCommit } of merged) {
    const single = (commits.get(mergeCommit)?.parents.length ?? 0) > 1 || pr.commitCount === 1;
    lines.set(pr.number, single ? { authored: [], landed: [] } : await linesOf(repo, pr, mergeCommit));
  }
  const all = [...lines.values()].flatMap(({ authored, landed }) => [...authored, ...landed]);
  const identities = await identitiesOf(repo, all);
  const identified = (shas: readonly Sha[] = []) => shas.flatMap((sha) => identities.get(sha) ?? []);
  return new Map(
    merged.map(({ pr, mergeCommit }) => {
      const { authored, landed } = lines.get(pr.number) ?? {};
      const parents = commits.get(mergeCommit)?.parents ?? [];
      const facts = { mergeCommit, parents, authored: identified(authored), landed: identified(landed) };
      return [pr.number, resolvePullRequest(facts)];
    }),
  );
}

interface MergedPullRequest {
  readonly pr: PullRequest;
  readonly mergeCommit: Sha;
  /** The tip of its base branch. */
  readonly base: Sha;
}

function mergedPullRequest(world: World, pr: PullRequest): MergedPullRequest {
  if (pr.state !== 'MERGED' || pr.mergeCommit === null) {
    const state =
      pr.state === 'CLOSED' ? 'closed without being merged' : pr.isDraft ? 'a draft' : 'still open';
    throw notMerged(
      `#${pr.number} is ${state}`,
      'only a merged PR can be picked',
      `${pr.state === 'CLOSED' ? 'reopen it and merge' : 'merge'} it into ${pr.base}, then run: rel pick ${pr.number}`,
    );
  }
  const base = world.refs.get(`refs/heads/${pr.base}`)?.sha;
  if (base !== undefined) return { pr, mergeCommit: pr.mergeCommit, base };
  throw notMerged(
    `#${pr.number} was merged into ${pr.base}, which is gone`,
    undefined,
    'name its commits instead: rel pick SHA',
  );
}

/** A PR's merge commit counts only where its base holds it: GitHub's word alone does not do. */
async function requireOnBase(repo: Repository, merged: readonly MergedPullRequest[]): Promise<void> {
  for (const base of new Set(merged.map((m) => m.base))) {
    const into = merged.filter((m) => m.base === base);
    const include = into.map((m) => m.mergeCommit);
    const absent = new Set(await listCommits(repo, { include, exclude: [base] }));
    const stray = into.find((m) => absent.has(m.mergeCommit));
    if (stray === undefined) continue;
    const { pr, mergeCommit } = stray;
    const why = `GitHub names ${mergeCommit} as its merge commit, and ${pr.base} does not hold it`;
    throw notMerged(`#${pr.number} is not on ${pr.base}`, why, 'name its commits instead: rel pick SHA');
  }
}

/** The PR's own commits, and as many of its base that end with the merge commit; both oldest first (fact 10). */
async function linesOf(repo: Repository, pr: PullRequest, mergeCommit: Sha) {
  const authored = await listCommits(repo, { include: [pr.headSha], exclude: [mergeCommit], noMerges: true });
  const line = await listCommits(repo, { include: [mergeCommit], exclude: [pr.headSha], firstParent: true });
  return { authored, landed: line.slice(-Math.max(authored.length, 1)) };
}

function notMerged(message: string, why: string | undefined, remedy: string): RelError {
  return new RelError({
    code: 'pull-request-not-merged',
    message,
    remedy,
    ...(why === undefined ? {} : { why }),
  });
}

async function identitiesOf(repo: Repository, shas: readonly Sha[]): Promise<Map<Sha, CommitIdentity>> {
  const [data, patches] = [await readCommits(repo, shas), await patchIds(repo, shas)];
  return new Map(
    [...data.values()].map((commit) => [
      commit.sha,
      { sha: commit.sha, patchId: patches.get(commit.sha) ?? null, authorship: authorshipOf(commit) },
    ]),
  );
}

const authorshipOf = ({ author, message }: CommitData): string =>
  `${author.name} <${author.email}> ${author.when}\n${message.toString('latin1')}`;
