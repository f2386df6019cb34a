import type { Command } from 'commander';
import { pendingNotice } from '../apply/operation.ts';
import type { Train } from '../domain/facts.ts';
import { closingOf, holdOf } from '../domain/hold.ts';
import type { Stamp } from '../domain/plan.ts';
import { StatusResult, type TrainStatus } from '../domain/results.ts';
import { changesReader } from '../facts/changes.ts';
import { findAnyTrain } from '../facts/find-train.ts';
import { judgeStage } from '../facts/gates/judge-stage.ts';
import { handingOver, handOverOf } from '../facts/hand-over/handing-over.ts';
import { trainStandings } from '../facts/hand-over/standing.ts';
import { versionRecord } from '../facts/ledger/entries.ts';
import { waitingFixes } from '../facts/picks/waiting-fixes.ts';
import { awaitedMerge, withMerge } from '../facts/promote/awaited-merge.ts';
import { productsOf } from '../facts/remote-policy.ts';
import { commitsSinceRelease } from '../facts/since-release.ts';
import { syncFindings, toldOf } from '../facts/sync/findings.ts';
import { forecastTrain } from '../facts/train-forecast.ts';
import type { World } from '../facts/world.ts';
import { listCommits } from '../git/history.ts';
import { handOverTurns, withHandOver } from '../plans/hand-over.ts';
import { nextActors } from '../plans/next-actor.ts';
import { stageOf } from '../plans/promote/candidate.ts';
import { checkReport } from '../plans/sync/sync-check.ts';
import { forecastRows } from '../plans/train-forecast.ts';
import { isLive } from '../plans/trains.ts';
import { resultTyped, withProduct } from '../view/product-option.ts';
import { statusText } from '../view/status.ts';
import { examples, type Invocation, type Report } from './kit/command.ts';
import { openWorld, openWorlds } from './kit/session.ts';
import { makeStamp } from './kit/stamp.ts';

export const result = StatusResult;

export function configure(command: Command): void {
  command.argument('[version]', 'one train; left out: every live one');
  examples(command, ['rel status', 'rel status 1.8 --json']);
}

export async function run(invocation: Invocation): Promise<Report> {
  const [version] = invocation.args;
  const worlds =
    version === undefined
      ? await openWorlds(invocation)
      : ([await openWorld(invocation, { changes: false })] as const);
  const [world] = worlds;
  const parts: StatusResult[] = [];
  for (const one of worlds) parts.push(await boardOf(one, version, invocation));
  const released = parts.length === 1 ? (parts[0]?.released ?? null) : null;
  const found: StatusResult = {
    trains: parts.flatMap(({ trains }) => trains),
    released,
    handingOver: parts.flatMap(({ handingOver: each }) => each),
    unsynced: parts.flatMap(({ unsynced }) => unsynced),
  };
  const pending = pendingNotice(world.repo);
  const warnings = [
    ...world.source.warnings,
    ...(pending === null ? [] : [`${pending.message}; ${pending.remedy}`]),
  ];
  return { result: found, warnings, text: (paint) => statusText(found, paint) };
}

/** What a product's people see, or everybody where there are no products. */
async function boardOf(
  world: World,
  version: string | undefined,
  { io, about }: Invocation,
): Promise<StatusResult> {
  const asked = version === undefined ? world.live : [findAnyTrain(world, version, 'rel status')];
  const stamp = await makeStamp(world, io, 'looking');
  const trains: TrainStatus[] = [];
  const needs = version !== undefined;
  for (const train of asked)
    trains.push(withMerge(await awaitedMerge(world, train), await statusOf(world, train, stamp, needs)));
  const unsynced = (await syncFindings(world)).map((finding) => checkReport(toldOf(finding)).result);
  const product = world.policy.product?.name;
  const lacking = new Map(unsynced.map(({ branch, missing }) => [branch, missing.length]));
  const part: StatusResult = {
    trains: trains.map((train) => ({ ...train, lacks: lacking.get(train.branch) ?? 0 })),
    released: world.released.at(-1)?.version ?? null,
    handingOver: await handOversOf(world, version === undefined ? null : (asked[0] ?? null)),
    unsynced: unsynced.filter((target) => target.outcome === 'missing'),
  };
  if (product === undefined) return part;
  const named = StatusResult.parse(
    about.oneOfSeveral === true || productsOf(world.source).size === 1
      ? part
      : resultTyped(part, (text) => withProduct(text, product)),
  );
  return {
    ...named,
    trains: named.trains.map((train) => ({ product, ...train })),
    handingOver: named.handingOver.map((release) => ({ product, ...release })),
    unsynced: named.unsynced.map((target) => ({ product, ...target })),
  };
}

/** The releases that are not handed over to the end; of the one train that was asked for, how that stands. */
async function handOversOf(world: World, asked: Train | null): Promise<StatusResult['handingOver']> {
  if (asked === null) return handingOver(world, Date.now());
  const release = world.released.find(({ version }) => version === asked.version);
  if (release === undefined || world.policy.handOver.length === 0) return [];
  return [await handOverOf(world, release, Date.now())];
}

/** A pick without what came of comparing it. */
const pickedOf = ({ pr, source, commit }: TrainStatus['picked'][number]): TrainStatus['picked'][number] =>
  pr === undefined ? { source, commit } : { pr, source, commit };

async function statusOf(world: World, train: Train, stamp: Stamp, needs: boolean): Promise<TrainStatus> {
  const { version, kind, branch, tip, candidates } = train;
  const now = Date.now();
  const newest = candidates.at(-1);
  const tagged = newest?.commit === tip;
  const stage = tagged ? stageOf(train) : 'candidate';
  const changes = changesReader(world, version, tip);
  const next = await judgeStage(world, { stage, version, sha: tip, changes }, now);
  const waiting = isLive(train) ? await waitingFixes(world, train, { stamp, now, needs }) : [];
  const { entries, uncounted } = await versionRecord(world, version);
  const hold = holdOf(entries);
  const closed = train.closed === true ? closingOf(entries) : null;
  const untagged =
    newest === undefined
      ? await commitsSinceRelease(world, tip)
      : await listCommits(world.repo, { include: [tip], exclude: [newest.commit] });
  const on = { version, released: train.released !== null };
  const points = hold === null && isLive(train) ? await trainStandings(world, train, now) : [];
  const turns = handOverTurns(points, on);
  return {
    version,
    kind,
    branch,
    tip,
    candidates: candidates.map(({ tag, commit }) => ({ tag, sha: commit })),
    untagged: untagged.length,
    picked: entries.flatMap((entry) => (entry.kind === 'pick' ? entry.picks.map(pickedOf) : [])),
    waiting,
    forecast: forecastRows(await forecastTrain(world, train), world.github !== null),
    ...(world.policy.ledger.signed ? { uncounted: uncounted.length } : {}),
    ...(closed === null ? {} : { closed }),
    ...(hold === null ? {} : { hold }),
    next,
    ...(turns.length === 0 ? {} : { handOver: turns }),
    actors: isLive(train)
      ? withHandOver(
          nextActors(train, next, waiting, world.policy, hold, untagged.length),
          points,
          on,
          world.policy,
        )
      : [],
  };
}
