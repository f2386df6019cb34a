import { expect, test } from 'vitest';
import { Bench } from './bench.ts';
import { cutJournal } from './journal.ts';
import { count, report } from './kill-all.ts';

test('a journal that was cut off at any byte says what had happened, and nothing else', async () => {
  const bench = await Bench.start();
  const story = {
    line: 'pick 231 232 --into 1.8 --into 1.7',
    before: (there: Bench) => there.goes('cut-hotfix'),
  };
  try {
    const tried = await cutJournal(bench, story);
    expect(tried.bytes).toBeGreaterThan(1000);
    count('bytes at which a journal was cut off (about)', tried.bytes);
    count('ways of going on with a journal that was cut off', tried.goneOn);
    report(story, tried);
  } finally {
    await bench.stop();
  }
});
