import { expect, it } from 'vitest';
import { answerGraphql, connection, connectTo, stubGitHub } from '../support/stub-github.ts';

const node = (number: number) => ({
  ...{ number, title: `PR ${number}`, url: `https://github.com/acme/shop/pull/${number}`, isDraft: false },
  ...{ headRefOid: 'a'.repeat(40), author: { __typename: 'User', login: 'dora' } },
});

it('open PRs of many branches are asked for at once, the last updated first (fact 8)', async () => {
  const asked: object[] = [];
  const stub = await stubGitHub((request) =>
    answerGraphql(request, {
      repository: {
        pullRequests: (args: { baseRefName: string }) => {
          asked.push(args);
          if (args.baseRefName === 'main') return { ...connection([]), totalCount: 0 };
          if (args.baseRefName === 'holes') return connection([node(1), null]);
          return { ...connection([node(2), node(1)]), totalCount: 60 };
        },
      },
    }),
  );
  const reads = await connectTo(stub).github.openPullRequests(['main', 'a "b"/ü', 'holes']);
  expect(stub.requests).toHaveLength(1);
  expect(asked[1]).toMatchObject({
    ...{ first: 50, states: ['OPEN'], baseRefName: 'a "b"/ü' },
    orderBy: { field: 'UPDATED_AT', direction: 'DESC' },
  });
  expect(reads.get('main')).toEqual({ ok: true, value: { total: 0, newest: [] } });
  expect(reads.get('a "b"/ü')).toMatchObject({
    value: { total: 60, newest: [{ number: 2, author: 'dora', headSha: 'a'.repeat(40) }, { number: 1 }] },
  });
  expect(reads.get('holes')).toMatchObject({ ok: false, why: expect.stringContaining('left out') });
});
