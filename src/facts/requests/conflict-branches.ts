import type { PullRequest } from '../../domain/change.ts';
import { found } from '../../domain/errors.ts';
import type { Sha, Signature } from '../../domain/git.ts';
import { type MarkedPicks, pickWithMarkers } from '../../git/pick-with-markers.ts';
import type { Forecast, Source } from '../../plans/picks/forecast.ts';
import { conflictContext } from '../../plans/requests/conflict-context.ts';
import type { ConflictBranch, ConflictSource } from '../../plans/requests/request-facts.ts';
import { conflictBranch } from '../../plans/requests/request-names.ts';
import type { Target } from '../targets.ts';
import type { World } from '../world.ts';
import { conflictSides } from './conflict-sides.ts';
import { conflictStatus } from './conflict-status.ts';
import { type ConflictAtHand, fixOf, namedSources, type RequestsAtHand, waitsIn } from './pick-requests.ts';

export interface BranchOptions {
  readonly requests: RequestsAtHand;
  readonly forecasts: readonly Forecast[];
  readonly pullRequests: ReadonlyMap<number, PullRequest>;
  /** The logins of the authors of changes without a PR, by commit; left out where nobody asks. */
  readonly authors?: ReadonlyMap<Sha, string>;
  readonly committer: Signature;
  /** True where a fix that conflicts gets a branch and a PR of its own. */
  readonly goesOn: boolean;
}

/** The forecasts, each told of the branch where its conflict is, and these branches. */
export interface ConflictBranches {
  readonly forecasts: readonly Forecast[];
  readonly branches: readonly ConflictBranch[];
}

type Conflicting = Extract<Forecast, { outcome: 'conflict' }>;

/**
 * The branches that hold the conflicts among the forecasts: those that are there already, with what their status must
 * say, and where `goesOn` those to be made. Their commits are written, and nothing refers to them.
 */
export async function conflictBranches(
  world: World,
  target: Target,
  options: BranchOptions,
): Promise<ConflictBranches> {
  const { requests, goesOn } = options;
  const branches = new Map<string, ConflictBranch>();
  const conflicts = options.forecasts.filter((f): f is Conflicting => f.outcome === 'conflict');
  for (const fix of new Set(conflicts.map(({ source }) => fixOf(source)))) {
    const group = conflicts.filter(({ source }) => fixOf(source) === fix);
    const atHand = requests.conflicts.get(fix);
    const branch =
      atHand !== undefined
        ? await branchAtHand(world, target, atHand, group, options)
        : goesOn && !requests.taken.has(fix)
          ? await branchToMake(world, target, group, options)
          : null;
    if (branch !== null) branches.set(fix, branch);
  }
  const forecasts = options.forecasts.map((f) => {
    if (f.outcome !== 'conflict') return f;
    const branch = branches.get(fixOf(f.source));
    if (branch !== undefined) return onBranch(f, branch, target);
    return goesOn && requests.taken.has(fixOf(f.source)) ? { ...f, reason: takenReason } : f;
  });
  return { forecasts, branches: [...branches.values()] };
}

const takenReason = 'the branch it would get is there already, and not by rel';

/** Resolved there, it waits for its PR to be merged, as any delivered pick does. */
function onBranch(forecast: Conflicting, branch: ConflictBranch, { branch: target }: Target): Forecast {
  const { source } = forecast;
  const { head } = branch;
  switch (branch.kind) {
    case 'make': {
      const at = branch.conflicts.filter((conflict) => conflict.source === source.sha);
      return { ...forecast, paths: at.map(({ path }) => path), request: head };
    }
    case 'closed': {
      const reason = `#${branch.last.number}, which held its conflict, was closed without being merged`;
      return { ...forecast, request: head, reason };
    }
    case 'open':
      if (branch.status.state === 'failure') {
        return { ...forecast, paths: branch.status.paths, request: head, reason: branch.status.description };
      }
      return {
        ...{ source, outcome: 'already', commit: branch.tip, waits: head },
        reason: waitsIn(branch, target),
      };
  }
}

async function branchAtHand(
  world: World,
  target: Target,
  { head, tip, made, open, closed }: ConflictAtHand,
  group: readonly Conflicting[],
  options: BranchOptions,
): Promise<ConflictBranch> {
  const base = await conflictOf(world, head, sourcesOf(group), options);
  if (closed !== null) return { ...base, kind: 'closed', tip, last: closed };
  const sources = base.sources.map(({ sha }) => sha);
  const status = await conflictStatus(world.repo, { target: target.tip, tip, made, sources });
  const read = (await world.github?.status(tip, conflictContext)) ?? found(null);
  const told = read.ok && read.value?.state === status.state && read.value.description === status.description;
  return { ...base, kind: 'open', tip, open, status, told };
}

async function branchToMake(
  world: World,
  target: Target,
  group: readonly Conflicting[],
  options: BranchOptions,
): Promise<ConflictBranch | null> {
  const { repo, refs } = world;
  const { forecasts, committer, requests } = options;
  const [first] = group;
  if (first === undefined) return null;
  const head = conflictBranch(target, first.source, new Set(refs.keys()));
  const base = await conflictOf(world, head, sourcesOf(group), options);
  const clean = forecasts.findLast((f) => f.outcome === 'picked')?.commit ?? target.tip;
  // Picks that are pushed are on the target before anybody looks at this; those that wait in a PR are not.
  const begins = [requests.delivery === null ? clean : target.tip, ...group.map(({ onto }) => onto)];
  for (const onto of new Set(begins)) {
    const sequence = { onto, target: target.branch, sources: base.sources, committer, signer: world.signer };
    const made = await pickWithMarkers(repo, sequence);
    const tip = made.picks.at(-1)?.commit;
    const conflicts = made.picks.flatMap((pick) =>
      pick.conflicts.map((conflict) => ({ ...conflict, source: pick.source })),
    );
    if (tip === undefined || conflicts.length === 0) continue;
    const sources = base.sources.map(({ sha }) => sha);
    const status = await conflictStatus(repo, { target: onto, tip, made: tip, sources });
    const { picks, left, signed }: MarkedPicks = made;
    const at = refs.get(`refs/heads/${head}`)?.sha ?? null;
    const paths = [...new Set(conflicts.map(({ path }) => path))];
    const sides = await conflictSides(repo, { source: first.source.sha, pr: base.pr, onto, paths });
    const needs = group.flatMap((forecast) => forecast.needs?.commits ?? []);
    return { ...base, kind: 'make', at, onto, picks, conflicts, left, signed, sides, needs, status };
  }
  return null;
}

const sourcesOf = (group: readonly Conflicting[]): Source[] => group.map(({ source }) => source);

async function conflictOf(
  world: World,
  head: string,
  group: readonly Source[],
  { pullRequests, authors }: BranchOptions,
): Promise<{
  readonly head: string;
  readonly pr: number | null;
  readonly title: string;
  readonly author: string | null;
  readonly sources: readonly ConflictSource[];
}> {
  const pr = group[0]?.pr ?? null;
  const { title, sources } = await namedSources(world, group, pullRequests);
  const alone = authors?.get(group[0]?.sha ?? '') ?? null;
  const author = pr === null ? alone : (pullRequests.get(pr)?.author ?? null);
  return { head, pr, title, author, sources };
}
