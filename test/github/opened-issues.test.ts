import { describe, expect, it } from 'vitest';
import type { IssueDraft } from '../../src/github/github.ts';
import { connectTo, type StubReply, type StubRequest, stubGitHub } from '../support/stub-github.ts';

const path = '/repos/acme/shop/issues';
const marker = '<!-- rel:deployment 1.8.0 0123 -->';
const wanted: IssueDraft = {
  ...{ title: 'Deploy 1.8.0', body: `${marker}\nall`, labels: ['deployment'], assignees: ['omar'] },
  ...{ marker, since: '2026-11-21T12:00:00Z' },
};
const issue = (number: number, body: string | null, created = '2026-11-21T12:30:00Z', more = {}) => ({
  number,
  body,
  created_at: created,
  html_url: `https://github.com/acme/shop/issues/${number}`,
  ...more,
});
const ours = (number: number) => issue(number, wanted.body);

/** A GitHub that lists these pages, and answers a new issue with `create`. */
const answering =
  (pages: () => readonly (readonly object[])[], create: StubReply) => (request: StubRequest) => {
    if (request.method === 'POST') return create;
    const page = Number(request.query.get('page') ?? '1');
    const [body = [], next] = pages().slice(page - 1);
    const link = `<http://${request.headers.host}${path}?page=${page + 1}>; rel="next"`;
    return { status: 200, body: [...body], ...(next === undefined ? {} : { headers: { link } }) };
  };
const methods = (requests: readonly StubRequest[]) => requests.map(({ method }) => method);

describe('openIssue', () => {
  it('opens it with its labels and people in one request', async () => {
    const stub = await stubGitHub(answering(() => [[]], { status: 201, body: ours(7) }));
    const opened = await connectTo(stub).github.openIssue(wanted);
    expect(opened).toEqual({ number: 7, url: 'https://github.com/acme/shop/issues/7' });
    expect(stub.requests.map(({ method, body }) => [method, body])).toEqual([
      ['POST', { title: 'Deploy 1.8.0', body: wanted.body, labels: ['deployment'], assignees: ['omar'] }],
    ]);
  });

  it('finds it where the answer got lost (fact 6)', async () => {
    const stub = await stubGitHub(answering(() => [[ours(9)]], { status: 502 }));
    expect(await connectTo(stub).github.openIssue(wanted)).toMatchObject({ number: 9 });
  });

  it.each<[string, StubReply, unknown]>([
    [
      'where the repository has none',
      { status: 410, body: { message: 'Issues are disabled' } },
      'issues-off',
    ],
    [
      'where somebody cannot be given it',
      {
        status: 422,
        body: { message: 'Validation Failed', errors: [{ field: 'assignees', code: 'invalid' }] },
      },
      'no-such-assignee',
    ],
  ])('says that nothing was opened %s', async (_, reply, expected) => {
    const stub = await stubGitHub(answering(() => [[]], reply));
    expect(await connectTo(stub).github.openIssue(wanted)).toBe(expected);
  });

  it('is refused without the permission, by its name', async () => {
    const stub = await stubGitHub(
      answering(() => [[]], { status: 403, body: { message: 'Resource not accessible' } }),
    );
    await expect(connectTo(stub).github.openIssue(wanted)).rejects.toMatchObject({ code: 'github-refused' });
  });
});

describe('findOpenedIssue', () => {
  const old = issue(1, 'before', '2026-11-01T00:00:00Z');
  const find = async (...pages: readonly object[][]) => {
    const stub = await stubGitHub(answering(() => pages, { status: 500 }));
    const found = await connectTo(stub).github.findOpenedIssue(marker, wanted.since);
    return [found?.number ?? null, methods(stub.requests).length];
  };

  it.each<[string, object[][], number | null, number]>([
    ['it is the newest', [[ours(5), old]], 5, 1],
    ['a page further', [[issue(8, null)], [ours(5)]], 5, 2],
    ['what is older than the operation is not looked through', [[issue(8, 'x'), old], [ours(5)]], null, 1],
    ['a PR with those words is none', [[issue(8, marker, wanted.since, { pull_request: {} })]], null, 1],
    ['there is none at all', [[]], null, 1],
  ])('%s', async (_, pages, number, requests) => {
    expect(await find(...pages)).toEqual([number, requests]);
  });
});
