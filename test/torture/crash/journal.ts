import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readPending } from '../../../src/apply/journal.ts';
import { openRepository } from '../../../src/git/repository.ts';
import type { Bench } from './bench.ts';
import { goOn } from './go-on.ts';
import { record, setUp, statesFolder } from './recording.ts';
import { type Story, ways } from './story.ts';

export interface TriedJournal {
  readonly bytes: number;
  readonly goneOn: number;
  readonly wrong: readonly string[];
}

const fileIn = (box: string): string => join(box, 'work/.git/rel/journal.jsonl');

/**
 * Cuts the journal of a story's command off at every byte: each line of it in the state that the world was in when it
 * was written. What is read of it must be what the whole lines say; from the middle of each line it is gone on with.
 */
export async function cutJournal(bench: Bench, story: Story): Promise<TriedJournal> {
  const start = await setUp(bench, story);
  const { ends, points, states } = await record(bench, story, start);
  const wrong: string[] = [];
  let [bytes, goneOn, before] = [0, 0, Buffer.alloc(0)];
  for (const [at, point] of points.entries()) {
    if (!/^(renamed to|wrote) journal\.jsonl( |$)/.test(point)) continue;
    const journal = readFileSync(fileIn(join(statesFolder(bench), states[at] ?? '')));
    bench.open(join(statesFolder(bench), states[at - (before.length > 0 ? 1 : 0)] ?? ''));
    const file = fileIn(bench.place.box);
    const repo = await openRepository(bench.place.work);
    writeFileSync(file, before);
    const whole = JSON.stringify(readPending(repo));
    for (let cut = before.length; cut < journal.length; cut++) {
      bytes += 1;
      writeFileSync(file, journal.subarray(0, cut));
      if (JSON.stringify(readPending(repo)) !== whole) wrong.push(`cut off at byte ${cut}: read as another`);
    }
    writeFileSync(file, journal.subarray(0, (before.length + journal.length) >> 1));
    const left = bench.place.keep(join(bench.folder, 'left'));
    // Without its plan it is none, and stays until the next one takes its name.
    const tried = before.length === 0 ? (['again'] as const) : ways;
    goneOn += tried.length;
    const problems = await goOn(bench, story, left, tried, ends);
    wrong.push(...problems.map((problem) => `cut off in the line of \`${point}\`, then ${problem}`));
    before = journal;
  }
  return { bytes, goneOn, wrong };
}
