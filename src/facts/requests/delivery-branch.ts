import { RelError } from '../../domain/errors.ts';
import type { Sha } from '../../domain/git.ts';
import type { LedgerEntry } from '../../domain/ledger.ts';
import { isAncestor } from '../../git/history.ts';
import { readCommits } from '../../git/objects.ts';
import { fetchObjects } from '../../git/remote.ts';
import type { BranchPullRequest, GitHub } from '../../github/github.ts';
import type { DeliveryBranch, OpenRequest, WaitingPick } from '../../plans/requests/request-facts.ts';
import { deliveryBranch } from '../../plans/requests/request-names.ts';
import { versionEntries } from '../ledger/entries.ts';
import { changeTitle } from '../subject-line.ts';
import type { Target } from '../targets.ts';
import type { World } from '../world.ts';

/** A ledger entry of a branch of rel's own. */
export type RequestEntry = Extract<LedgerEntry, { kind: 'pick-request' }>;

/**
 * The branch on which the target's picks wait for a PR: none yet, ours to go on with, or somebody else's. It is ours
 * where its tip is the one that the ledger recorded last for it.
 *
 * @throws RelError `usage` without GitHub, `github-refused` where the PRs of the branch cannot be read.
 */
export async function readDeliveryBranch(world: World, target: Target): Promise<DeliveryBranch> {
  const { repo, remote, refs } = world;
  const github = requireGitHub(world, 'picks cannot be delivered by a PR', 'push them (--deliver push)');
  const head = deliveryBranch(target, new Set(refs.keys()));
  const tip = refs.get(`refs/heads/${head}`)?.sha ?? null;
  if (tip === null) return { kind: 'begin', head, at: null };
  await fetchObjects(repo, remote, [tip]);
  const last = (await requestEntries(world, target)).findLast((entry) => entry.head === head);
  const requests = await requestsOf(github, head, target.branch);
  const open = openOf(requests);
  const ended = open === null && requests.some((pr) => isOver(pr, tip, last?.after));
  const merged = last !== undefined && (await isAncestor(repo, tip, target.tip));
  if (ended || merged) return { kind: 'begin', head, at: tip };
  if (last?.after !== tip) return { kind: 'foreign', head, tip, by: await lastAuthor(world, tip), open };
  return { kind: 'go-on', head, tip, base: last.base, waiting: await waitingPicks(world, last), open };
}

/** Merged as it is now; or closed as rel left it. Nothing of somebody else's is lost by beginning anew. */
const isOver = ({ state, headSha }: BranchPullRequest, tip: Sha, ours: Sha | undefined): boolean =>
  headSha === tip && (state === 'MERGED' || (state === 'CLOSED' && tip === ours));

/** The entries of rel's own branches for a target, oldest first. */
export async function requestEntries(
  world: World,
  { version, branch }: Pick<Target, 'version' | 'branch'>,
): Promise<RequestEntry[]> {
  const entries = await versionEntries(world, version ?? branch);
  return entries.filter((e): e is RequestEntry => e.kind === 'pick-request' && e.branch === branch);
}

/** The PRs of a branch of rel's own, the newest first. Throws RelError `github-refused` where they cannot be read. */
export async function requestsOf(
  github: GitHub,
  head: string,
  base: string,
): Promise<readonly BranchPullRequest[]> {
  const read = await github.pullRequestsOfBranch(head, base);
  if (read.ok) return read.value;
  throw new RelError({
    code: 'github-refused',
    message: read.why,
    remedy:
      read.permission === undefined ? 'run the same command again' : `give the token ${read.permission}`,
  });
}

/** The open one among the PRs of a branch. */
export function openOf(requests: readonly BranchPullRequest[]): OpenRequest | null {
  const open = requests.find(({ state }) => state === 'OPEN');
  return open === undefined ? null : { number: open.number, url: open.url };
}

/** GitHub, for what cannot be done without it. Throws RelError `usage` where there is none. */
export function requireGitHub({ github }: World, what: string, instead: string): GitHub {
  if (github !== null) return github;
  throw new RelError({
    code: 'usage',
    message: `${what}: this repository is not connected to GitHub`,
    remedy: `${instead}, or set \`repository: OWNER/NAME\` in the policy`,
  });
}

async function lastAuthor({ repo }: World, tip: Sha): Promise<string> {
  return (await readCommits(repo, [tip])).get(tip)?.author.name ?? 'somebody';
}

async function waitingPicks({ repo }: World, { picks }: RequestEntry): Promise<WaitingPick[]> {
  const commits = await readCommits(
    repo,
    picks.map((pick) => pick.commit),
  );
  return picks.map(({ pr = null, source, commit, proof = null, findings = [] }) => {
    return { pr, source, commit, subject: changeTitle(commits.get(commit)), proof, findings };
  });
}
