import type { HandingOver } from '../../domain/hand-over-results.ts';
import { lineOf } from '../../domain/line.ts';
import { handOverTurns, isHandedOver, withHandOver } from '../../plans/hand-over.ts';
import type { Released } from '../../plans/trains.ts';
import { versionEntries } from '../ledger/entries.ts';
import type { World } from '../world.ts';
import { pointStandings } from './standing.ts';
import { releaseOf } from './subject.ts';

/**
 * The releases that are not handed over to the end: of what rel has released the newest one, and the newest of each
 * older line that the policy has. Nobody deploys the others any more. `now`: milliseconds since 1970.
 */
export async function handingOver(world: World, now: number): Promise<HandingOver[]> {
  if (world.policy.handOver.length === 0) return [];
  const found: HandingOver[] = [];
  for (const release of newestOnes(world)) {
    const records = await versionEntries(world, release.version);
    if (!records.some(({ kind }) => kind === 'promote')) continue;
    const one = await handOverOf(world, release, now);
    if (!isHandedOver(one.points)) found.push(one);
  }
  return found;
}

/** How the hand-over of one release stands, done or not. */
export async function handOverOf(world: World, release: Released, now: number): Promise<HandingOver> {
  const on = releaseOf(release);
  const standings = await pointStandings(world, on, now);
  return {
    ...{ version: on.version, tag: on.tag, sha: on.sha },
    points: handOverTurns(standings, on),
    actors: withHandOver([], standings, on, world.policy),
  };
}

/** Oldest version first. */
function newestOnes({ released, policy }: World): Released[] {
  const newest = released.at(-1);
  const ofLines = policy.lines.map((line) => released.findLast(({ version }) => lineOf(version) === line));
  return released.filter((release) => release === newest || ofLines.includes(release));
}
