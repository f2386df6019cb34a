import fc from 'fast-check';
import { expect, test } from 'vitest';
import { event, RandomPlay, reportedLines } from '../../support/random-play.ts';

/** `MISSING_RUNS=1000` is the long version; another `MISSING_SEED` tells other stories. */
const runs = Number(process.env.MISSING_RUNS ?? 15);
const seed = Number(process.env.MISSING_SEED ?? 1);

test(`what is reported missing is what is absent: ${runs} random stories`, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(event, { minLength: 4, maxLength: 24 }), async (events) => {
      const play = new RandomPlay();
      for (const one of events) play.run(one);
      for (const branch of ['devel', 'rc'] as const) {
        const reported = (await play.story.states(branch)).flatMap((row) => {
          const [, name = ''] = /^(\S+) missing/.exec(row) ?? [];
          return play.bringsFixes(name) ? [play.linesOf(name)] : [];
        });
        const absent = play.absent(branch);
        const { lines, wrong } = reportedLines(reported, absent);
        expect(wrong, `${branch}: present, and reported`).toBe(0);
        expect(lines, `${branch}: reported`).toEqual(absent.sort());
      }
    }),
    { numRuns: runs, seed },
  );
}, 3_600_000);
