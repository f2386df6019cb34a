import { execFileSync } from 'node:child_process';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { expect, inject, test } from 'vitest';
import { temporaryFolder } from '../support/git-history.ts';
import { runInside } from '../support/inside.ts';
import { manyPullRequests } from '../support/many-pull-requests.ts';

/** The git processes of rel's own that `rel status` starts but for the reader, and what it says. */
async function statusIn(cwd: string) {
  let processes = 0;
  const listener = (message: unknown) => {
    const { process: child } = message as { process: { spawnargs?: readonly string[] } };
    // It is told before it is started. The embedded GitHub has its own git.
    queueMicrotask(() => {
      const { spawnargs = [] } = child;
      if (spawnargs.includes('--no-pager') && !spawnargs.includes('cat-file')) processes += 1;
    });
  };
  subscribe('child_process', listener);
  try {
    const { exit, stdout } = await runInside(['status', '--json'], { cwd });
    expect(exit).toBe(0);
    return { processes, train: JSON.parse(stdout).result.trains[0] };
  } finally {
    unsubscribe('child_process', listener);
  }
}

test('100 fixes that wait take no more git processes than 10', async () => {
  const costs = [];
  for (const count of [10, 100]) {
    const shop = await manyPullRequests(count, { label: 'rc/1.0.0' });
    const { processes, train } = await statusIn(shop.work);
    expect(train.waiting).toHaveLength(count);
    costs.push(processes);
  }
  expect(costs[1]).toBe(costs[0]);
  expect(costs[0]).toBeLessThanOrEqual(40);
});

test('the sandbox, with a hotfix that is not where it belongs, stays below 60', async () => {
  const dir = join(temporaryFolder(), 'sandbox');
  cpSync(inject('template'), dir, { recursive: true });
  execFileSync('git', ['-C', join(dir, 'work'), 'remote', 'set-url', 'origin', join(dir, 'origin.git')]);
  const { processes, train } = await statusIn(join(dir, 'work'));
  expect(train).toMatchObject({ lacks: 1, forecast: [{ into: 'main', outcome: 'clean' }] });
  expect(processes).toBeLessThanOrEqual(56);
});
