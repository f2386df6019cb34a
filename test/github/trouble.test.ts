import { createServer } from 'node:net';
import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { RelError } from '../../src/domain/errors.ts';
import type { GitHub } from '../../src/github/github.ts';
import { connectTo, type StubReply, stubGitHub } from '../support/stub-github.ts';

const draft = {
  tag: 'v1',
  name: 'v1',
  body: '',
  draft: true,
  prerelease: false,
  makeLatest: 'false',
} as const;
const thrown = async (doing: Promise<unknown>): Promise<RelError> => {
  const error: unknown = await doing.then(
    () => null,
    (e: unknown) => e,
  );
  if (!(error instanceof RelError)) throw new Error(`expected a RelError, got ${inspect(error)}`);
  return error;
};
/** A port of this machine on which nobody listens. */
async function deadUrl(): Promise<string> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  await new Promise<void>((done) => server.close(() => done()));
  return `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
}

describe('a GitHub that cannot be reached (fact 7)', () => {
  it('is told at once, with the reason', async () => {
    const { github, clock } = connectTo({ url: await deadUrl(), requests: [] });
    const reads = [
      () => github.pullRequests([1]),
      () => github.team('acme/qa'),
      () => github.findRelease('v1'),
      () => github.viewer(),
    ];
    for (const read of reads) {
      const error = await thrown(read());
      expect(error).toMatchObject({ code: 'github-unreachable', exit: 6 });
      expect(error.message).toMatch(/ECONNREFUSED/);
      expect(error.remedy).toMatch(/check the network/);
    }
    expect(clock.slept).toEqual([]);
  });
});

describe('a token that GitHub does not accept', () => {
  const bad: StubReply = { status: 401, body: { message: 'Bad credentials' } };
  it.each<[string, (g: GitHub) => Promise<unknown>]>([
    ['pullRequests', (g) => g.pullRequests([1, 2])],
    ['checks', (g) => g.checks(['a'.repeat(40)])],
    ['team', (g) => g.team('acme/qa')],
    ['createRelease', (g) => g.createRelease(draft)],
    ['viewer', (g) => g.viewer()],
  ])('ends %s', async (_name, run) => {
    const stub = await stubGitHub(() => bad);
    const error = await thrown(run(connectTo(stub, { host: 'git.acme.example' }).github));
    expect(error).toMatchObject({
      code: 'github-refused',
      remedy: expect.stringMatching(/^run: gh auth login --hostname git\.acme\.example \(GH_TOKEN /),
    });
    expect(stub.requests).toHaveLength(1);
  });

  it('is another matter than none at all', async () => {
    for (const status of [401, 403, 404]) {
      const stub = await stubGitHub(() => ({ status, body: { message: 'Requires authentication' } }));
      const { github } = connectTo(stub, { token: null });
      expect(await thrown(github.pullRequests([1]))).toMatchObject({
        code: 'no-token',
        remedy: 'run: gh auth login',
      });
      expect(await thrown(github.team('acme/qa'))).toMatchObject({ code: 'no-token' });
      expect(stub.requests[0]?.headers.authorization).toBeUndefined();
    }
  });

  it('and the limit of those without a token names the remedy', async () => {
    const headers = {
      'x-ratelimit-remaining': '0',
      'x-ratelimit-reset': '9999999999',
      'x-ratelimit-resource': 'core',
    };
    const stub = await stubGitHub(() => ({
      status: 403,
      headers,
      body: { message: 'API rate limit exceeded' },
    }));
    const error = await thrown(connectTo(stub, { token: null }).github.findRelease('v1'));
    expect(error).toMatchObject({
      code: 'rate-limited',
      remedy: expect.stringMatching(/^run: gh auth login/),
    });
  });
});

describe('a permission that is missing (fact 11)', () => {
  const cases: readonly [string, StubReply, string, string][] = [
    [
      'of a fine-grained token or an app',
      {
        status: 403,
        headers: { 'x-accepted-github-permissions': 'contents=write; contents=write,workflows=write' },
        body: { message: 'Resource not accessible by integration' },
      },
      'contents: write, or contents: write and workflows: write',
      'give the token contents: write, or contents: write and workflows: write (of a job: `permissions: { contents: write }` in its workflow); then run the same command again',
    ],
    [
      'of a classic token',
      {
        status: 404,
        headers: { 'x-accepted-oauth-scopes': 'repo', 'x-oauth-scopes': 'gist, read:org' },
        body: { message: 'Not Found' },
      },
      'the scope repo',
      'give the token the scope repo; then run the same command again',
    ],
    [
      'of a classic token that has the scope',
      { status: 403, headers: { 'x-accepted-oauth-scopes': 'repo', 'x-oauth-scopes': 'repo' } },
      'contents: write',
      'give the token contents: write; then run the same command again',
    ],
    [
      'of a token that its organisation wants signed on',
      {
        status: 403,
        headers: {
          'x-github-sso': 'required; url=https://github.com/orgs/acme/sso?authorization_request=A1',
        },
        body: { message: 'Resource protected by organization SAML enforcement.' },
      },
      'contents: write',
      'authorise the token at https://github.com/orgs/acme/sso?authorization_request=A1; then run the same command again',
    ],
  ];
  it.each(cases)('%s ends a write with the remedy', async (_name, reply, _permission, remedy) => {
    const stub = await stubGitHub(() => reply);
    const error = await thrown(connectTo(stub).github.createRelease(draft));
    expect(error).toMatchObject({ code: 'github-refused', remedy });
  });

  it('makes a read for a gate not ok', async () => {
    const stub = await stubGitHub(() => cases[0]?.[1] ?? {});
    const reads = await connectTo(stub).github.checks(['a'.repeat(40), 'b'.repeat(40)]);
    expect([...reads.values()]).toEqual([
      expect.objectContaining({ ok: false, permission: cases[0]?.[2] }),
      expect.objectContaining({ ok: false, permission: cases[0]?.[2] }),
    ]);
  });

  it('is not claimed for what GitHub finds wrong in itself', async () => {
    const headers = { 'x-accepted-github-permissions': 'contents=write', 'x-accepted-oauth-scopes': 'repo' };
    const stub = await stubGitHub(() => ({
      status: 422,
      headers,
      body: { message: 'tag_name is not a valid tag' },
    }));
    const error = await thrown(connectTo(stub).github.createRelease(draft));
    expect(error.why).toBeUndefined();
    expect(error.message).toContain('422: tag_name is not a valid tag');
  });
});

describe('a refusal in words that say more than its status', () => {
  it.each<[string, StubReply, RegExp, boolean]>([
    [
      'locked',
      { status: 403, body: { message: 'Unable to create comment because issue is locked.' } },
      /unlock/,
      true,
    ],
    ['deleted', { status: 410, body: { message: 'This issue was deleted' } }, /by hand/, true],
    [
      'switched off',
      { status: 410, body: { message: 'Issues has been disabled in this repository.' } },
      /by hand/,
      true,
    ],
    [
      'too long',
      {
        status: 422,
        body: {
          message: 'Validation Failed',
          errors: [{ message: 'body is too long (maximum is 65536 characters)' }],
        },
      },
      /fewer words/,
      true,
    ],
    [
      'archived',
      { status: 403, body: { message: 'Repository was archived so is read-only.' } },
      /unarchive/,
      false,
    ],
    [
      'an address',
      {
        status: 403,
        body: {
          message:
            'Although you appear to have the correct authorization credentials, the `acme` organization has an IP allow list enabled',
        },
      },
      /address/,
      false,
    ],
    [
      'a kind of token',
      { status: 403, body: { message: '`acme` forbids access via a personal access token (classic).' } },
      /of the kind/,
      false,
    ],
    [
      'a tag that may not be made (fact 46)',
      {
        status: 422,
        body: {
          message: 'Validation Failed',
          errors: [
            {
              resource: 'Release',
              code: 'custom',
              field: 'pre_receive',
              message:
                'pre_receive Repository rule violations found\n\nCannot create ref due to creations being restricted.\n\n',
            },
            { resource: 'Release', code: 'custom', message: 'Published releases must have a valid tag' },
          ],
        },
      },
      /"Restrict creations"/,
      false,
    ],
  ])('%s', async (_name, reply, remedy, lasting) => {
    const stub = await stubGitHub(() => reply);
    const error = await thrown(connectTo(stub).github.createComment(1, 'x'));
    expect([error.code, error.remedy, error.lasting]).toEqual([
      'github-refused',
      expect.stringMatching(remedy),
      lasting,
    ]);
    // Every reason is told.
    const { errors = [] } = reply.body as { errors?: { message: string }[] };
    for (const { message } of errors) expect(error.message).toContain(message.split('\n')[0]);
  });
});

describe('what an error shows', () => {
  const token = `ghs_1234_${'eyJhbGciOiJSUzI1NiJ9.'.repeat(18)}sig-_x`;
  const echo = `bad ${token} \u001b[2J\u202e\nsecond line`;
  const header = 'x-accepted-github-permissions';

  it.each<[string, StubReply]>([
    ['401', { status: 401, body: { message: echo } }],
    ['403', { status: 403, headers: { [header]: `contents=${token}` }, body: { message: echo } }],
    ['404', { status: 404, body: { message: echo } }],
    ['422', { status: 422, body: { message: echo, errors: [{ message: echo, code: 'custom' }] } }],
    [
      '429',
      {
        status: 429,
        headers: { 'retry-after': '999', 'x-ratelimit-resource': token },
        body: { message: echo },
      },
    ],
    ['502', { status: 502, raw: echo, headers: { 'content-type': 'text/plain' } }],
    ['200 with errors', { body: { data: null, errors: [{ message: echo, type: 'FORBIDDEN' }] } }],
    ['half a body', { raw: `{"a": "${token}` }],
    ['a broken connection', { drop: true }],
  ])('%s never shows the token, nor moves the terminal', async (_name, reply) => {
    expect(token.length).toBeGreaterThan(380);
    const stub = await stubGitHub(() => reply);
    const { github, waits } = connectTo(stub, { token });
    const runs = [
      () => github.createRelease(draft),
      () => github.viewer(),
      () => github.pullRequests([1]),
      () => github.team('acme/qa'),
      () => github.createComment(1, 'x'),
    ];
    for (const run of runs) {
      const shown: unknown = await run().catch((e: unknown) => e);
      const text = inspect(shown, { depth: 20, showHidden: true, maxStringLength: null });
      expect(text).not.toContain(token.slice(0, 40));
      expect(text).not.toContain('eyJhbGciOiJSUzI1NiJ9');
      if (shown instanceof RelError)
        expect(`${shown.message}${shown.why}${shown.remedy}`).not.toMatch(/[\p{Cc}\u202e]/u);
    }
    expect(waits.join()).not.toContain('eyJhbGciOiJSUzI1NiJ9');
  });
});
