import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { gateKinds } from '../../src/gates/registry.ts';
import { serve } from '../../src/sandbox/github/serve.ts';
import { runInside } from '../support/inside.ts';
import { type LongTrain, longTrain } from '../support/long-train.ts';

interface Cost {
  readonly requests: number;
  readonly fetches: number;
  readonly listings: number;
  /** Git processes of rel's own in all. */
  readonly processes: number;
}

interface Verdict {
  readonly gate: string;
  readonly kind: string;
  readonly code: string;
  readonly message: string;
}

/** A GitHub that listens while `story` runs. */
async function serving<T>({ dir }: LongTrain, story: (url: string) => Promise<T>): Promise<T> {
  const server = await serve(join(dir, 'github'), { port: 0 });
  return story(server.url).finally(() => server.close());
}

/** What `rel gate promote` comes to, and what it costs: real git, and GitHub over HTTP. */
async function judge({ work }: LongTrain, url: string, more: readonly string[] = []) {
  let requests = 0;
  const git: (readonly string[])[] = [];
  const onRequest = (message: unknown) => {
    const { request } = message as { request: IncomingMessage };
    if (`http://${request.headers.host}` === url) requests += 1;
  };
  const onProcess = (message: unknown) => {
    const { process: child } = message as { process: { spawnargs?: readonly string[] } };
    // It is told before it is started. The embedded GitHub has its own git.
    queueMicrotask(() => {
      const { spawnargs = [] } = child;
      if (spawnargs.includes('--no-pager')) git.push(spawnargs);
    });
  };
  subscribe('http.server.request.start', onRequest);
  subscribe('child_process', onProcess);
  try {
    const env = { GITHUB_API_URL: url, GITHUB_SERVER_URL: 'https://github.com', GH_TOKEN: 'sandbox:rita' };
    const args = ['gate', 'promote', '1.0.0', '--json', ...more];
    const { stdout } = await runInside(args, { cwd: work, env });
    const count = (command: string) => git.filter((one) => one.includes(command)).length;
    const cost: Cost = {
      ...{ requests, fetches: count('fetch'), listings: count('ls-remote'), processes: git.length },
    };
    const { result } = JSON.parse(stdout) as { result: { verdicts: readonly Verdict[] } };
    return { cost, verdicts: result.verdicts };
  } finally {
    unsubscribe('http.server.request.start', onRequest);
    unsubscribe('child_process', onProcess);
  }
}

const codesOf = ({ verdicts }: { readonly verdicts: readonly Verdict[] }) =>
  Object.fromEntries(verdicts.map(({ gate, code }) => [gate, code]));

/** What GitHub and the fetched commits alone can bring about: were an answer lost on the way, it would be unknown. */
const passed = {
  ...{ features: 'pull-requests.merged', milestone: 'pull-requests.merged', approved: 'approvals.given' },
  ...{ branches: 'feature-branches.ready', 'more-branches': 'feature-branches.merged' },
  ...{ ci: 'checks.green', nightly: 'checks.green', bugs: 'issues.none', blockers: 'issues.none' },
  ...{
    reported: 'tickets.complete',
    'into-main': 'merges-cleanly.clean',
    'into-both': 'merges-cleanly.clean',
  },
};

// docs/budget.md says these figures.
test('a train of 200 PRs takes ten requests and one fetch, whatever the gates; the next run seven, and no fetch', async () => {
  const train = await longTrain(200);
  await serving(train, async (url) => {
    const first = await judge(train, url);
    expect(new Set(first.verdicts.map(({ kind }) => kind))).toEqual(
      new Set(gateKinds.map(({ kind }) => kind)),
    );
    expect(codesOf(first)).toMatchObject(passed);
    expect(first.cost).toMatchObject({ requests: 10, fetches: 1, listings: 1 });
    const second = await judge(train, url);
    expect(codesOf(second)).toEqual(codesOf(first));
    expect(second.cost).toMatchObject({ requests: 7, fetches: 0, listings: 1 });
    const page = readFileSync(new URL('../../docs/budget.md', import.meta.url), 'utf8');
    const row = (what: string, of: keyof Cost) => `| ${what} | ${first.cost[of]} | ${second.cost[of]} |`;
    expect(page).toContain(row('requests to GitHub', 'requests'));
    expect(page).toContain(row('`git fetch`', 'fetches'));
    expect(page).toContain(row('`git ls-remote`', 'listings'));
  });
});

test('what has changed since the last run is seen, and a broken memory is none', async () => {
  const train = await longTrain(6);
  const folder = join(train.work, '.git/rel/github-cache');
  await serving(train, async (url) => {
    const github = async (login: string, operation: string, body?: object) => {
      const [method = '', path = ''] = operation.split(' ');
      const answer = await fetch(`${url}/repos/acme/shop/${path}`, {
        method,
        headers: { authorization: `token sandbox:${login}`, 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      if (!answer.ok) throw new Error(`${operation}: ${answer.status} ${await answer.text()}`);
      return answer.status === 204 ? null : ((await answer.json()) as unknown);
    };
    const first = async (path: string) => ((await github('rita', `GET ${path}`)) as { id: number }[])[0]?.id;
    const comment = await first('issues/2/comments');
    const review = await first('pulls/4/reviews');
    expect(codesOf(await judge(train, url, ['--dry-run']))).toMatchObject(passed);
    expect(existsSync(folder), 'nothing is written with --dry-run').toBe(false);
    expect(codesOf(await judge(train, url))).toMatchObject(passed);

    const changes: readonly (readonly [string, string, () => Promise<unknown>])[] = [
      ['approved', '#3 qa: nobody', () => github('quinn', 'DELETE issues/3/labels/qa-approved')],
      [
        'approved',
        '#2 qa: nobody',
        () => github('quinn', `PATCH issues/comments/${comment}`, { body: '/qa-approve ' }),
      ],
      [
        'approved',
        '#4 qa: ',
        () => github('rita', `PUT pulls/4/reviews/${review}/dismissals`, { message: 'no' }),
      ],
      [
        'approved',
        '#1 qa: quinn asks',
        () => github('quinn', 'POST pulls/1/reviews', { event: 'REQUEST_CHANGES', body: 'No.' }),
      ],
      ['reported', '#12', () => github('dora', 'PATCH issues/12', { body: 'It does not work.' })],
      [
        'bugs',
        'is open',
        () => github('dora', 'POST issues', { title: 'Broken', labels: ['bug'], milestone: 1 }),
      ],
      [
        'ci',
        'failure',
        () =>
          github('github-actions[bot]', 'POST check-runs', {
            name: 'build',
            head_sha: train.sha('on 6'),
            status: 'completed',
            conclusion: 'failure',
          }),
      ],
    ];
    for (const [gate, says, change] of changes) {
      await change();
      const verdict = (await judge(train, url)).verdicts.find((one) => one.gate === gate);
      expect(verdict?.message, gate).toContain(says);
    }

    const known = await judge(train, url);
    for (const file of readdirSync(folder)) {
      expect(readFileSync(join(folder, file), 'utf8')).not.toContain('sandbox:rita');
      writeFileSync(join(folder, file), '{"form":1,"pulls":[{"number":3');
    }
    expect(codesOf(await judge(train, url))).toEqual(codesOf(known));
  });
});
