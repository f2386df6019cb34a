import type { PullRequest } from '../../domain/change.ts';
import type { Sha, Signature } from '../../domain/git.ts';
import { pickedLabel } from '../../domain/train-name.ts';
import { readCommits } from '../../git/objects.ts';
import type { Forecast } from '../../plans/picks/forecast.ts';
import { noRequests, type RequestFacts } from '../../plans/requests/request-facts.ts';
import { changeTitle } from '../subject-line.ts';
import type { Target } from '../targets.ts';
import type { World } from '../world.ts';
import { conflictBranches } from './conflict-branches.ts';
import { requestEntries } from './delivery-branch.ts';
import { fixOf, type RequestsAtHand } from './pick-requests.ts';

export interface RequestOptions {
  readonly requests: RequestsAtHand;
  /** In landing order, signed as they will be. */
  readonly forecasts: readonly Forecast[];
  readonly pullRequests: ReadonlyMap<number, PullRequest>;
  /** The logins of the authors of changes without a PR, by commit; left out where nobody asks. */
  readonly authors?: ReadonlyMap<Sha, string>;
  readonly committer: Signature;
  /** True where a fix that conflicts gets a branch and a PR of its own. */
  readonly goesOn: boolean;
}

export interface ToldRequests {
  readonly forecasts: readonly Forecast[];
  readonly requests: RequestFacts;
  /** What a person should know although it stops nothing. */
  readonly warnings: readonly string[];
}

/** What waits elsewhere for a target once its picks have been tried, and the forecasts told of it. */
export async function readRequestFacts(
  world: World,
  target: Target,
  options: RequestOptions,
): Promise<ToldRequests> {
  if (world.github === null) return { forecasts: options.forecasts, requests: noRequests, warnings: [] };
  const { delivery } = options.requests;
  // Where a refusal keeps the target as it is, no conflict gets a branch either.
  const goesOn = options.goesOn && !options.forecasts.some(({ outcome }) => outcome === 'refused');
  const { forecasts, branches } = await conflictBranches(world, target, { ...options, goesOn });
  const untold = await untoldFixes(world, target, forecasts, options.pullRequests);
  const subjects = delivery === null ? noRequests.subjects : await subjectsOf(world, forecasts);
  const requests = { delivery, conflicts: branches, subjects, untold };
  return { forecasts, requests, warnings: unneeded(options.requests, forecasts) };
}

/** The PRs of conflicts that are none any more. */
function unneeded({ conflicts }: RequestsAtHand, forecasts: readonly Forecast[]): string[] {
  return [...conflicts].flatMap(([fix, { head, open }]) => {
    const own = forecasts.filter(({ source }) => fixOf(source) === fix);
    const isClean = own.every(({ outcome }) => outcome === 'picked' || outcome === 'empty');
    if (open === null || own.length === 0 || !isClean) return [];
    return [`${fix} applies cleanly by now: close ${open.url} and delete ${head}`];
  });
}

async function subjectsOf({ repo }: World, forecasts: readonly Forecast[]): Promise<Map<Sha, string>> {
  const commits = await readCommits(
    repo,
    forecasts.map(({ source }) => source.sha),
  );
  return new Map([...commits].map(([sha, commit]) => [sha, changeTitle(commit)]));
}

/**
 * The PRs of which all is on the target, that came there by a PR of rel's, and whose label is missing: a person has
 * merged that PR, so that nobody has told it yet. The ledger is only read where a label is missing.
 */
async function untoldFixes(
  world: World,
  target: Target,
  forecasts: readonly Forecast[],
  pullRequests: ReadonlyMap<number, PullRequest>,
): Promise<RequestFacts['untold']> {
  const { version, product } = target;
  if (version === null) return [];
  const label = pickedLabel({ version, product });
  const numbers = [...new Set(forecasts.flatMap(({ source }) => source.pr ?? []))];
  const candidates = numbers.filter((number) => {
    const labelled = pullRequests.get(number)?.labels.includes(label) ?? true;
    return !labelled && forecasts.every((f) => f.source.pr !== number || isOnTarget(f));
  });
  if (candidates.length === 0 || world.ledgerTip === null) return [];
  const entries = await requestEntries(world, target);
  const requested = new Set(entries.flatMap(({ picks }) => picks.flatMap(({ pr }) => pr ?? [])));
  return candidates
    .filter((number) => requested.has(number))
    .map((pr) => ({ pr, commits: commitsOf(pr, forecasts) }));
}

const isOnTarget = (f: Forecast): boolean =>
  (f.outcome === 'already' && f.waits === undefined) || f.outcome === 'empty';

const commitsOf = (pr: number, forecasts: readonly Forecast[]): Sha[] => [
  ...new Set(forecasts.flatMap((f) => (f.source.pr === pr && f.outcome === 'already' ? [f.commit] : []))),
];
