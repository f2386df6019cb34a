import { describe, expect, it } from 'vitest';
import { RunPatience } from '../../src/github/run-patience.ts';

/** A patience of so many seconds on a clock that moves when told, and what it has shown. */
function patienceOf(seconds: number) {
  let now = 0;
  const sleepers: { readonly at: number; readonly wake: () => void }[] = [];
  const shown: string[] = [];
  const clock = {
    now: () => now,
    sleep: (ms: number) =>
      new Promise<void>((wake) => {
        sleepers.push({ at: now + ms, wake });
      }),
  };
  const patience = new RunPatience(
    seconds,
    (wait) => {
      shown.push(`${wait.why} ${wait.seconds}`);
      return () => shown.push(`${wait.why} is over`);
    },
    clock,
  );
  const pass = async (ms: number) => {
    now += ms;
    for (const { at, wake } of sleepers) if (at <= now) wake();
    await new Promise((done) => setImmediate(done));
  };
  return { patience, shown, pass };
}

describe('the patience of a run', () => {
  it('is used up by what waits one after the other', async () => {
    const { patience, pass } = patienceOf(60);
    const first = patience.wait('a', 20);
    await pass(20_000);
    await first;
    expect([patience.left, patience.spent]).toEqual([40, 20]);
    void patience.wait('b', 40);
    await pass(40_000);
    expect(patience.left).toBe(0);
  });

  it('is used once by what waits at the same time, and what is longer waits for the rest', async () => {
    const { patience, shown, pass } = patienceOf(60);
    const waits = [patience.wait('a', 30), patience.wait('b', 30), patience.wait('c', 10)];
    expect([patience.left, patience.spent]).toEqual([60, 30]);
    const longer = patience.wait('d', 45);
    expect([patience.left, patience.spent, shown]).toEqual([60, 45, ['a 30', 'd 45']]);
    await pass(45_000);
    await Promise.all([...waits, longer]);
    expect(shown).toEqual(['a 30', 'd 45', 'a is over', 'd is over']);
    expect(patience.left).toBe(15);
  });

  it('lets nothing be asked while a wait is on', async () => {
    const { patience, pass } = patienceOf(60);
    void patience.wait('a', 30);
    let asked = false;
    const asking = patience.rest().then(() => {
      asked = true;
    });
    await pass(29_000);
    expect(asked).toBe(false);
    await pass(1_000);
    await asking;
    expect(asked).toBe(true);
  });
});
