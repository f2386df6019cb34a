import { join } from 'node:path';
import { type Bench, first } from './bench.ts';
import { digestOf, durable } from './durable.mjs';
import { goOn } from './go-on.ts';
import { type Recorded, record, setUp, waysFrom } from './recording.ts';
import type { Story } from './story.ts';

export interface TriedDisk {
  readonly points: number;
  readonly goneOn: number;
  readonly wrong: readonly string[];
}

/** What comes next writes something, be it rel or a git of rel's. */
const writes =
  /^(opened|wrote|made|renamed|copied) |^git (push|fetch|fast-import|unpack-objects|mktag|update-ref|worktree|cherry-pick|write-tree) started/;

/**
 * Fills the disk before each write of a story's command: no write of it succeeds from there on, neither rel's nor
 * git's. When there is room again, goes on in every way from each state that has come of it.
 */
export async function fillDisk(bench: Bench, story: Story): Promise<TriedDisk> {
  const start = await setUp(bench, story);
  const { ends, points }: Recorded = await record(bench, story, start);
  const before = points.filter((_, at) => writes.test(points[at + 1] ?? ''));
  const wrong: string[] = [];
  const seen = new Set<string>();
  let goneOn = 0;
  for (const at of before) {
    bench.open(start);
    const { exit, stdout, stderr } = await bench.run(story, { ...first, at, fate: 'full' });
    const state = digestOf(durable(bench.place.box));
    if (exit === 1) wrong.push(`full from \`${at}\`: ${stdout}${stderr}`);
    if (seen.has(state)) continue;
    seen.add(state);
    const left = bench.place.keep(join(bench.folder, 'left'));
    const tried = waysFrom(left, goneOn === 0);
    goneOn += tried.length;
    const problems = await goOn(bench, story, left, tried, ends);
    wrong.push(...problems.map((problem) => `full from \`${at}\` (exit ${exit}), then ${problem}`));
  }
  return { points: before.length, goneOn, wrong };
}
