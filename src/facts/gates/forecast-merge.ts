import { found, type Read, unreadable } from '../../domain/errors.ts';
import type { Sha } from '../../domain/git.ts';
import type {
  BrokenPullRequests,
  Into,
  MergeForecast,
  OpenPullRequests,
} from '../../domain/merge-forecast.ts';
import { mergeBase } from '../../git/history.ts';
import { mergeInMemory } from '../../git/merge.ts';
import { objectsExist } from '../../git/objects.ts';
import { trialMerge } from '../../git/synthetic.ts';
import type { World } from '../world.ts';
import type { Awaiting } from './awaiting.ts';
import { brokenPullRequests } from './broken-pull-requests.ts';
import { type Brought, pickedOnto } from './picked-onto.ts';

/**
 * Brings a commit onto each branch of the remote in memory, in the order given, and tries the open PRs against each on
 * what comes out. One question to GitHub, however many branches and PRs there are.
 */
export async function forecastMerges(
  world: World,
  sha: Sha,
  into: readonly Into[],
): Promise<Awaiting<MergeForecast[]>> {
  const { github, refs } = world;
  const there = into.map(({ branch }) => branch).filter((branch) => refs.has(refOf(branch)));
  const open = github === null || there.length === 0 ? null : await github.openPullRequests(there);
  const openOn = (branch: string) =>
    open?.get(branch) ?? unreadable('this repository is not connected to GitHub');
  const tips = there.flatMap((branch) => refs.get(refOf(branch))?.commit ?? []);
  const heads = there
    .map(openOn)
    .flatMap((read) => (read.ok ? read.value.newest.map((pr) => pr.headSha) : []));
  const targets = into.map((one) => ({ into: one, open: openOn(one.branch) }));
  return { commits: [...new Set([...tips, ...heads])], read: () => forecastAll(world, sha, targets) };
}

const refOf = (branch: string): string => `refs/heads/${branch}`;

interface Target {
  readonly into: Into;
  readonly open: Read<OpenPullRequests>;
}

async function forecastAll(world: World, sha: Sha, targets: readonly Target[]): Promise<MergeForecast[]> {
  const { refs, repo } = world;
  const tips = targets.flatMap(({ into }) => refs.get(refOf(into.branch))?.commit ?? []);
  const here = await objectsExist(repo, tips);
  const forecasts: MergeForecast[] = [];
  for (const { into, open } of targets) {
    const tip = refs.get(refOf(into.branch))?.commit;
    if (tip === undefined) forecasts.push({ ...into, outcome: 'no-branch' });
    else if (!here.has(tip))
      forecasts.push({ ...into, outcome: 'unreadable', why: 'it could not be fetched' });
    else forecasts.push({ ...into, ...(await forecastOne(world, sha, into, { tip, open })) });
  }
  return forecasts;
}

interface Tip {
  readonly tip: Sha;
  readonly open: Read<OpenPullRequests>;
}

type Outcome<T = MergeForecast> = T extends unknown ? Omit<T, keyof Into> : never;

async function forecastOne(world: World, sha: Sha, { by }: Into, { tip, open }: Tip): Promise<Outcome> {
  const { repo } = world;
  const base = await mergeBase(repo, tip, sha);
  if (base === null) return { outcome: 'unreadable', why: 'the two have no history in common' };
  const there = { outcome: 'clean' as const, tip, breaks: nothing(open) };
  if (base === sha) return there;
  const brought = by === 'picks' ? await pickedOnto(world, sha, tip) : await mergedInto(world, sha, tip);
  if ('paths' in brought) return { outcome: 'conflict', tip, paths: brought.paths };
  if (!open.ok) return { outcome: 'clean', tip, breaks: open };
  if (brought.after === brought.before || open.value.newest.length === 0) return there;
  return { outcome: 'clean', tip, breaks: found(await brokenPullRequests(repo, open.value, brought)) };
}

async function mergedInto({ repo }: World, sha: Sha, tip: Sha): Promise<Brought> {
  const merged = await mergeInMemory(repo, { ours: tip, theirs: sha, attributes: tip });
  if (!merged.clean) return { paths: merged.paths };
  return { before: tip, after: trialMerge(repo, merged.tree, [tip, sha]) };
}

/** Where the branch stays as it is nothing breaks, and no PR needs to be tried. */
const nothing = (open: Read<OpenPullRequests>): Read<BrokenPullRequests> =>
  open.ok ? found({ total: open.value.total, tried: open.value.total, broken: [] }) : open;
