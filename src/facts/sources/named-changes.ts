import type { PullRequest } from '../../domain/change.ts';
import { RelError } from '../../domain/errors.ts';
import type { Sha } from '../../domain/git.ts';
import { listCommits } from '../../git/history.ts';
import { objectsExist, readCommits } from '../../git/objects.ts';
import { fetchObjects } from '../../git/remote.ts';
import type { NamedChange } from '../../plans/presence/where.ts';
import { subjectLine } from '../subject-line.ts';
import type { World } from '../world.ts';
import { type LandedPullRequest, resolvePullRequests } from './pull-request-commits.ts';
import { plainCommit, pullRequestNumber, readPullRequests } from './sources.ts';

/**
 * The changes that texts name (`231`, `#231`, a PR's URL, a commit), each once, in the order they were named. A PR that
 * is not merged is its own commits, since those may have been brought somewhere by hand.
 *
 * @throws RelError `unknown-pull-request`, `unknown-commit`.
 */
export async function namedChanges(world: World, asked: readonly string[]): Promise<NamedChange[]> {
  const named = await Promise.all(
    asked.map(async (text) => pullRequestNumber(text, world) ?? (await plainCommit(world, text))),
  );
  const numbers = named.filter((name) => typeof name === 'number');
  const pullRequests = await readPullRequests(world, [...new Set(numbers)]);
  const landed = await resolvePullRequests(world, [...pullRequests.values()]);
  const commits = await readCommits(
    world.repo,
    named.filter((name) => typeof name === 'string'),
  );
  const changes = [...new Set(named)].map(async (name): Promise<NamedChange[]> => {
    if (typeof name === 'string') {
      return [{ of: name, pr: null, title: subjectLine(commits.get(name)), note: null, commits: [name] }];
    }
    const pr = pullRequests.get(name);
    return pr === undefined ? [] : [await ofPullRequest(world, pr, landed.get(name))];
  });
  return (await Promise.all(changes)).flat();
}

async function ofPullRequest(
  world: World,
  pr: PullRequest,
  landed: LandedPullRequest | RelError | undefined,
): Promise<NamedChange> {
  const named = { of: `#${pr.number}`, pr: pr.number, title: pr.title };
  if (landed === undefined) throw new Error(`#${pr.number} was not resolved`);
  if (!(landed instanceof RelError)) {
    return { ...named, note: null, commits: landed.commits.map(({ sha }) => sha) };
  }
  const [merged] = await objectsExist(world.repo, pr.mergeCommit === null ? [] : [pr.mergeCommit]);
  const commits = merged === undefined ? await ownCommits(world, pr) : [merged];
  return { ...named, note: landed.message, commits };
}

/** The PR's commits as its head has them; none where the head is gone. */
async function ownCommits({ repo, remote, refs, develop }: World, pr: PullRequest): Promise<Sha[]> {
  try {
    await fetchObjects(repo, remote, [pr.headSha]);
  } catch (error) {
    if (error instanceof RelError && error.code === 'remote-unreachable') return [];
    throw error;
  }
  const base = refs.get(`refs/heads/${pr.base}`)?.sha ?? develop.sha;
  const own = await listCommits(repo, { include: [pr.headSha], exclude: [base], noMerges: true });
  return own.length === 0 ? [pr.headSha] : own;
}
