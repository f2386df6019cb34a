import type { Train } from '../../domain/facts.ts';
import type { Sha } from '../../domain/git.ts';
import type { LedgerEntry } from '../../domain/ledger.ts';
import { fillPattern } from '../../domain/pattern.ts';
import { readCommits } from '../../git/objects.ts';
import { fetchObjects } from '../../git/remote.ts';
import type { ProductionRequest } from '../../plans/promote/production-request.ts';
import { promoteBranch } from '../../plans/requests/request-names.ts';
import { versionEntries } from '../ledger/entries.ts';
import { openOf, requestsOf, requireGitHub } from '../requests/delivery-branch.ts';
import type { World } from '../world.ts';

type RequestEntry = Extract<LedgerEntry, { kind: 'promote-request' }>;

/**
 * The PR of a candidate into production, where it stands. Its branch is ours where it is at the commit that the ledger
 * recorded last for it.
 *
 * @throws RelError `usage` without GitHub, `github-refused` where the PRs of the branch cannot be read.
 */
export async function productionRequest(
  world: World,
  train: Train,
  candidate: Sha,
): Promise<ProductionRequest> {
  const { repo, remote, refs, policy, production } = world;
  const instead = 'push it (`promote.deliver: push`)';
  const github = requireGitHub(world, 'a release cannot be merged by a PR', instead);
  const tag = fillPattern(policy.tags.release, { version: train.version });
  const head = promoteBranch(tag, new Set(refs.keys()));
  const requests = await requestsOf(github, head, production.branch);
  const open = openOf(requests);
  const merged = requests.find(({ state, headSha }) => state === 'MERGED' && headSha === candidate);
  if (open === null && merged !== undefined)
    return { kind: 'rewritten', head, merged: { number: merged.number, url: merged.url } };
  const tip = refs.get(`refs/heads/${head}`)?.sha ?? null;
  if (tip === candidate) return { kind: 'waits', head, open };
  const ours = (await requestEntries(world, train)).findLast((entry) => entry.head === head);
  if (tip === null || ours?.sha === tip) return { kind: 'begin', head, at: tip };
  await fetchObjects(repo, remote, [tip]);
  const by = (await readCommits(repo, [tip])).get(tip)?.author.name ?? 'somebody';
  return { kind: 'foreign', head, by };
}

/** The record of a train whose newest candidate waits for a PR to be merged; null where none does. */
export async function waitingPromotion(world: World, train: Train): Promise<RequestEntry | null> {
  if (train.released !== null) return null;
  const last = (await requestEntries(world, train)).at(-1);
  return last !== undefined && last.sha === train.candidates.at(-1)?.commit ? last : null;
}

async function requestEntries(world: World, { version }: Train): Promise<RequestEntry[]> {
  const entries = await versionEntries(world, version);
  return entries.filter((entry) => entry.kind === 'promote-request');
}
