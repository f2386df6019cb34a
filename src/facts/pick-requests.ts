import type { PullRequest } from '../domain/change.ts';
import { type Sha, short } from '../domain/git.ts';
import { readCommits } from '../git/objects.ts';
import { fetchObjects } from '../git/remote.ts';
import { type Forecast, type Source, trailersOf } from '../plans/pick.ts';
import type { ConflictSource, DeliveryBranch, OpenRequest } from '../plans/request-facts.ts';
import { conflictBranch } from '../plans/request-names.ts';
import { openOf, readDeliveryBranch, requestEntries, requestsOf } from './delivery-branch.ts';
import { type ForecastOptions, forecastPicks, settledWithout } from './forecast-picks.ts';
import { changeTitle } from './subject-line.ts';
import { readHistoryForPicks, type TargetHistory } from './target-history.ts';
import type { Target } from './targets.ts';
import type { World } from './world.ts';

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
  /** What the picks are tried on: the target, or the branch of its PR. */
  readonly onto: Sha;
}

/** What belongs together: a PR, or a commit that was named by itself. */
export const fixOf = ({ pr, sha }: Pick<Source, 'pr' | 'sha'>): string => (pr === null ? sha : `#${pr}`);

/** Reads the branches of rel's own for a target: nothing where picks are pushed and no conflict's branch is there. */
export async function readRequests(
  world: World,
  target: Target,
  { sources, byRequest }: { readonly sources: readonly Source[]; readonly byRequest: boolean },
): Promise<RequestsAtHand> {
  const delivery = byRequest ? await readDeliveryBranch(world, target) : null;
  const onto = delivery?.kind === 'go-on' ? delivery.tip : target.tip;
  return { delivery, conflicts: await conflictsAtHand(world, target, sources), onto };
}

async function conflictsAtHand(
  world: World,
  target: Target,
  sources: readonly Source[],
): Promise<Map<string, ConflictAtHand>> {
  const { github, refs, repo, remote } = world;
  const names = new Set(refs.keys());
  const fixes = [...new Map(sources.map((source) => [fixOf(source), source])).entries()];
  const there = fixes.flatMap(([fix, source]) => {
    const head = conflictBranch(target, source, names);
    const tip = refs.get(`refs/heads/${head}`)?.sha;
    return tip === undefined ? [] : [{ fix, head, tip }];
  });
  const all = new Map<string, ConflictAtHand>();
  if (github === null || there.length === 0) return all;
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
    const closed = open === null && newest?.state === 'CLOSED' ? newest : null;
    const made = entries.findLast((entry) => entry.head === head)?.after ?? null;
    all.set(fix, { head, tip, made, open, closed: closed && { number: closed.number, url: closed.url } });
  }
  return all;
}

export interface BesideOptions extends Omit<ForecastOptions, 'tip' | 'history'> {
  readonly requests: RequestsAtHand;
  /** True where a fix that conflicts gets a PR of its own, and the others go on without it. */
  readonly goesOn: boolean;
}

/**
 * Tries the picks as `forecastPicks` does, beside what waits elsewhere: a fix that waits for a PR is there already, and
 * one whose conflict has a branch of its own, or gets one, is whole or not at all: the others are tried without any
 * of it.
 */
export async function forecastBeside(
  { repo }: World,
  target: Target,
  { requests, goesOn, ...options }: BesideOptions,
): Promise<Forecast[]> {
  const { sources, skips = [], together = new Map<Sha, Sha>() } = options;
  const { delivery, conflicts, onto } = requests;
  if (delivery === null && conflicts.size === 0 && !goesOn) {
    return forecastPicks(repo, { ...options, tip: target.tip });
  }
  const history = await readHistoryForPicks(repo, target.tip, sources);
  // What nobody has worked on is tried again: what it needed first may have come.
  const worked = ({ closed, tip, made }: ConflictAtHand) => closed === null && tip !== made;
  const apart = new Set([...conflicts].flatMap(([fix, branch]) => (worked(branch) ? [fix] : [])));
  for (;;) {
    const left = sources.filter(
      (source) => waitingFor(source, delivery, history, target) === null && !apart.has(fixOf(source)),
    );
    const shas = new Set(left.map(({ sha }) => sha));
    const pairs = new Map([...together].filter(([sha, other]) => shas.has(sha) && shas.has(other)));
    const tried = await forecastPicks(repo, {
      ...options,
      tip: onto,
      sources: left,
      history,
      together: pairs,
    });
    const found = tried.filter(
      ({ outcome, source }) => outcome === 'conflict' && (goesOn || conflicts.has(fixOf(source))),
    );
    const fixes = new Set(found.map(({ source }) => fixOf(source)));
    for (const fix of fixes) apart.add(fix);
    if (tried.some(({ outcome, source }) => outcome === 'picked' && fixes.has(fixOf(source)))) continue;
    const forecasts = new Map(tried.map((forecast) => [forecast.source.sha, forecast]));
    return sources.map(
      (source): Forecast =>
        forecasts.get(source.sha) ??
        waitingFor(source, delivery, history, target) ??
        settledWithout(source, history, new Set(skips)) ?? { source, outcome: 'conflict', onto, paths: [] },
    );
  }
}

/** Whether a forecast keeps the target as it is: a refusal, or a conflict that nothing else holds. */
export function keepsBack(forecast: Forecast, { conflicts }: RequestsAtHand, goesOn: boolean): boolean {
  if (forecast.outcome !== 'conflict') return forecast.outcome === 'refused';
  return !goesOn && !conflicts.has(fixOf(forecast.source));
}

/** A pick that waits on the branch of the target's PR; null where it does not, or is on the target by now. */
function waitingFor(
  source: Source,
  delivery: DeliveryBranch | null,
  { already }: TargetHistory,
  { branch }: Target,
): Forecast | null {
  if (delivery?.kind !== 'go-on') return null;
  const waiting = delivery.waiting.find((pick) => pick.source === source.sha);
  if (waiting === undefined || already(source.sha) !== null) return null;
  const reason = waitsIn(delivery, branch);
  return { source, outcome: 'already', commit: waiting.commit, reason, waits: delivery.head };
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
