import { join } from 'node:path';
import { type Bench, first } from './bench.ts';
import { digestOf, durable } from './durable.mjs';
import { goOn } from './go-on.ts';
import { type Recorded, record, setUp, statesFolder, waysFrom } from './recording.ts';
import { type Story, ways } from './story.ts';

/** What was tried of one story, and what went wrong. */
export interface Tried {
  readonly points: number;
  readonly kills: number;
  readonly latePushes: number;
  readonly states: number;
  readonly goneOn: number;
  readonly wrong: readonly string[];
}

/** So manieth points are killed at, beginning with another one in each story: with CRASH_POINTS=all each of them. */
const each = { all: 1, none: Number.MAX_SAFE_INTEGER }[process.env.CRASH_POINTS ?? ''] ?? 24;

/**
 * Records a story's command: its points, and what is on disk at each. Kills it there, which must leave that very state
 * and no other; and goes on in every way from each state.
 */
export async function crashEverywhere(bench: Bench, story: Story): Promise<Tried> {
  const start = await setUp(bench, story);
  const recorded = await record(bench, story, start);
  const { points, states } = recorded;
  const kills = points.map((_, at) => at).filter((at) => at % each === points.length % each);
  const killed = await killAt(bench, story, start, recorded, kills);
  const late = points.filter((point) => point.startsWith('git push started'));
  const landed = await landLate(bench, story, start, recorded, late);
  const gone = await goOnFromAll(bench, story, recorded);
  return {
    points: points.length,
    kills: kills.length,
    latePushes: late.length,
    states: new Set(states).size,
    goneOn: gone.goneOn + late.length * ways.length,
    wrong: [...killed, ...landed, ...gone.wrong],
  };
}

/** Starts it and kills it there, with its process group. */
async function killAt(
  bench: Bench,
  story: Story,
  start: string,
  { points, states }: Recorded,
  kills: readonly number[],
): Promise<string[]> {
  const wrong: string[] = [];
  for (const at of kills) {
    const point = points[at] ?? '';
    bench.open(start);
    const signal = await bench.kill(story, { ...first, at: point, fate: 'group' });
    if (signal !== 'SIGKILL') wrong.push(`${point}: was not reached`);
    if (digestOf(durable(bench.place.box)) !== states[at]) wrong.push(`${point}: left another state`);
  }
  return wrong;
}

/** Kills rel alone as its push begins: the git of it goes on, and the push lands. */
async function landLate(
  bench: Bench,
  story: Story,
  start: string,
  { ends }: Recorded,
  pushes: readonly string[],
): Promise<string[]> {
  const wrong: string[] = [];
  for (const at of pushes) {
    bench.open(start);
    const signal = await bench.kill(story, { ...first, at, fate: 'alone' });
    if (signal !== 'SIGKILL') wrong.push(`${at}: was not reached`);
    const left = bench.place.keep(join(bench.folder, 'left'));
    const problems = await goOn(bench, story, left, ways, ends);
    wrong.push(...problems.map((problem) => `landed after the kill at \`${at}\`, then ${problem}`));
  }
  return wrong;
}

/** Goes on from every state of the recording. */
async function goOnFromAll(bench: Bench, story: Story, { ends, points, states }: Recorded) {
  const wrong: string[] = [];
  let goneOn = 0;
  for (const state of new Set(states)) {
    const left = join(statesFolder(bench), state);
    const tried = waysFrom(left, goneOn === 0);
    goneOn += tried.length;
    const problems = await goOn(bench, story, left, tried, ends);
    const at = points[states.indexOf(state)];
    wrong.push(...problems.map((problem) => `killed at \`${at}\`, then ${problem}`));
  }
  return { goneOn, wrong };
}
