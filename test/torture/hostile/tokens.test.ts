import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { type Run, type Shop, scenario } from '../../support/rig.ts';
import { stubGitHub } from '../../support/stub-github.ts';
import { figure } from '../support/figures.ts';
import { watchingProcesses } from './support/command-lines.ts';
import { recorded, type Started } from './support/recorded-git.ts';

/** Tokens in every form that GitHub has given them (fact 40), each as it is planted. */
const forms = {
  classic: `ghp_${'aB3'.repeat(12)}`,
  fine: `github_pat_11ABCDEFG0${'x9Y'.repeat(20)}`,
  installation: `ghs_123456_eyJhbGciOiJSUzI1NiJ9.${'eyJpc3MiOiIxIn0'.repeat(20)}.${'sIgnature-_'.repeat(10)}`,
  plain: 'e5f1c3a7b9d2e4f6a8c0b1d3f5e7a9c2b4d6e8f0',
  odd: 'a token/with+everything=%',
} as const;

/** All that could turn up of a token. */
const shapes = (token: string): readonly string[] => [
  token,
  encodeURIComponent(token),
  ...[token, `x-access-token:${token}`, `:${token}`].map((text) => Buffer.from(text).toString('base64')),
];

/** Every file below a folder, by path, as bytes of one character each. */
function* filesBelow(dir: string): Generator<readonly [string, string]> {
  for (const entry of readdirSync(dir, { recursive: true, withFileTypes: true }))
    if (entry.isFile())
      yield [join(entry.parentPath, entry.name), readFileSync(join(entry.parentPath, entry.name), 'latin1')];
}

/** Where the token is, of all that runs printed, wrote and started; a child's environment aside. */
function leaks(
  token: string,
  runs: readonly Run[],
  folders: readonly string[],
  starts: readonly Started[],
): string[] {
  const found = (where: string, text: string) =>
    shapes(token).some((shape) => text.includes(shape)) ? [where] : [];
  return [
    ...runs.flatMap(({ stdout, stderr }, nth) => [
      ...found(`stdout ${nth}`, stdout),
      ...found(`stderr ${nth}: ${stderr}`, stderr),
    ]),
    ...folders.flatMap((folder) => [...filesBelow(folder)].flatMap(([path, text]) => found(path, text))),
    ...starts.flatMap(({ program, args }) => found(`argv of ${program}: ${args.join(' ')}`, args.join('\n'))),
  ];
}

const lines = [
  'status',
  'status --json -v',
  'gate promote -v',
  'pick 230 --into 1.8.0 --yes -v',
  'tag-rc 1.8.0 --yes',
  'notes 1.8.0',
  'log --json',
  'sync-hotfix --dry-run --plan-out ../plan.json',
];

/** The runs of these commands, one after the other. */
async function runAll(
  shop: Shop,
  all: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<Run[]> {
  const runs: Run[] = [];
  for (const line of all) runs.push(await shop.rel(line, { env }));
  return runs;
}

let searched = 0;

for (const [name, token] of Object.entries(forms)) {
  scenario(`a token that GitHub echoes in its answers is told nowhere: ${name}`, async (shop) => {
    const echo = `Bad credentials: ${token} (Basic ${Buffer.from(`x-access-token:${token}`).toString('base64')})`;
    const stub = await stubGitHub(() => ({
      status: 401,
      headers: { 'x-echo': token },
      body: { message: echo, errors: [{ message: token }] },
    }));
    shop.git([
      'remote',
      'set-url',
      'origin',
      `https://x-access-token:${encodeURIComponent(token)}@127.0.0.1:1/acme/shop.git`,
    ]);
    shop.git([
      'config',
      'http.extraheader',
      `AUTHORIZATION: basic ${Buffer.from(`x-access-token:${token}`).toString('base64')}`,
    ]);
    const { path, starts } = recorded(['git']);
    const temporary = join(shop.dir, 'tmp');
    mkdirSync(temporary);
    const env = {
      PATH: path,
      GITHUB_API_URL: stub.url,
      GITHUB_SERVER_URL: 'https://127.0.0.1:1',
      GH_ENTERPRISE_TOKEN: token,
      GIT_TRACE: '1',
      GIT_CURL_VERBOSE: '1',
      GIT_TRACE_CURL: '1',
      ACTIONS_STEP_DEBUG: 'true',
      TMPDIR: temporary,
    };
    const runs: Run[] = [];
    for (const line of ['status -v', 'pick 230 --json', 'policy check'])
      runs.push(await shop.rel(line, { env }));
    // The same with a remote that can be read, so that GitHub itself is asked.
    shop.git([
      'config',
      `url.${shop.origin}.insteadOf`,
      `https://x-access-token:${encodeURIComponent(token)}@127.0.0.1:1/acme/shop.git`,
    ]);
    shop.git(['remote', 'set-url', '--push', 'origin', shop.origin]);
    const { GH_ENTERPRISE_TOKEN: _, ...without } = env;
    const { done, seen } = await watchingProcesses(() =>
      runAll(shop, lines, { ...without, GH_TOKEN: token }),
    );
    runs.push(...done);
    expect([...seen].filter((line) => shapes(token).some((shape) => line.includes(shape)))).toEqual([]);
    for (const line of lines.slice(0, 2))
      runs.push(await shop.rel(`${line} --token-stdin`, { env: without, input: `${token}\n` }));
    expect(runs.filter(({ exit }) => exit === 1).map(({ stderr }) => stderr)).toEqual([]);
    const config = join(shop.work, '.git/config');
    const own = readFileSync(config, 'utf8');
    writeFileSync(config, ''); // what the user wrote there is theirs
    const found = leaks(token, runs, [shop.dir], starts());
    writeFileSync(config, own);
    expect(found).toEqual([]);
    searched += runs.length + starts().length + [...filesBelow(shop.dir)].length;
  });
}

scenario(
  'a working token, in the environment and from gh, is in no output, file or argv; and in few environments',
  async (shop) => {
    const token = 'sandbox:rita';
    const bin = join(shop.dir, 'bin');
    mkdirSync(bin);
    writeFileSync(join(bin, 'gh'), `#!/bin/sh\necho '${forms.plain}'\n`);
    chmodSync(join(bin, 'gh'), 0o755);
    const { path, starts } = recorded(['git']);
    const env = { PATH: `${bin}:${path}`, GH_TOKEN: token, GITHUB_TOKEN: forms.plain };
    const { done: runs, seen } = await watchingProcesses(() => runAll(shop, lines, env));
    expect([...seen].filter((line) => line.includes(forms.plain))).toEqual([]);
    expect([...seen].some((line) => line.includes('rel.mjs\0tag-rc'))).toBe(true);
    expect(runs.map(({ exit }) => exit)).not.toContain(1);
    expect(
      leaks(forms.plain, runs, [join(shop.dir, 'work'), shop.origin, join(shop.dir, 'github')], starts()),
    ).toEqual([]);
    const own = starts().filter(({ args }) => args.includes('--no-pager')); // the others are the embedded GitHub's
    const holding = own.filter(({ env }) => env.some((pair) => pair.includes(forms.plain)));
    const verbs = new Set(
      holding.flatMap(
        ({ args }) => args.find((word) => ['ls-remote', 'fetch', 'push'].includes(word)) ?? args.join(' '),
      ),
    );
    expect([...verbs].sort()).toEqual(['fetch', 'ls-remote', 'push'].filter((verb) => verbs.has(verb)));
    expect(holding.length).toBeLessThan(own.length / 2);
    searched += runs.length + starts().length;
    // Rounded down: how many git processes a run takes depends on the reader, which comes back if it was idle.
    figure({
      room: 'hostile',
      what: 'tokens of six kinds, each looked for in all that was written and started',
      tried: searched > 500 ? 6 : 0,
      failures: 0,
    });
  },
);
