import { readFileSync } from 'node:fs';
import { watch } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, describe, expect } from 'vitest';
import { sandboxConnection } from '../../../src/sandbox/connection.ts';
import type { Shop } from '../../support/rig.ts';
import { scenariosOfRunners } from '../../support/runner.ts';
import { runOnTerminal } from '../../support/terminal.ts';
import { figure } from '../support/figures.ts';

const scenario = scenariosOfRunners();

let tried = 0;
afterAll(() =>
  figure({ room: 'refusals', what: 'rate limits, before the push and after it', tried, failures: 0 }),
);

/** A request that GitHub refuses for a limit, in one of its ways (facts 1 and 4). */
type Limit = Readonly<{ status: number; headers?: Record<string, string>; body?: string }>;
const soon: Limit = { status: 429, headers: { 'retry-after': '1' } };
const far = (seconds = 1800): Limit => ({
  status: 403,
  headers: {
    'x-ratelimit-remaining': '0',
    'x-ratelimit-resource': 'core',
    'x-ratelimit-reset': String(Math.floor(Date.now() / 1000) + seconds),
  },
  body: JSON.stringify({ message: 'API rate limit exceeded for user ID 1.' }),
});
const graphql: Limit = {
  status: 200,
  headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-resource': 'graphql', 'retry-after': '1' },
  body: JSON.stringify({ errors: [{ type: 'RATE_LIMITED', message: 'API rate limit exceeded' }] }),
};
const secondary: Limit = {
  status: 403,
  headers: { 'x-ratelimit-remaining': '4990' },
  body: JSON.stringify({ message: 'You have exceeded a secondary rate limit.' }),
};

const pick = 'pick 230 231 --into 1.8.0';
const commands: readonly (readonly [string, (shop: Shop) => Promise<void>])[] = [
  ['cut-rc 1.9.0', (shop) => shop.finishFeatures()],
  [pick, async () => {}],
  ['promote 1.8.0', (shop) => shop.syncedCandidate()],
  ['sync-hotfix', async () => {}],
  ['sign-off 1.8.0 --as rte', async () => {}],
];

describe('before the push', () => {
  describe.each(commands)('rel %s', (line, prepare) => {
    scenario('a limit that outlasts the patience is exit 6, and nothing has begun', async (shop) => {
      await prepare(shop);
      for (const limit of [far(), secondary]) {
        await faults(shop, { match: { path: '/graphql' }, ...limit, times: 99 });
        const before = everything(shop);
        const run = await rel(shop, `${line} --max-wait 5`);
        expect([run.exit, run.stderr]).toEqual([
          6,
          expect.stringMatching(/--max-wait \d+m, which waits, run the/),
        ]);
        expect(everything(shop)).toEqual(before);
      }
    });
  });

  scenario('one that ends soon is waited for, and said', async (shop) => {
    await faults(shop, { match: { path: '/graphql' }, ...graphql, times: 2 });
    const run = await rel(shop, pick);
    expect([run.exit, run.stderr]).toEqual([
      0,
      expect.stringContaining("GitHub's rate limit (graphql) is reached"),
    ]);
    expect(run.stderr.match(/waiting 1 s\n/g)?.length).toBeGreaterThan(0);
  });

  scenario('what moves during the wait is noticed by the push', async (shop) => {
    await faults(shop, { match: { path: '/graphql' }, ...soon, headers: { 'retry-after': '3' }, times: 1 });
    const waiting = rel(shop, pick);
    await met(shop);
    const moved = shop.commitOnto('rc/1.8.0', { 'CHANGES.txt': 'meanwhile\n' }, 'Meanwhile');
    const run = await waiting;
    expect([run.exit, run.stderr]).toEqual([5, expect.stringContaining('the remote moved')]);
    expect(shop.tip('rc/1.8.0')).toBe(moved);
  });

  scenario('the patience is that of the run: many short limits use it up, too', async (shop) => {
    await faults(shop, { match: { path: '/graphql' }, ...soon, times: 99 });
    const run = await rel(shop, `${pick} --max-wait 2`);
    expect([run.exit, run.stderr]).toEqual([6, expect.stringContaining('of which it has waited 2 s')]);
  });

  scenario('--max-wait 0 and REL_MAX_WAIT=0 wait for nothing; in CI the default is longer', async (shop) => {
    for (const [options, env] of [
      ['--max-wait 0', {}],
      ['', { REL_MAX_WAIT: '0' }],
    ] as const) {
      await faults(shop, { match: { path: '/graphql' }, ...soon, times: 99 });
      const run = await rel(shop, `${pick} ${options}`, { env });
      expect([run.exit, run.stderr]).toEqual([6, expect.stringContaining('this run may wait 0 s in all')]);
      expect(run.stderr).not.toContain('waiting');
    }
    await faults(shop, { match: { path: '/graphql' }, ...far(), times: 99 });
    const ci = await rel(shop, pick, { env: { CI: 'true' } });
    expect([ci.exit, ci.stderr]).toEqual([6, expect.stringContaining('this run may wait 10 min in all')]);
    const wrong = await rel(shop, `${pick} --max-wait soon`);
    expect([wrong.exit, wrong.stderr]).toEqual([2, expect.stringContaining('`soon`')]);
  });
});

describe('after the push', () => {
  for (const [name, limit, writes] of [
    ['the reset of the hour', far(), [0, 1, 2]],
    ['a secondary limit', secondary, [1]],
  ] as const) {
    for (const nth of writes) {
      scenario(
        `${name}, at write ${nth + 1}: the rest is finished by rel continue, nothing twice`,
        async (shop) => {
          const path = ['issues/230/comments', 'issues/230/labels', 'issues/231/comments'][nth] ?? '';
          const match = { method: 'POST', path: `/repos/acme/shop/${path}` };
          await faults(shop, { match, ...limit, times: 9 });
          const run = await rel(shop, `${pick} --max-wait 5`, { pending: true });
          expect(run.exit).toBe(6);
          expect(run.stderr).toMatch(
            /or at once with --max-wait \d+m, which waits, run: rel continue \(its push has/,
          );
          const refs = shop.refs();

          const again = await rel(shop, 'continue --max-wait 0', { pending: true });
          expect([again.exit, again.stderr]).toEqual([6, expect.stringContaining('run: rel continue')]);
          const other = await rel(shop, 'tag-rc 1.8.0', { pending: true });
          expect([other.exit, other.stderr]).toEqual([7, expect.stringContaining('rel continue')]);

          await faults(shop, { match, ...soon, times: 1 });
          const waited = await rel(shop, 'continue');
          expect([waited.exit, waited.stderr]).toEqual([0, expect.stringContaining('waiting 1 s')]);
          expect(shop.refs()).toEqual(refs);
          expect(told(shop)).toEqual([1, 1]);
        },
      );
    }
  }

  scenario('Ctrl-C during the wait is 130 at once, with the way on', async (shop) => {
    const match = { method: 'POST', path: '/repos/acme/shop/issues/230/comments' };
    await faults(shop, { match, ...soon, headers: { 'retry-after': '40' }, times: 1 });
    const began = Date.now();
    tried += 1;
    const { exit, screen } = await runOnTerminal(
      `${pick} -y`,
      [{ at: /waiting 3\d s, until/, keys: '\u0003' }],
      { cwd: shop.work, env: {} },
    );
    expect([exit, screen]).toEqual([130, expect.stringContaining('interrupted')]);
    expect(screen).toMatch(/waiting 40 s, until \d\d:\d\d:\d\d UTC/);
    expect(Date.now() - began).toBeLessThan(35_000);
    await faults(shop);
    expect((await rel(shop, 'continue')).exit).toBe(0);
    expect(told(shop)).toEqual([1, 1]);
  });
});

function rel(shop: Shop, line: string, options: Parameters<Shop['rel']>[1] = {}) {
  tried += 1;
  return shop.rel(line, options);
}

/** Waits until every fault has been met: rel has read the remote by then, and waits for GitHub. */
async function met(shop: Shop): Promise<void> {
  const file = join(shop.dir, 'github/state.json');
  const isOver = () => JSON.parse(readFileSync(file, 'utf8')).faults.length === 0;
  for await (const _ of watch(join(shop.dir, 'github'))) if (isOver()) return;
}

const everything = (shop: Shop): unknown => {
  const { faults: _, ...state } = JSON.parse(readFileSync(join(shop.dir, 'github/state.json'), 'utf8'));
  return { refs: shop.refs(), state };
};

/** How many comments of rel's the two PRs have. */
function told(shop: Shop): number[] {
  const { issues } = JSON.parse(readFileSync(join(shop.dir, 'github/state.json'), 'utf8'));
  return [230, 231].map((number) => {
    const { comments } = issues.find((issue: { number: number }) => issue.number === number);
    return comments.filter(({ body }: { body: string }) => body.includes('<!-- rel:picks -->')).length;
  });
}

/** Takes back all faults of the embedded GitHub, and asks for these. */
async function faults(shop: Shop, ...wanted: readonly object[]): Promise<void> {
  const { fetch } = await sandboxConnection(join(shop.dir, 'github'));
  const url = 'http://localhost/_sandbox/faults';
  await fetch(url, { method: 'DELETE' });
  if (wanted.length === 0) return;
  const answer = await fetch(url, { method: 'POST', body: JSON.stringify(wanted) });
  expect(answer.status).toBe(201);
}
