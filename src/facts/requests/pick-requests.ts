import type { PullRequest } from '../../domain/change.ts';
import { type Sha, short } from '../../domain/git.ts';
import { readCommits } from '../../git/objects.ts';
import { fetchObjects } from '../../git/remote.ts';
import type { Source } from '../../plans/picks/forecast.ts';
import { trailersOf } from '../../plans/picks/steps.ts';
import type { ConflictSource, DeliveryBranch, OpenRequest } from '../../plans/requests/request-facts.ts';
import { conflictBranch } from '../../plans/requests/request-names.ts';
import { changeTitle } from '../subject-line.ts';
import type { Target } from '../targets.ts';
import type { World } from '../world.ts';
import { openOf, readDeliveryBranch, requestEntries, requestsOf } from './delivery-branch.ts';

/** A conflict's branch that the remote has already. */
export interface ConflictAtHand {
  readonly head: string;
  readonly tip: Sha;
  /** What rel committed there last; null where the ledger does not know. */
  readonly made: Sha | null;
  /** The newest PR of it, if that is closed without being merged: somebody has decided. */
  readonly closed: OpenRequest | null;
  readonly open: OpenRequest | null;
}

/** What waits elsewhere for a target, before its picks are tried. */
export interface RequestsAtHand {
  readonly delivery: DeliveryBranch | null;
  /** By fix (`fixOf`). */
  readonly conflicts: ReadonlyMap<string, ConflictAtHand>;
  /** The fixes whose conflict would get a branch that somebody else has made: they get none. */
  readonly taken: ReadonlySet<string>;
  /** What the picks are tried on: the target, or the branch of its PR. */
  readonly onto: Sha;
}

/** What belongs together: a PR, or a commit that was named by itself. */
export const fixOf = ({ pr, sha }: Pick<Source, 'pr' | 'sha'>): string => (pr === null ? sha : `#${pr}`);

export interface RequestsAsked {
  readonly sources: readonly Source[];
  /** True where picks are delivered by a PR. */
  readonly byRequest: boolean;
  /** True where the target gets all of it or nothing: no fix goes a way of its own. */
  readonly whole: boolean;
}

/** Reads the branches of rel's own for a target: nothing where picks are pushed and no conflict's branch is there. */
export async function readRequests(
  world: World,
  target: Target,
  { sources, byRequest, whole }: RequestsAsked,
): Promise<RequestsAtHand> {
  const delivery = byRequest ? await readDeliveryBranch(world, target) : null;
  const onto = delivery?.kind === 'go-on' ? delivery.tip : target.tip;
  const { conflicts, taken } = await conflictsAtHand(world, target, whole ? [] : sources);
  return { delivery, conflicts, taken, onto };
}

async function conflictsAtHand(
  world: World,
  target: Target,
  sources: readonly Source[],
): Promise<Pick<RequestsAtHand, 'conflicts' | 'taken'>> {
  const { github, refs, repo, remote } = world;
  const names = new Set(refs.keys());
  const fixes = [...new Map(sources.map((source) => [fixOf(source), source])).entries()];
  const there = fixes.flatMap(([fix, source]) => {
    const head = conflictBranch(target, source, names);
    const tip = refs.get(`refs/heads/${head}`)?.sha;
    return tip === undefined ? [] : [{ fix, head, tip }];
  });
  const conflicts = new Map<string, ConflictAtHand>();
  const taken = new Set<string>();
  if (github === null || there.length === 0) return { conflicts, taken };
  await fetchObjects(
    repo,
    remote,
    there.map(({ tip }) => tip),
  );
  const entries = await requestEntries(world, target);
  for (const { fix, head, tip } of there) {
    const requests = await requestsOf(github, head, target.branch);
    const open = openOf(requests);
    const [newest] = requests;
    // A branch that was merged and is still there holds nothing more.
    if (open === null && newest?.state === 'MERGED' && newest.headSha === tip) continue;
    const last = open === null && newest?.state === 'CLOSED' ? newest : null;
    const closed = last && { number: last.number, url: last.url };
    const made = entries.findLast((entry) => entry.head === head)?.after ?? null;
    if (made === null && newest === undefined) taken.add(fix);
    else conflicts.set(fix, { head, tip, made, open, closed });
  }
  return { conflicts, taken };
}

/** Where something waits, in words. */
export const waitsIn = (
  { head, open }: { readonly head: string; readonly open: OpenRequest | null },
  branch: string,
): string => `waits ${open === null ? `on ${head}` : `in #${open.number}`}, not yet on ${branch}`;

/** What a fix and its commits are called: `#236 Lower the limit`. */
export async function namedSources(
  { repo }: World,
  sources: readonly Source[],
  pullRequests: ReadonlyMap<number, PullRequest>,
): Promise<{ readonly title: string; readonly sources: readonly ConflictSource[] }> {
  const commits = await readCommits(
    repo,
    sources.map(({ sha }) => sha),
  );
  const subject = (sha: Sha) => changeTitle(commits.get(sha));
  const named = sources.map((source) => {
    const { pr, sha } = source;
    return {
      sha,
      name: `${pr === null ? short(sha) : `#${pr}`} ${subject(sha)}`,
      trailers: trailersOf(source),
    };
  });
  const [first] = sources;
  const pullRequest = first?.pr == null ? undefined : pullRequests.get(first.pr);
  return { title: pullRequest?.title ?? subject(first?.sha ?? ''), sources: named };
}
