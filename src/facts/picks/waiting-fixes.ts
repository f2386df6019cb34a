import type { PullRequest } from '../../domain/change.ts';
import { RelError } from '../../domain/errors.ts';
import type { Train } from '../../domain/facts.ts';
import type { Signature } from '../../domain/git.ts';
import type { Stamp } from '../../domain/plan.ts';
import type { WaitingFix } from '../../domain/results.ts';
import type { Judgement } from '../../domain/verdict.ts';
import type { Forecast, Refusal, Source } from '../../plans/picks/forecast.ts';
import { conflictingChanges, neededRows } from '../../plans/picks/taken-prerequisites.ts';
import { type KnownReverts, withoutReverted } from '../../plans/sources/reverted-sources.ts';
import { type ContentsReader, contentsReader } from '../gates/contents-reader.ts';
import { readTicketsAhead } from '../gates/tickets.ts';
import { readHistoryForPicks } from '../presence/target-history.ts';
import { foreignSources, isOwnTip } from '../product-paths.ts';
import { selectedFixes } from '../sources/approved-sources.ts';
import { fetchWhatIsThere } from '../sources/fetch-what-is-there.ts';
import { type LandedPullRequest, linesOf, resolvePullRequests } from '../sources/pull-request-commits.ts';
import { readReverts } from '../sources/reverts.ts';
import { readSourceHistory } from '../sources/source-history.ts';
import type { World } from '../world.ts';
import { forecastEach } from './forecast-picks.ts';
import { heldFixes } from './held-fixes.ts';
import { judgePicks } from './judge-picks.ts';
import { findNeeds } from './prerequisites.ts';

export interface WaitingOptions {
  readonly stamp: Stamp;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** What a fix that conflicts needs first is looked for, too, which costs some twenty git processes each. */
  readonly needs: boolean;
}

/** The fixes that are selected for a train and not on it, each with its approval and whether it applies by itself. */
export async function waitingFixes(
  world: World,
  train: Train,
  { stamp, now, needs }: WaitingOptions,
): Promise<WaitingFix[]> {
  if (world.github === null) return [];
  const selected = await selectedFixes(world, train.version);
  const unmerged = (await ownOpen(world, selected)).map(unmergedFix);
  const merged = selected.filter((pr) => pr.state === 'MERGED');
  const landed = await resolvePullRequests(world, merged);
  const untold = merged.flatMap((pr) => {
    const trouble = landed.get(pr.number);
    return trouble instanceof RelError ? [{ ...notThere(pr), reason: trouble.message }] : [];
  });
  const { sources, reverts } = await landedSources(world, landed);
  const history = await readHistoryForPicks(world.repo, train.tip, sources);
  const contents = contentsReader(world, merged);
  await readTicketsAhead(
    world,
    merged.map(({ number }) => number),
  );
  const held = await heldFixes(world, train);
  const foreign = await foreignSources(world, sources);
  const missing = merged.flatMap((pr): Missing[] => {
    const all = sources.filter((source) => source.pr === pr.number);
    if (all.length > 0 && all.every(({ sha }) => foreign.has(sha))) return [];
    const own = all.filter((source) => history.already(source.sha) === null);
    return own.length === 0 ? [] : [{ pr, all, own }];
  });
  const { committer } = stamp;
  const lists = missing.map(({ own }) => own);
  const forecasts = await forecastEach(
    world.repo,
    { tip: train.tip, committer, history, keep: needs },
    lists,
  );
  const gates = await refusals(world, train, missing, { now, contents });
  const waiting: WaitingFix[] = [];
  for (const [at, { pr, all }] of missing.entries()) {
    const tried = forecasts[at] ?? [];
    const hindered = [revertedReason(all, reverts), held.get(pr.number) ?? null];
    const fix = waitingFix(pr, gates.get(pr.number) ?? null, hindered, tried);
    waiting.push(needs ? { ...fix, ...(await neededFirst(world, train, tried, committer)) } : fix);
  }
  return [...waiting, ...untold, ...unmerged].sort((a, b) => a.pr - b.pr);
}

/** A merged PR that the train lacks: all of its commits, and those it lacks. */
interface Missing {
  readonly pr: PullRequest;
  readonly all: readonly Source[];
  readonly own: readonly Source[];
}

/** The open PRs that change something of the product, as far as their branches are to be had. */
async function ownOpen(world: World, selected: readonly PullRequest[]): Promise<PullRequest[]> {
  const open = selected.filter((pr) => pr.state === 'OPEN');
  if ((world.policy.product?.paths ?? []).length === 0) return open;
  const heads = open.map(({ headSha }) => headSha);
  await fetchWhatIsThere(world, heads);
  const own = await Promise.all(heads.map((head) => isOwnTip(world, world.develop.sha, head)));
  return open.filter((_pr, at) => own[at]);
}

/** What a fix that conflicts needs first; nothing where it does not conflict. */
async function neededFirst(
  world: World,
  { tip }: Train,
  forecasts: readonly Forecast[],
  committer: Signature,
): Promise<Pick<WaitingFix, 'needs' | 'needsAre'>> {
  const [change] = conflictingChanges(forecasts);
  if (change === undefined) return {};
  const { needs } = await findNeeds(world, { tip, committer, forecasts, change });
  return neededRows(needs);
}

/** The commits of the PRs in landing order, and what was taken back of them since. */
async function landedSources(world: World, landed: ReadonlyMap<number, LandedPullRequest | RelError>) {
  const told = [...landed].flatMap(([pr, one]) => (one instanceof RelError ? [] : [{ pr, ...one }]));
  const sources = told.flatMap(({ pr, commits }) =>
    commits.map((commit): Source => ({ ...commit, pr, refused: null })),
  );
  const shas = sources.map(({ sha }) => sha);
  const past = await readSourceHistory(world, shas, linesOf(told));
  const inOrder = past.inOrder.flatMap((sha) => sources.filter((source) => source.sha === sha));
  // Two PRs may have a commit in common.
  const once = inOrder.filter(({ sha }, at) => inOrder.findIndex((one) => one.sha === sha) === at);
  return { sources: inOrder, reverts: await readReverts(world, once, past) };
}

/** Why it should not be picked although the gates may let it pass; null where it was not reverted. */
function revertedReason(own: readonly Source[], reverts: KnownReverts): string | null {
  const nothing = { includeReverted: false, approved: false, sources: [] };
  return withoutReverted(own, reverts, nothing).sources[0]?.refused?.reason ?? null;
}

const described = ({ number, title, url }: PullRequest) => ({ pr: number, title, url });

const notThere = (pr: PullRequest) => ({
  ...described(pr),
  approved: false,
  applies: 'not-merged' as const,
});

function unmergedFix(pr: PullRequest): WaitingFix {
  const reason = pr.isDraft ? 'it is a draft' : `it is not merged into ${pr.base} yet`;
  return { ...notThere(pr), reason };
}

interface Asked {
  readonly now: number;
  readonly contents: ContentsReader;
}

/** By PR: why the gates of `pick` refuse it, and who has to act; those that they let pass are absent. */
async function refusals(
  world: World,
  { branch, version, tip }: Train,
  missing: readonly Missing[],
  { now, contents }: Asked,
): Promise<Map<number, Gated>> {
  const sources = missing.flatMap(({ own }) => own);
  const known = new Map(missing.map(({ pr }) => [pr.number, pr]));
  const judged = await judgePicks(world, { branch, version, tip }, sources, known, now, contents);
  const refused = new Map(judged.sources.map(({ pr, refused }) => [pr, refused]));
  // Each PR is judged once, in the order of its first commit.
  return new Map(
    missing.flatMap(({ pr: { number } }, at) => {
      const why = refused.get(number) ?? null;
      return why === null ? [] : [[number, gatedBy(why, judged.judgements[at])] as const];
    }),
  );
}

function gatedBy({ reason, remedy }: Refusal, judgement: Judgement | undefined): Gated {
  const stopping = (judgement?.verdicts ?? []).filter(
    ({ verdict }) => verdict === 'fail' || verdict === 'unknown',
  );
  return { reason, remedy, waitsFor: stopping.flatMap((verdict) => verdict.actor ?? [])[0] ?? null };
}

interface Gated {
  readonly reason: string;
  readonly waitsFor: string | null;
  readonly remedy: string;
}

function waitingFix(
  pr: PullRequest,
  gates: Gated | null,
  hindered: readonly (string | null)[],
  forecasts: readonly Forecast[],
): WaitingFix {
  const reason = [gates?.reason, ...hindered].flatMap((one) => one ?? []).join('; ') || null;
  const act = gates === null ? {} : { waitsFor: gates.waitsFor, remedy: gates.remedy };
  const fix = { ...described(pr), approved: gates === null, reason, ...act };
  const paths = forecasts.flatMap((f) => (f.outcome === 'conflict' ? f.paths : []));
  if (paths.length > 0) return { ...fix, applies: 'conflict', paths: [...new Set(paths)].sort() };
  return { ...fix, applies: forecasts.some((f) => f.outcome === 'picked') ? 'clean' : 'empty' };
}
