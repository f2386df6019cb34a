import { matchesBranch } from '../../domain/branch-match.ts';
import type { Check } from '../../domain/change.ts';
import { found, type Read, unreadable } from '../../domain/errors.ts';
import type { FeatureBranch, OwnPullRequest } from '../../domain/feature-branch.ts';
import type { Sha } from '../../domain/git.ts';
import { isAncestor, mergeBase } from '../../git/history.ts';
import { mergeInMemory } from '../../git/merge.ts';
import { objectsExist } from '../../git/objects.ts';
import type { GitHub } from '../../github/github.ts';
import type { World } from '../world.ts';
import { type Awaiting, atHand } from './awaiting.ts';

type Remote = Pick<World, 'repo' | 'remote' | 'refs' | 'github' | 'develop' | 'production'>;

/**
 * The branches of the remote that fit the pattern, by name, each as it stands towards the develop branch. Whether one
 * merges is computed here, since GitHub's own word may be out of date (fact 16).
 */
export async function readFeatureBranches(
  world: Remote,
  pattern: string,
): Promise<Awaiting<Read<readonly FeatureBranch[]>>> {
  const { github, develop } = world;
  const branches = branchesOf(world, pattern);
  if (branches.length === 0) return atHand(found([]));
  if (github === null) return atHand(unreadable('this repository is not connected to GitHub'));
  const names = branches.map(({ branch }) => branch);
  const [open, own] = await Promise.all([
    github.openPullRequests(names),
    github.ownPullRequests(names, develop.branch),
  ]);
  const all = branches.map(({ branch, tip }): Branch => {
    return { branch, tip, pulls: own.get(branch) ?? notRead, open: open.get(branch) ?? notRead };
  });
  // What was merged at this very tip is on develop; where it is not after all, its checks are asked for then.
  const waiting = all.filter(({ tip, pulls }) => mergedAt(tip, pulls).length === 0);
  const checks = await github.checks(waiting.map(({ tip }) => tip));
  return { commits: all.map(({ tip }) => tip), read: () => readAll({ ...world, github }, all, checks) };
}

type Checks = ReadonlyMap<Sha, Read<readonly Check[]>>;

async function readAll(
  world: Remote & { readonly github: GitHub },
  branches: readonly Branch[],
  known: Checks,
): Promise<Read<readonly FeatureBranch[]>> {
  const all: FeatureBranch[] = [];
  const apart: Branch[] = [];
  for (const one of branches) {
    const { branch, tip, open } = one;
    const by = await landing(world, one);
    if (by === null) apart.push(one);
    else all.push({ branch, tip, open, state: 'landed', by: by.pull });
  }
  const others = apart.map(({ tip }) => tip).filter((tip) => !known.has(tip));
  const checks = others.length === 0 ? known : new Map([...known, ...(await world.github.checks(others))]);
  for (const one of apart) {
    const { branch, tip, open } = one;
    all.push({ branch, tip, open, ...(await apartFrom(world, one, checks.get(tip) ?? notRead)) });
  }
  return found(all.sort((a, b) => (a.branch < b.branch ? -1 : 1)));
}

const notRead = unreadable('GitHub did not answer for it');

interface Branch {
  readonly branch: string;
  readonly tip: Sha;
  readonly pulls: Read<readonly OwnPullRequest[]>;
  readonly open: FeatureBranch['open'];
}

const heads = 'refs/heads/';

function branchesOf({ refs, develop, production }: Remote, pattern: string) {
  return [...refs.values()]
    .filter(({ name }) => name.startsWith(heads))
    .map(({ name, commit }) => ({ branch: name.slice(heads.length), tip: commit }))
    .filter(({ branch }) => branch !== develop.branch && branch !== production.branch)
    .filter(({ branch }) => matchesBranch(pattern, branch));
}

/**
 * How develop has a branch: its tip itself (`pull` is null), or what GitHub merged of it when this was its tip, as one
 * commit or rewritten. Null where it has not: commits that came after the merge are not on develop.
 */
async function landing(
  { repo, develop }: Remote,
  { tip, pulls }: Branch,
): Promise<{ readonly pull: OwnPullRequest | null } | null> {
  const merged = mergedAt(tip, pulls);
  const here = await objectsExist(repo, [tip, ...merged.flatMap((pull) => pull.mergeCommit ?? [])]);
  if (here.has(tip) && (await isAncestor(repo, tip, develop.sha))) return { pull: null };
  for (const pull of merged) {
    const { mergeCommit } = pull;
    if (mergeCommit === null || !here.has(mergeCommit)) continue;
    if (await isAncestor(repo, mergeCommit, develop.sha)) return { pull };
  }
  return null;
}

const mergedAt = (tip: Sha, pulls: Branch['pulls']): OwnPullRequest[] =>
  (pulls.ok ? pulls.value : []).filter(({ state, headSha }) => state === 'MERGED' && headSha === tip);

async function apartFrom(world: Remote, { tip, pulls }: Branch, checks: Read<readonly Check[]>) {
  const own = pulls.ok ? found(pulls.value.find(({ state }) => state === 'OPEN') ?? null) : pulls;
  return { state: 'apart', own, checks, conflicts: await conflictsOf(world, tip) } as const;
}

async function conflictsOf({ repo, develop }: Remote, tip: Sha): Promise<Read<readonly string[]>> {
  if (!(await objectsExist(repo, [tip])).has(tip)) return unreadable('it could not be fetched');
  if ((await mergeBase(repo, develop.sha, tip)) === null)
    return unreadable(`it has no history in common with ${develop.branch}`);
  const merged = await mergeInMemory(repo, { ours: develop.sha, theirs: tip, attributes: develop.sha });
  return found(merged.clean ? [] : merged.paths);
}
