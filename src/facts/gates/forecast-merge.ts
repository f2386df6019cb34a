import { found, type Read, unreadable } from '../../domain/errors.ts';
import type { Sha } from '../../domain/git.ts';
import type { BrokenPullRequests, MergeForecast, OpenPullRequests } from '../../domain/merge-forecast.ts';
import { isAncestor, mergeBase } from '../../git/history.ts';
import { mergeInMemory } from '../../git/merge.ts';
import { objectsExist, writeCommit } from '../../git/objects.ts';
import type { World } from '../world.ts';
import type { Awaiting } from './awaiting.ts';
import { brokenPullRequests } from './broken-pull-requests.ts';

type Remote = Pick<World, 'repo' | 'remote' | 'refs' | 'github'>;

/**
 * Merges a commit into each branch of the remote in memory, in the order given, and tries the open PRs against each
 * on what comes out. One question to GitHub, however many branches and PRs there are.
 */
export async function forecastMerges(
  world: Remote,
  sha: Sha,
  branches: readonly string[],
): Promise<Awaiting<MergeForecast[]>> {
  const { github, refs } = world;
  const there = branches.filter((branch) => refs.has(refOf(branch)));
  const open = github === null || there.length === 0 ? null : await github.openPullRequests(there);
  const openOn = (branch: string) =>
    open?.get(branch) ?? unreadable('this repository is not connected to GitHub');
  const tips = there.flatMap((branch) => refs.get(refOf(branch))?.commit ?? []);
  const heads = there
    .map(openOn)
    .flatMap((read) => (read.ok ? read.value.newest.map((pr) => pr.headSha) : []));
  const into = branches.map((branch) => ({ branch, open: openOn(branch) }));
  return { commits: [...new Set([...tips, ...heads])], read: () => forecastAll(world, sha, into) };
}

async function forecastAll(
  world: Remote,
  sha: Sha,
  into: readonly Omit<Into, 'tip'>[],
): Promise<MergeForecast[]> {
  const { refs, repo } = world;
  const tips = into.flatMap(({ branch }) => refs.get(refOf(branch))?.commit ?? []);
  const here = await objectsExist(repo, tips);
  const forecasts: MergeForecast[] = [];
  for (const { branch, open } of into) {
    const tip = refs.get(refOf(branch))?.commit;
    if (tip === undefined) forecasts.push({ branch, outcome: 'no-branch' });
    else if (!here.has(tip))
      forecasts.push({ branch, outcome: 'unreadable', why: 'it could not be fetched' });
    else forecasts.push(await forecastMerge(world, sha, { branch, tip, open }));
  }
  return forecasts;
}

const refOf = (branch: string): string => `refs/heads/${branch}`;

interface Into {
  readonly branch: string;
  readonly tip: Sha;
  readonly open: Read<OpenPullRequests>;
}

async function forecastMerge(
  { repo }: Remote,
  sha: Sha,
  { branch, tip, open }: Into,
): Promise<MergeForecast> {
  if ((await mergeBase(repo, tip, sha)) === null)
    return { branch, outcome: 'unreadable', why: 'the two have no history in common' };
  if (await isAncestor(repo, sha, tip)) return { branch, outcome: 'clean', tip, breaks: nothing(open) };
  const merged = await mergeInMemory(repo, { ours: tip, theirs: sha, attributes: tip });
  if (!merged.clean) return { branch, outcome: 'conflict', tip, paths: merged.paths };
  if (!open.ok) return { branch, outcome: 'clean', tip, breaks: open };
  const nobody = { name: 'rel', email: '', when: '0 +0000' };
  const after = await writeCommit(repo, {
    tree: merged.tree,
    parents: [tip, sha],
    author: nobody,
    committer: nobody,
    encoding: null,
    message: `${branch} after the merge\n`,
  });
  const breaks = await brokenPullRequests(repo, open.value, { before: tip, after });
  return { branch, outcome: 'clean', tip, breaks: found(breaks) };
}

/** Where the branch stays as it is nothing breaks, and no PR needs to be tried. */
const nothing = (open: Read<OpenPullRequests>): Read<BrokenPullRequests> =>
  open.ok ? found({ total: open.value.total, tried: open.value.total, broken: [] }) : open;
