import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { applyPlan } from '../../src/apply/operation.ts';
import { contextOf } from '../../src/commands/kit/operate.ts';
import { operation } from '../../src/commands/pick.ts';
import { PickRequest } from '../../src/domain/pick-request.ts';
import { readWorld } from '../../src/facts/world.ts';
import { openRepository } from '../../src/git/repository.ts';
import { connectGitHub } from '../../src/github/github.ts';
import { sandboxConnection } from '../../src/sandbox/connection.ts';
import { committer } from '../support/git-world.ts';
import { manyPullRequests } from '../support/many-pull-requests.ts';

/** Git processes of rel's own but for the reader, which comes back if it was idle for long; and requests. */
interface Cost {
  processes: number;
  requests: number;
}

const asked = (sources: readonly string[]): PickRequest =>
  PickRequest.parse({
    ...{ sources, into: ['rc/1.0.0'], approved: false, deliver: null, onConflict: null, allOrNothing: false },
    ...{ withPrerequisites: false, includeReverted: false, terminal: false, attended: false },
    ...{ resolutions: [], skips: [] },
  });

/** What it costs to plan the pick of so many PRs, and then to carry it out. */
async function costOf(count: number, name: (number: number, sha: string) => string) {
  const shop = await manyPullRequests(count);
  const shas = shop.git('rev-list --reverse --grep=^Mend origin/devel').split('\n');
  const cost: Cost = { processes: 0, requests: 0 };
  const { fetch, owner, name: repository } = await sandboxConnection(join(shop.dir, 'github'));
  const github = connectGitHub({
    ...{
      host: 'github.com',
      apiUrl: 'http://localhost',
      slug: { owner, name: repository },
      token: 'sandbox:rita',
    },
    fetch: (input, init) => {
      cost.requests += 1;
      return fetch(input, init);
    },
  });
  const listener = (message: unknown) => {
    const { process: child } = message as { process: { spawnargs?: readonly string[] } };
    // It is told before it is started. The embedded GitHub has its own git.
    queueMicrotask(() => {
      const { spawnargs = [] } = child;
      if (spawnargs.includes('--no-pager') && !spawnargs.includes('cat-file')) cost.processes += 1;
    });
  };
  subscribe('child_process', listener);
  try {
    const repo = await openRepository(shop.work);
    const plain = name === bySha;
    const connect = async () => (plain ? null : github);
    const world = await readWorld({ repo, remote: 'origin', localPolicy: null, connect });
    const stamp = {
      id: 'a'.repeat(20),
      at: '2026-01-02T00:00:00.000Z',
      committer,
      actor: { login: 'rita', source: 'github' as const },
    };
    const prepared = await operation.prepare(world, asked(shas.map((sha, at) => name(at + 1, sha))), stamp);
    const planning = { ...cost };
    if (prepared.plan === null) throw new Error('nothing to pick');
    const applied = await applyPlan(prepared.plan, contextOf(world, stamp));
    expect([...applied.failed]).toEqual([]);
    const applying = {
      processes: cost.processes - planning.processes,
      requests: cost.requests - planning.requests,
    };
    return { planning, applying };
  } finally {
    unsubscribe('child_process', listener);
  }
}

const bySha = (_: number, sha: string) => sha;
const byNumber = (number: number) => `#${number}`;

// docs/bench-pick.md says these figures.
test.each([10, 100])('%i commits by SHA: a fixed number of git processes, no request', async (count) => {
  const { planning, applying } = await costOf(count, bySha);
  expect(planning).toEqual({ processes: 13, requests: 0 });
  // Two of them ask where the refs are: before the push, and after it (fact 32).
  expect(applying).toEqual({ processes: 4, requests: 0 });
});

test.each([10, 100])('%i PRs: no more processes, and 50 PRs read by one request', async (count) => {
  const { planning, applying } = await costOf(count, byNumber);
  expect(planning).toEqual({ processes: 16, requests: Math.ceil(count / 50) });
  // The label is made once; each PR's comment is looked for, written and read again, and the label put on.
  expect(applying).toEqual({ processes: 4, requests: 1 + 4 * count });
});
