import { describe, expect, it } from 'vitest';
import type { CommitStatus } from '../../src/github/github.ts';
import { answerGraphql, connectTo, type StubReply, stubGitHub } from '../support/stub-github.ts';

const sha = 'b'.repeat(40);
const red: CommitStatus = {
  context: 'rel/conflict',
  state: 'failure',
  description: 'src/cart.ts:12 has a conflict marker',
  targetUrl: null,
};

/** A GitHub whose commit has `statuses` one after the other, and that answers a new one with `set`. */
const answering = async (statuses: (object | null)[], set: StubReply) =>
  stubGitHub((request) => {
    if (request.path !== '/graphql') return set;
    const context = statuses.shift() ?? null;
    const object = {
      __typename: 'Commit',
      oid: sha,
      status: context === null ? null : { context: () => context },
    };
    return answerGraphql(request, { repository: { object: () => object } });
  });
const shown = { state: 'FAILURE', description: red.description, targetUrl: null };

describe('a commit status', () => {
  it('is read, and null where there is none', async () => {
    const stub = await answering([shown, null], { status: 500 });
    const { github } = connectTo(stub);
    expect(await github.status(sha, 'rel/conflict')).toEqual({ ok: true, value: red });
    expect(await github.status(sha, 'rel/conflict')).toEqual({ ok: true, value: null });
  });

  it('of a commit that GitHub does not know is not ok', async () => {
    const stub = await stubGitHub((r) => answerGraphql(r, { repository: { object: null } }));
    expect(await connectTo(stub).github.status(sha, 'x')).toMatchObject({ ok: false });
  });

  it('is set, cut to what GitHub takes', async () => {
    const stub = await answering([{ ...shown, state: 'PENDING' }], { status: 201, body: {} });
    await connectTo(stub).github.setStatus(sha, {
      ...red,
      description: 'x'.repeat(200),
      targetUrl: 'https://x',
    });
    expect(stub.requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'POST /graphql',
      `POST /repos/acme/shop/statuses/${sha}`,
    ]);
    const description = `${'x'.repeat(139)}…`;
    expect(stub.requests[1]?.body).toEqual({
      context: 'rel/conflict',
      state: 'failure',
      description,
      target_url: 'https://x',
    });
  });

  it('that is the same already is not set again', async () => {
    const stub = await answering([shown], { status: 500 });
    await connectTo(stub).github.setStatus(sha, red);
    expect(stub.requests).toHaveLength(1);
  });

  it('is looked for, not repeated, where the answer got lost (fact 6)', async () => {
    const stub = await answering([null, shown], { status: 502 });
    await connectTo(stub).github.setStatus(sha, red);
    expect(stub.requests).toHaveLength(3);
    const lost = await answering([null, null], { status: 502 });
    await expect(connectTo(lost).github.setStatus(sha, red)).rejects.toMatchObject({
      code: 'github-unreachable',
    });
  });
});
