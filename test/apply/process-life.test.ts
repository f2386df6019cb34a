import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, onTestFinished, test } from 'vitest';
import { lifeOf, ownIdentity } from '../../src/apply/process-life.ts';
import { beganAt } from '../support/processes.ts';

const nowhere = '/nowhere';

/** A shell that runs this and prints a number. */
async function numberOf(script: string): Promise<number> {
  const child = spawn('sh', ['-c', script], { stdio: ['ignore', 'pipe', 'ignore'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  const [bytes] = await once(child.stdout, 'data');
  return Number(String(bytes));
}

describe('how a process is', () => {
  test('this one lives; its number with another beginning is another process', () => {
    expect(lifeOf(ownIdentity(), null)).toBe('alive');
    expect(lifeOf({ ...ownIdentity(), began: '1' }, null)).toBe('dead');
    expect(lifeOf({ ...ownIdentity(), place: '0'.repeat(16) }, null)).toBe('elsewhere');
  });

  test('one that has ended is dead, though its parent has not asked for it', async () => {
    // The parent becomes a program that waits for nobody.
    const pid = await numberOf('true & echo $!; exec sleep 1000');
    await expect.poll(() => lifeOf({ ...ownIdentity(), pid, began: beganAt(pid) }, null)).toBe('dead');
  });

  test('where no kernel tells, ps says whether it is younger than its sign of life', () => {
    const own = ownIdentity(nowhere);
    expect(own.began).toBeNull();
    expect(lifeOf(own, Date.now(), nowhere)).toMatch(/^(alive|silent)$/);
    expect(lifeOf(own, Date.now() - 86_400_000, nowhere)).toMatch(/^(dead|silent)$/);
    expect(lifeOf(own, null, nowhere)).toBe('silent');
    expect(lifeOf({ ...own, pid: 2 ** 31 - 1 }, null, nowhere)).toBe('dead');
  });
});
