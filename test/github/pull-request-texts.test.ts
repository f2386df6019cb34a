import { expect, it } from 'vitest';
import { answerGraphql, connection, connectTo, notFoundError, stubGitHub } from '../support/stub-github.ts';

const issue = (number: number, repository = 'Acme/Shop') => ({
  ...{ number, title: `Issue ${number}`, url: `https://github.com/${repository}/issues/${number}` },
  repository: { nameWithOwner: repository },
  labels: connection([{ name: 'bug' }]),
});

it('tells what PRs say, and what they close, in one request; what is not whole is not ok', async () => {
  const closed: Readonly<Record<number, readonly unknown[]>> = {
    1: [issue(11), issue(12, 'acme/other')],
    2: [],
    3: [null],
  };
  const root = {
    repository: {
      pullRequest: ({ number }: { number: number }) => {
        const nodes = closed[number];
        if (nodes === undefined) return notFoundError(`PullRequest with the number of ${number}`);
        return { body: `Text of ${number}`, closingIssuesReferences: connection(nodes) };
      },
    },
  };
  const stub = await stubGitHub((request) => answerGraphql(request, root));
  const reads = await connectTo(stub).github.pullRequestTexts([1, 2, 3, 4]);
  expect(stub.requests).toHaveLength(1);
  expect(reads.get(1)).toMatchObject({
    value: {
      body: 'Text of 1',
      issues: [
        { name: '#11', title: 'Issue 11', labels: ['bug'] },
        { name: 'acme/other#12', url: 'https://github.com/acme/other/issues/12' },
      ],
    },
  });
  expect(reads.get(2)).toEqual({ ok: true, value: { body: 'Text of 2', issues: [] } });
  expect(reads.get(3)).toMatchObject({ ok: false, why: expect.stringContaining('not give all issues') });
  expect(reads.get(4)).toMatchObject({ ok: false });
});
