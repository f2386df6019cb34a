import { expect, it } from 'vitest';
import { answerGraphql, connection, connectTo, notFoundError, stubGitHub } from '../support/stub-github.ts';

const labeled = (label: string, __typename = 'LabeledEvent') => ({
  ...{ __typename, createdAt: '2026-11-01T00:00:00Z', actor: { __typename: 'User', login: 'sam' } },
  label: { name: label },
});
const history = (nodes: readonly unknown[], hasPreviousPage = false) => ({
  nodes,
  pageInfo: { hasPreviousPage },
});
const issue = (number: number, more: object = {}) => ({
  ...{ __typename: 'Issue', id: `I_${number}`, number, title: `Issue ${number}`, body: 'text' },
  url: `https://github.com/acme/shop/issues/${number}`,
  milestone: { title: '1.8.0' },
  repository: { nameWithOwner: 'Acme/Shop' },
  timelineItems: history([labeled('L2'), labeled('L2', 'UnlabeledEvent'), labeled('RTE')]),
  ...more,
});
type Issue = ReturnType<typeof issue>;

/** A GitHub where PR n closes these issues; 0 is a hole. */
const closing = (closed: Readonly<Record<number, readonly number[]>>, issues: readonly Issue[]) => ({
  repository: {
    pullRequest: ({ number }: { number: number }) => {
      const own = closed[number];
      if (own === undefined) return notFoundError(`PullRequest with the number of ${number}`);
      const nodes = own.map((n) => (n === 0 ? null : { id: `I_${n}` }));
      return { closingIssuesReferences: connection(nodes) };
    },
  },
  node: ({ id }: { id: string }) => issues.find((one) => one.id === id) ?? notFoundError(`node ${id}`),
});

it('tells what each PR closes, and how its labels came', async () => {
  const elsewhere = { repository: { nameWithOwner: 'acme/other' }, milestone: null };
  const root = closing({ 1: [11], 2: [], 3: [11, 12] }, [
    issue(11),
    issue(12, { ...elsewhere, timelineItems: history([labeled('L2')], true) }),
  ]);
  const stub = await stubGitHub((request) => answerGraphql(request, root));
  const reads = await connectTo(stub).github.tickets([1, 2, 3]);
  expect(stub.requests).toHaveLength(2);
  const own = { name: '#11', body: 'text', milestone: '1.8.0', historyComplete: true };
  expect(reads.get(1)).toMatchObject({ ok: true, value: [own] });
  expect(reads.get(1)).toMatchObject({
    value: [{ history: [{ kind: 'labeled' }, { kind: 'unlabeled' }, { label: 'RTE', actor: 'sam' }] }],
  });
  expect(reads.get(2)).toEqual({ ok: true, value: [] });
  expect(reads.get(3)).toMatchObject({
    value: [own, { name: 'acme/other#12', milestone: null, historyComplete: false }],
  });
});

it('fails closed for a hole, a PR that is gone and an issue that is gone', async () => {
  const root = closing({ 1: [11, 0], 2: [99], 4: [11], 5: [] }, [issue(11)]);
  const stub = await stubGitHub((request) => answerGraphql(request, root));
  const reads = await connectTo(stub).github.tickets([1, 2, 3, 4, 5]);
  expect([...reads].map(([n, read]) => [n, read.ok])).toEqual([
    [1, false],
    [2, false],
    [3, false],
    [4, true],
    [5, true],
  ]);
});

it('200 PRs take four questions, and less at a time where that is too much', async () => {
  const numbers = Array.from({ length: 200 }, (_, n) => n + 1);
  const root = closing(
    Object.fromEntries(numbers.map((n) => [n, [n]])),
    numbers.map((n) => issue(n)),
  );
  const stub = await stubGitHub((request) => answerGraphql(request, root));
  const reads = await connectTo(stub).github.tickets(numbers);
  expect([...reads.values()].every((read) => read.ok && read.value.length === 1)).toBe(true);
  expect(stub.requests).toHaveLength(4);

  let heavy = 0;
  const weak = await stubGitHub((request) => {
    const { query } = request.body as { query: string };
    if ((query.match(/node\(id/g)?.length ?? 0) <= 50) return answerGraphql(request, root);
    heavy += 1;
    return { status: 502 };
  });
  const again = await connectTo(weak).github.tickets(numbers.slice(0, 100));
  expect([...again.values()].every((read) => read.ok)).toBe(true);
  expect([heavy, weak.requests.length]).toEqual([1, 4]);
});
