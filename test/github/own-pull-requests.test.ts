import { expect, it } from 'vitest';
import { answerGraphql, connection, connectTo, stubGitHub } from '../support/stub-github.ts';

const node = (number: number, more: object = {}) => ({
  ...{ number, title: `PR ${number}`, url: `https://github.com/acme/shop/pull/${number}`, isDraft: true },
  ...{ state: 'OPEN', isCrossRepository: false, headRefOid: 'a'.repeat(40) },
  ...{ mergeCommit: { oid: 'b'.repeat(40) }, author: { __typename: 'User', login: 'dora' } },
  ...more,
});

it('the PRs of many branches are asked for at once; those of forks are not theirs (facts 8 and 12)', async () => {
  const asked: object[] = [];
  const stub = await stubGitHub((request) =>
    answerGraphql(request, {
      repository: {
        pullRequests: (args: { headRefName: string }) => {
          asked.push(args);
          if (args.headRefName === 'holes') return connection([null]);
          const long = connection([node(1)]);
          if (args.headRefName === 'long')
            return { ...long, pageInfo: { ...long.pageInfo, hasNextPage: true } };
          return connection([node(3), node(2, { state: 'MERGED' }), node(1, { isCrossRepository: true })]);
        },
      },
    }),
  );
  const reads = await connectTo(stub).github.ownPullRequests(['f/a', 'holes', 'long'], 'devel');
  expect(stub.requests).toHaveLength(1);
  expect(asked[0]).toMatchObject({ headRefName: 'f/a', baseRefName: 'devel' });
  expect(reads.get('f/a')).toMatchObject({
    value: [
      // What GitHub shows of an open one is its test merge.
      { number: 3, state: 'OPEN', isDraft: true, mergeCommit: null, headSha: 'a'.repeat(40), author: 'dora' },
      { number: 2, state: 'MERGED', mergeCommit: 'b'.repeat(40) },
    ],
  });
  expect(reads.get('f/a')).toMatchObject({ value: { length: 2 } });
  expect([reads.get('holes')?.ok, reads.get('long')?.ok]).toEqual([false, false]);
});
