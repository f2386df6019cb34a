import { describe, expect, it } from 'vitest';
import { addresses } from '../../src/github/addresses.ts';
import { connectTo, fakeClock, type StubReply, stubGitHub } from '../support/stub-github.ts';

const start = Date.parse('2026-11-21T10:00:00Z');
const viewer: StubReply = { body: { data: { viewer: { __typename: 'User', login: 'rita' } } } };
const limited = (inSeconds: number): StubReply => ({
  headers: {
    'x-ratelimit-remaining': '0',
    'x-ratelimit-resource': 'graphql',
    'x-ratelimit-reset': String(start / 1000 + inSeconds),
  },
  body: { errors: [{ type: 'RATE_LIMITED', message: 'API rate limit exceeded' }] },
});

describe('a RATE_LIMITED in a 200 (facts 1 and 5)', () => {
  it.each([
    ['', '/graphql'],
    ['/api/v3', '/api/graphql'],
  ])('is waited for under "%s"', async (base, path) => {
    const stub = await stubGitHub((_r, nth) => (nth === 0 ? limited(29) : viewer));
    const { github, clock, waits } = connectTo(stub, { apiUrl: `${stub.url}${base}` });
    expect(await github.viewer()).toBe('rita');
    expect(stub.requests.map((r) => r.path)).toEqual([path, path]);
    expect(clock.slept).toEqual([30]);
    expect(waits).toEqual(["GitHub's rate limit (graphql) is reached: 30 s"]);
  });

  it('ends with the resource and the time where the reset is too far', async () => {
    const stub = await stubGitHub(() => limited(1800));
    const { github, clock } = connectTo(stub);
    await expect(github.pullRequests([1, 2])).rejects.toMatchObject({
      code: 'rate-limited',
      exit: 6,
      why: "GitHub's rate limit (graphql) is used up until 10:30:01 UTC; this run may wait 60 s in all (--max-wait)",
      remedy: 'in 31 min, or at once with --max-wait 32m, which waits, run the same command again',
    });
    expect(clock.slept).toEqual([]);
    expect(stub.requests).toHaveLength(1);
  });
});

describe('limits of REST (fact 4)', () => {
  const release = {
    id: 1,
    tag_name: 'v1',
    name: 'v1',
    body: '',
    draft: true,
    prerelease: false,
    html_url: 'u',
  };
  it.each<[string, StubReply, number]>([
    ['403 and retry-after', { status: 403, headers: { 'retry-after': '5' } }, 5],
    ['403 and the reset', { ...limited(9), status: 403 }, 10],
    ['429 without headers', { status: 429 }, 60],
  ])('%s is waited for, also by a write', async (_name, refusal, seconds) => {
    const stub = await stubGitHub((_r, nth) => (nth === 0 ? refusal : { body: release }));
    const { github, clock } = connectTo(stub);
    await github.updateRelease(1, { draft: false });
    expect(clock.slept).toEqual([seconds]);
    expect(stub.requests.map((r) => r.method)).toEqual(['PATCH', 'PATCH']);
  });

  it('a 429 that never ends is given up after the patience', async () => {
    const stub = await stubGitHub(() => ({ status: 429, body: { message: 'Slow down' } }));
    const { github, clock } = connectTo(stub, { maxWait: 200 });
    await expect(github.findRelease('v1')).rejects.toMatchObject({
      code: 'rate-limited',
      why: "GitHub's rate limit is used up; this run may wait 4 min in all (--max-wait), of which it has waited 3 min",
      remedy: 'in some minutes, or at once with --max-wait 5m, which waits, run the same command again',
    });
    expect(clock.slept).toEqual([60, 120]);
  });

  it('the patience is that of the run, whatever it asks', async () => {
    const limits = [20, 20, 30].map((after): StubReply => {
      return { status: 403, headers: { 'retry-after': String(after) } };
    });
    const stub = await stubGitHub((_r, nth) => (nth % 2 === 0 ? (limits[nth / 2] ?? {}) : { body: [] }));
    const { github, clock } = connectTo(stub);
    await github.findRelease('v1');
    await github.findRelease('v2');
    await expect(github.findRelease('v3')).rejects.toMatchObject({ code: 'rate-limited' });
    expect(clock.slept).toEqual([20, 20]);
  });

  it.each([
    ['ours is an hour late', -3600],
    ['ours is an hour early', 3600],
  ])('the time is told by the clock of GitHub where %s', async (_name, off) => {
    const stub = await stubGitHub((_r, nth) => (nth === 0 ? { ...limited(9), status: 403 } : { body: [] }));
    const { github, clock } = connectTo(stub, { clock: fakeClock(start + off * 1000) });
    await github.findRelease('v1');
    expect(clock.slept).toEqual([10]);
  });
});

describe('failures of the server', () => {
  it('reads are asked twice more, and each wait is announced', async () => {
    const stub = await stubGitHub((_r, nth) => (nth < 2 ? { status: 503 } : { body: [] }));
    const { github, clock, waits } = connectTo(stub);
    expect(await github.findRelease('v1')).toBeNull();
    expect(clock.slept).toEqual([1, 4]);
    expect(waits[0]).toBe('GitHub answered 503: 1 s');
  });

  it.each<[string, StubReply]>([
    ['a dropped connection', { drop: true }],
    ['half a body', { raw: '{"data": {"vie' }],
    ['no JSON', { raw: '<html>', headers: { 'content-type': 'text/html' } }],
    [
      "GitHub's own bad luck",
      { body: { errors: [{ message: 'Something went wrong while executing your query.' }] } },
    ],
  ])('%s is asked again', async (_name, bad) => {
    const stub = await stubGitHub((_r, nth) => (nth === 0 ? bad : viewer));
    expect(await connectTo(stub).github.viewer()).toBe('rita');
  });

  it('but not for ever', async () => {
    const stub = await stubGitHub(() => ({ raw: '{"data": {"vie' }));
    await expect(connectTo(stub).github.viewer()).rejects.toMatchObject({ code: 'github-unreachable' });
    expect(stub.requests).toHaveLength(3);
  });
});

describe('what is sent', () => {
  it('names rel, pins the version and carries the token', async () => {
    const stub = await stubGitHub(() => viewer);
    await connectTo(stub).github.viewer();
    expect(stub.requests[0]?.headers).toMatchObject({
      'user-agent': expect.stringMatching(/^rel\/\d+\.\d+\.\d+/),
      'x-github-api-version': '2022-11-28',
      authorization: 'token ghp_test',
    });
  });

  it('goes where the host says (fact 42)', () => {
    const at = (host: string, apiUrl?: string) =>
      addresses(apiUrl === undefined ? { host } : { host, apiUrl });
    expect(at('GitHub.com')).toEqual({ host: 'github.com', apiUrl: 'https://api.github.com' });
    expect(at('acme.ghe.com').apiUrl).toBe('https://api.acme.ghe.com');
    expect(at('git.acme.example').apiUrl).toBe('https://git.acme.example/api/v3');
    expect(at('http://127.0.0.1:80/x/')).toEqual({ host: '127.0.0.1', apiUrl: 'http://127.0.0.1:80/x' });
    expect(at('github.com', 'http://127.0.0.1:1/').apiUrl).toBe('http://127.0.0.1:1');
    expect(() => at('a b')).toThrow(/no address/);
    expect(() => at('file:///etc')).toThrow(/no address/);
  });
});
