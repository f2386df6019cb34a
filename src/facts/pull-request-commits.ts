import type { PullRequest } from '../domain/change.ts';
import { RelError } from '../domain/errors.ts';
import type { Sha } from '../domain/git.ts';
import { isAncestor, listCommits, patchIds } from '../git/history.ts';
import { type CommitData, readCommits } from '../git/objects.ts';
import { fetchObjects } from '../git/remote.ts';
import type { Repository } from '../git/repository.ts';
import { type CommitIdentity, type Resolved, resolvePullRequest } from '../plans/resolve-pull-request.ts';
import type { World } from './world.ts';

/**
 * The commits of the base branch that a merged PR is.
 *
 * @throws RelError `pull-request-not-merged` for an open or closed PR, and for one whose merge commit is not on its
 *   base branch (facts 12 and 15).
 */
export async function commitsOfPullRequest(world: World, pr: PullRequest): Promise<Resolved> {
  const { repo, remote } = world;
  const mergeCommit = await landedCommit(world, pr);
  await fetchObjects(repo, remote, [pr.headSha]);
  const data = (await readCommits(repo, [mergeCommit])).get(mergeCommit);
  const parents = data?.parents ?? [];
  if (parents.length > 1) return resolvePullRequest({ mergeCommit, parents, authored: [], landed: [] });
  const authored = await listCommits(repo, { include: [pr.headSha], exclude: [mergeCommit], noMerges: true });
  const line = await listCommits(repo, { include: [mergeCommit], exclude: [pr.headSha], firstParent: true });
  const landed = line.slice(-Math.max(authored.length, 1));
  const identities = await identitiesOf(repo, [...authored, ...landed]);
  const pick = (shas: readonly Sha[]) => shas.flatMap((sha) => identities.get(sha) ?? []);
  return resolvePullRequest({ mergeCommit, parents, authored: pick(authored), landed: pick(landed) });
}

async function landedCommit(world: World, pr: PullRequest): Promise<Sha> {
  if (pr.state !== 'MERGED' || pr.mergeCommit === null) {
    const state =
      pr.state === 'CLOSED' ? 'closed without being merged' : pr.isDraft ? 'a draft' : 'still open';
    throw notMerged(
      `#${pr.number} is ${state}`,
      'only a merged PR can be picked',
      `merge it into ${pr.base} first`,
    );
  }
  const base = world.refs.get(`refs/heads/${pr.base}`)?.sha;
  if (base === undefined) {
    throw notMerged(
      `#${pr.number} was merged into ${pr.base}, which is gone`,
      undefined,
      'pick its commits by SHA',
    );
  }
  await fetchObjects(world.repo, world.remote, [base, pr.mergeCommit]);
  if (await isAncestor(world.repo, pr.mergeCommit, base)) return pr.mergeCommit;
  const why = `GitHub names ${pr.mergeCommit} as its merge commit, and ${pr.base} does not hold it`;
  throw notMerged(`#${pr.number} is not on ${pr.base}`, why, 'pick its commits by SHA');
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
