import { matchesBranch } from '../../domain/branch-match.ts';
import type { Check } from '../../domain/change.ts';
import { found, type Read, unreadable } from '../../domain/errors.ts';
import type { FeatureBranch, OwnPullRequest } from '../../domain/feature-branch.ts';
import type { Sha } from '../../domain/git.ts';
import { isAncestor, mergeBase } from '../../git/history.ts';
import { mergeInMemory } from '../../git/merge.ts';
import { objectsExist } from '../../git/objects.ts';
import { fetchWhatIsThere } from '../sources/fetch-what-is-there.ts';
import type { World } from '../world.ts';

type Remote = Pick<World, 'repo' | 'remote' | 'refs' | 'github' | 'develop' | 'production'>;

/**
 * The branches of the remote that fit the pattern, by name, each as it stands towards the develop branch. Three
 * questions to GitHub for every 25 branches and one fetch; whether one merges is computed here, since GitHub's own word
 * may be out of date (fact 16).
 */
export async function readFeatureBranches(
  world: Remote,
  pattern: string,
): Promise<Read<readonly FeatureBranch[]>> {
  const { github, develop } = world;
  const branches = branchesOf(world, pattern);
  if (branches.length === 0) return found([]);
  if (github === null) return unreadable('this repository is not connected to GitHub');
  const names = branches.map(({ branch }) => branch);
  const [open, own] = [
    await github.openPullRequests(names),
    await github.ownPullRequests(names, develop.branch),
  ];
  await fetchWhatIsThere(
    world,
    branches.map(({ tip }) => tip),
  );
  const landed: FeatureBranch[] = [];
  const apart: Branch[] = [];
  for (const { branch, tip } of branches) {
    const pulls = own.get(branch) ?? notRead;
    const by = await landing(world, tip, pulls);
    if (by === null) apart.push({ branch, tip, pulls });
    else landed.push({ branch, tip, open: open.get(branch) ?? notRead, state: 'landed', by: by.pull });
  }
  const checks = await github.checks(apart.map(({ tip }) => tip));
  const all = [...landed];
  for (const one of apart) {
    const base = { branch: one.branch, tip: one.tip, open: open.get(one.branch) ?? notRead };
    all.push({ ...base, ...(await apartFrom(world, one, checks.get(one.tip) ?? notRead)) });
  }
  return found(all.sort((a, b) => (a.branch < b.branch ? -1 : 1)));
}

const notRead = unreadable('GitHub did not answer for it');

interface Branch {
  readonly branch: string;
  readonly tip: Sha;
  readonly pulls: Read<readonly OwnPullRequest[]>;
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
  tip: Sha,
  pulls: Read<readonly OwnPullRequest[]>,
): Promise<{ readonly pull: OwnPullRequest | null } | null> {
  const merged = (pulls.ok ? pulls.value : []).filter(
    ({ state, headSha }) => state === 'MERGED' && headSha === tip,
  );
  const here = await objectsExist(repo, [tip, ...merged.flatMap((pull) => pull.mergeCommit ?? [])]);
  if (here.has(tip) && (await isAncestor(repo, tip, develop.sha))) return { pull: null };
  for (const pull of merged) {
    const { mergeCommit } = pull;
    if (mergeCommit === null || !here.has(mergeCommit)) continue;
    if (await isAncestor(repo, mergeCommit, develop.sha)) return { pull };
  }
  return null;
}

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
