import { readFileSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { serve } from '../../../src/sandbox/github/serve.ts';
import { refusedPushes } from '../../support/refused-pushes.ts';
import type { Run, Shop } from '../../support/rig.ts';
import { scenariosOfRunners } from '../../support/runner.ts';
import { figure } from '../support/figures.ts';
import { refuse } from './support/refusing-remote.ts';

const scenario = scenariosOfRunners();

/** What a server says instead of taking a push. */
type Instead = (response: ServerResponse) => void;
const says =
  (status: number, text: string, headers: Readonly<Record<string, string>> = {}): Instead =>
  (response) =>
    void response.writeHead(status, { 'content-type': 'text/plain', ...headers }).end(text);

const pick = 'pick 230 --into 1.8.0';
let tried = 0;
afterAll(() => figure({ room: 'refusals', what: 'pushes refused over HTTP', tried, failures: 0 }));

describe('over HTTP', () => {
  /** Leads to the shop of the moment, and answers for it where it is told to. */
  const front = createServer((incoming, response) => lead(incoming, response));
  let [target, url]: [string, string] = ['', ''];
  let instead: { readonly at: RegExp; readonly say: Instead } | null = null;

  beforeAll(async () => {
    await new Promise<void>((done) => front.listen(0, '127.0.0.1', done));
    url = `http://127.0.0.1:${(front.address() as AddressInfo).port}`;
  });
  afterAll(() => new Promise((done) => front.close(done)));

  function lead(incoming: IncomingMessage, response: ServerResponse): void {
    if (instead?.at.test(incoming.url ?? '') === true) {
      incoming.resume();
      instead.say(response);
      return;
    }
    const { method, headers } = incoming;
    const onward = request(`${target}${incoming.url}`, { method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(response);
    });
    incoming.pipe(onward);
  }

  function served(
    name: string,
    story: (
      shop: Shop,
      run: (login?: string, line?: string, env?: Record<string, string>) => Promise<Run>,
    ) => Promise<void>,
  ) {
    scenario(name, async (shop) => {
      const server = await serve(join(shop.dir, 'github'), { port: 0 });
      [target, instead] = [server.url, null];
      shop.git(['remote', 'set-url', 'origin', `${url}/acme/shop.git`]);
      const before = [shop.refs(), issuesOf(shop)];
      try {
        await story(shop, (login = 'rita', line = pick, env = {}) => {
          tried += 1;
          const asked = line === pick ? 'rita' : login;
          return shop.rel(line, { env: { ...environment(login, asked), ...env } });
        });
        if (shop.runs.every((each) => each.line === pick))
          expect([shop.refs(), issuesOf(shop)]).toEqual(before);
      } finally {
        await server.close();
      }
    });
  }

  function environment(login: string, asked = 'rita'): Record<string, string> {
    const basic = Buffer.from(`x-access-token:sandbox:${login}`).toString('base64');
    return {
      GITHUB_SERVER_URL: url,
      GITHUB_API_URL: url,
      GH_ENTERPRISE_TOKEN: `sandbox:${asked}`,
      GIT_CONFIG_COUNT: '1',
      GIT_CONFIG_KEY_0: `http.${url}/.extraHeader`,
      GIT_CONFIG_VALUE_0: `Authorization: Basic ${basic}`,
    };
  }

  served('the words of rules and hooks are the same', async (shop, run) => {
    for (const name of ['everything at once, new words', 'secrets', 'a workflow file by a GitHub App']) {
      const push = refusedPushes.find((each) => each.name === name);
      if (push === undefined) throw new Error(name);
      refuse(shop, { 'refs/heads/rc/1.8.0': push });
      const { exit, stderr } = await run();
      expect(exit, stderr).toBe(6);
      for (const shown of push.shown) expect(stderr.replaceAll(/\n +/g, '\n')).toContain(shown);
    }
  });

  served('a token that may only read is told so, with the account', async (_shop, run) => {
    const { exit, stderr } = await run('eve');
    expect([exit, stderr]).toEqual([
      6,
      expect.stringMatching(/denied to eve[\s\S]*next: ask an admin to let/),
    ]);
  });

  served('a token that is none is told how to log in', async (_shop, run) => {
    instead = {
      at: /git-receive-pack/,
      say: says(401, 'no', { 'www-authenticate': 'Basic realm="GitHub"' }),
    };
    const { exit, stderr } = await run();
    expect([exit, stderr]).toEqual([6, expect.stringMatching(/next: let git log in: gh auth setup-git/)]);
  });

  served('the token of a job is told what its workflow file lacks', async (_shop, run) => {
    const words = 'Permission to acme/shop.git denied to github-actions[bot].\n';
    instead = { at: /git-receive-pack/, say: says(403, words) };
    const { exit, stderr } = await run();
    expect([exit, stderr]).toEqual([6, expect.stringContaining('permissions: { contents: write }')]);
  });

  served("workflow files are found before the push, where it is a job's own token", async (shop, run) => {
    const file = '.github/workflows/ci.yml';
    shop.git(['remote', 'set-url', 'origin', shop.origin]);
    shop.commitOnto('main', { [file]: 'on: push\n' }, 'Build on every push');
    shop.git(['remote', 'set-url', 'origin', `${url}/acme/shop.git`]);
    const job = 'github-actions[bot]';
    const state = join(shop.dir, 'github/state.json');
    const github = JSON.parse(readFileSync(state, 'utf8'));
    writeFileSync(
      state,
      JSON.stringify({ ...github, permissions: { ...github.permissions, [job]: 'write' } }),
    );
    const before = [shop.refs(), issuesOf(shop)];
    const env = { GITHUB_ACTIONS: 'true', GITHUB_ACTOR: 'rita' };
    const line = 'sync-hotfix';
    const found = await run(job, line, env);
    expect([found.exit, found.stderr]).toEqual([
      6,
      expect.stringMatching(
        /would refuse the push, since it changes \.github\/workflows\/ci\.yml[\s\S]*`token:`/,
      ),
    ]);
    const dry = await run(job, `${line} --dry-run`, env);
    expect([dry.exit, dry.stderr]).toEqual([0, expect.stringContaining('would refuse the push')]);
    expect([shop.refs(), issuesOf(shop)]).toEqual(before);
    // A token of somebody else's may be one that can.
    const other = await run('rita', `${line} --dry-run`, env);
    expect([other.exit, other.stderr]).toEqual([0, expect.not.stringContaining('would refuse')]);
  });

  served('a pack that a proxy finds too large leaves nothing behind', async (_shop, run) => {
    instead = { at: /\/git-receive-pack$/, say: says(413, 'Request Entity Too Large') };
    const { exit, stderr } = await run();
    expect([exit, stderr]).toEqual([6, expect.stringMatching(/413[\s\S]*next: push large files by Git LFS/)]);
  });
});

const issuesOf = (shop: Shop): unknown =>
  JSON.parse(readFileSync(join(shop.dir, 'github/state.json'), 'utf8')).issues;
