import { describe, expect, it } from 'vitest';
import type { PullRequestDraft } from '../../src/github/github.ts';
import {
  answerGraphql,
  connection,
  connectTo,
  type StubReply,
  type StubRequest,
  stubGitHub,
} from '../support/stub-github.ts';

const pulls = '/repos/acme/shop/pulls';
const wanted: PullRequestDraft = {
  head: 'rel/pick/1.8.0',
  base: 'rc/1.8.0',
  title: 'Picks',
  body: 'Two fixes',
  draft: false,
};
const node = (number: number, more: object = {}) => ({
  number,
  url: `https://github.com/acme/shop/pull/${number}`,
  state: 'OPEN',
  isDraft: false,
  title: 'Picks',
  body: 'Two fixes',
  isCrossRepository: false,
  headRefOid: 'a'.repeat(40),
  author: { __typename: 'User', login: 'rita' },
  ...more,
});
const made = (number: number, more: object = {}) => ({
  number,
  html_url: `https://github.com/acme/shop/pull/${number}`,
  user: { login: 'rita' },
  draft: false,
  head: { sha: 'a'.repeat(40) },
  ...more,
});

/** A GitHub whose PRs of the branch are `list()`, and that answers a new one with `create`. */
const answering = (list: () => readonly object[], create: StubReply) => (request: StubRequest) =>
  request.path === '/graphql'
    ? answerGraphql(request, { repository: { pullRequests: () => connection(list()) } })
    : create;
const methods = (requests: readonly StubRequest[]) => requests.map((r) => `${r.method} ${r.path}`);
const invalid = (errors: readonly object[]): StubReply => ({
  status: 422,
  body: { message: 'Validation Failed', errors },
});
const custom = (message: string) => invalid([{ resource: 'PullRequest', code: 'custom', message }]);

describe('openPullRequest', () => {
  it('looks first, then opens (fact 18)', async () => {
    const stub = await stubGitHub(
      answering(() => [node(3, { state: 'CLOSED' })], { status: 201, body: made(7) }),
    );
    const opened = await connectTo(stub).github.openPullRequest(wanted);
    expect(opened).toMatchObject({ kind: 'open', made: true, pullRequest: { number: 7, author: 'rita' } });
    expect(methods(stub.requests)).toEqual(['POST /graphql', `POST ${pulls}`]);
    const { head, base } = wanted;
    expect(stub.requests[0]?.body).toMatchObject({ variables: { head, base } });
    expect(stub.requests[1]?.body).toEqual(wanted);
  });

  it('adopts the open one of this repository, never the one of a fork', async () => {
    const stub = await stubGitHub(
      answering(() => [node(9, { isCrossRepository: true }), node(8, { author: null })], { status: 500 }),
    );
    const opened = await connectTo(stub).github.openPullRequest(wanted);
    expect(opened).toMatchObject({ kind: 'open', made: false, pullRequest: { number: 8, author: null } });
    expect(stub.requests).toHaveLength(1);
  });

  it.each([
    ['somebody was faster', custom('A pull request already exists for acme:rel/pick/1.8.0.')],
    ['GitHub acted and the answer was a 502', { status: 502 }],
    ['GitHub acted and the connection broke', { drop: true }],
  ])('adopts where %s, and sends nothing twice (fact 6)', async (_name, answer) => {
    const lists = [[], [node(8)]];
    const stub = await stubGitHub(answering(() => lists.shift() ?? [], answer));
    const { github, clock } = connectTo(stub);
    expect(await github.openPullRequest(wanted)).toMatchObject({ made: false, pullRequest: { number: 8 } });
    expect(methods(stub.requests)).toEqual(['POST /graphql', `POST ${pulls}`, 'POST /graphql']);
    expect(clock.slept).toEqual([]);
  });

  it('says that there is nothing between head and base', async () => {
    const stub = await stubGitHub(answering(() => [], custom('No commits between rc/1.8.0 and x')));
    expect(await connectTo(stub).github.openPullRequest(wanted)).toEqual({ kind: 'no-commits' });
  });

  it('opens an ordinary one where the repository has no drafts', async () => {
    const stub = await stubGitHub((request, nth) =>
      answering(
        () => [],
        nth === 1
          ? custom('Draft pull requests are not supported in this repository.')
          : { status: 201, body: made(7) },
      )(request),
    );
    expect(await connectTo(stub).github.openPullRequest({ ...wanted, draft: true })).toMatchObject({
      pullRequest: { number: 7, isDraft: false },
    });
  });

  it.each([
    [
      'a head that is not there',
      invalid([{ resource: 'PullRequest', field: 'head', code: 'invalid' }]),
      'GitHub does not know the branch rel/pick/1.8.0',
      'run the same command again',
    ],
    [
      'a base that is not there',
      invalid([{ resource: 'PullRequest', field: 'base', code: 'invalid' }]),
      'GitHub does not know the branch rc/1.8.0',
      'push rc/1.8.0 again',
    ],
    [
      'a workflow that may not',
      {
        status: 403,
        body: { message: 'GitHub Actions is not permitted to create or approve pull requests.' },
      },
      'GitHub Actions may not open pull requests here',
      'Allow GitHub Actions to create and approve pull requests',
    ],
    [
      'a token that may not',
      { status: 403, body: { message: 'Resource not accessible by personal access token' } },
      'Resource not accessible',
      'give the token pull requests: write',
    ],
  ])('explains %s (fact 18)', async (_name, answer, message, remedy) => {
    const stub = await stubGitHub(answering(() => [], answer));
    await expect(connectTo(stub).github.openPullRequest(wanted)).rejects.toMatchObject({
      code: 'github-refused',
      message: expect.stringContaining(message),
      remedy: expect.stringContaining(remedy),
    });
  });

  it('opens nothing where it cannot see what there is', async () => {
    const stub = await stubGitHub((r) => (r.path === '/graphql' ? { status: 403 } : { status: 201 }));
    await expect(connectTo(stub).github.openPullRequest(wanted)).rejects.toMatchObject({
      code: 'github-refused',
    });
    expect(stub.requests.filter(({ path }) => path === pulls)).toEqual([]);
  });
});

describe('a pull request', () => {
  it('is changed, and given to people; somebody whom it cannot be given to is no failure', async () => {
    const stub = await stubGitHub(({ method }) => (method === 'POST' ? { status: 422 } : { body: {} }));
    const { github } = connectTo(stub);
    await github.updatePullRequest(7, { body: 'Three fixes' });
    await github.addAssignees(7, ['dora', 'gone']);
    expect(stub.requests.map(({ method, path, body }) => [`${method} ${path}`, body])).toEqual([
      [`PATCH ${pulls}/7`, { body: 'Three fixes' }],
      ['POST /repos/acme/shop/issues/7/assignees', { assignees: ['dora', 'gone'] }],
    ]);
  });
});
