import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Bench, first, second } from './bench.ts';
import type { End, Ends } from './go-on.ts';
import { type Story, sure, type Way, ways } from './story.ts';
import { lastNumber, undoneState } from './undone.ts';

/** Where nothing is open, an undo takes back what was before the story, and there is nothing else to go on with. */
export function waysFrom(left: string, isFirst: boolean): readonly Way[] {
  if (isOpen(left)) return ways;
  return isFirst ? ['continue', 'again', 'abort'] : ['again'];
}

const isOpen = (box: string): boolean =>
  ['journal.jsonl', 'paused.json'].some((name) => existsSync(join(box, 'work/.git/rel', name)));

/** The sandbox in which the story begins, kept. */
export async function setUp(bench: Bench, story: Story): Promise<string> {
  bench.fresh();
  await story.before?.(bench);
  await bench.endState();
  return bench.place.keep(join(bench.folder, 'start'));
}

/** How a story ends, and what its points are. */
export interface Recorded {
  readonly ends: Ends;
  readonly points: readonly string[];
  /** The digest of what was durable at each point; a copy of it is in `statesFolder` by that name. */
  readonly states: readonly string[];
}

export const statesFolder = ({ folder }: Bench): string => join(folder, 'states');

/** Runs a story's command to its end, looking at every point of it. */
export async function record(bench: Bench, story: Story, start: string): Promise<Recorded> {
  const keep = statesFolder(bench);
  rmSync(keep, { recursive: true, force: true });
  mkdirSync(keep);
  bench.open(start);
  const ran = await bench.record(story, first, keep);
  const { exit = 0 } = story;
  if (ran.exit !== exit) throw new Error(`rel ${story.line}: ${ran.exit}\n${ran.stdout}${ran.stderr}`);
  const after = { exit, state: await bench.endState() };
  const finished = bench.place.keep(join(bench.folder, 'finished'));
  return {
    ends: await endsOf(bench, story, { start, finished, after }),
    points: ran.points,
    states: ran.states,
  };
}

interface Whole {
  readonly start: string;
  readonly finished: string;
  readonly after: End;
}

/** How whatever can be typed would end if nothing had been killed. */
async function endsOf(bench: Bench, story: Story, { start, finished, after }: Whole): Promise<Ends> {
  const ending = async (from: string, line: string): Promise<End> => {
    bench.open(from);
    const { exit } = await bench.run({ ...story, line: sure(line, story) }, second);
    return { exit, state: await bench.endState() };
  };
  const again: Ends['again'] = [await ending(start, story.line), await ending(finished, story.line)];
  const opened: Ends['opened'] = {};
  for (const way of isOpen(start) ? (['continue', 'abort', 'undo'] as const) : [])
    opened[way] = await ending(start, way);
  bench.open(start);
  const before = await bench.endState();
  const last = lastNumber(bench.place);
  const beforeUndone = undoneState(bench.place, last);
  const { exit } = await ending(finished, 'undo');
  const undone = { exit, state: undoneState(bench.place, last) };
  return { before, after, again, opened, undone, beforeUndone, last };
}
