import { afterAll, beforeAll, describe, test } from 'vitest';
import { Bench } from './bench.ts';
import { fillDisk } from './disk.ts';
import { count, report } from './kill-all.ts';
import type { Story } from './story.ts';

const stories: readonly Story[] = [
  { line: 'pick 230 --into 1.8.0' },
  { line: 'pick 230 236 --into 1.8 --yes', terminal: true, exit: 4 },
  { line: 'promote 1.8.0', before: (bench) => bench.shop.syncedCandidate() },
  { line: 'undo', before: (bench) => bench.goes('pick 230 --into 1.8.0') },
];

describe('the disk is full, from any write on', () => {
  let bench: Bench;
  beforeAll(async () => {
    bench = await Bench.start();
  });
  afterAll(() => bench.stop());
  for (const story of stories) {
    test(`rel ${story.line}`, async () => {
      const tried = await fillDisk(bench, story);
      count('writes from which on the disk is full: ENOSPC to rel, RLIMIT_FSIZE to git', tried.points);
      count('ways of going on when there is room again (about)', tried.goneOn);
      report(story, tried);
    });
  }
});
