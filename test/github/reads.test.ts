import { describe, expect, it } from 'vitest';
import { isMissing, notFound } from '../../src/github/github.ts';
import {
  answerGraphql,
  connection,
  connectTo,
  notFoundError,
  paged,
  type StubReply,
  type StubRequest,
  stubGitHub,
} from '../support/stub-github.ts';

const sha = (digit: string) => digit.repeat(40);
const user = (login: string) => ({ __typename: 'User', login });
const labeled = (n: number) => ({
  __typename: 'LabeledEvent',
  createdAt: '2026-11-01T00:00:00Z',
  actor: user('quinn'),
  label: { name: `l${n}` },
});

const pullRequest = (number: number, more: object = {}) => ({
  number,
  title: `PR ${number}`,
  url: `https://github.com/acme/shop/pull/${number}`,
  state: 'MERGED',
  isDraft: false,
  baseRefName: 'devel',
  headRefName: `fix-${number}`,
  headRefOid: sha('b'),
  headRepository: null,
  mergedAt: '2026-11-02T00:00:00Z',
  author: user('dora'),
  mergeCommit: { oid: sha('c') },
  commits: connection([{}]),
  labels: connection([{ name: 'rc/1.8.0' }]),
  milestone: { title: '1.8.0' },
  timelineItems: paged([]),
  ...more,
});

const world = (repository: object) => ({ repository });
/** Answers `pullRequest(number)` from a list, NOT_FOUND for the rest. */
const byNumber = (...prs: readonly { readonly number: number; readonly [field: string]: unknown }[]) =>
  world({
    pullRequest: ({ number }: { number: number }) =>
      prs.find((pr) => pr.number === number) ?? notFoundError(`PullRequest with the number of ${number}`),
  });

const aliases = (request: StubRequest) =>
  [...(request.body as { query: string }).query.matchAll(/pr(\d+):/g)].map((m) => Number(m[1]));

describe('pullRequests', () => {
  it('keeps the others where one does not exist (fact 3), and asks once', async () => {
    const stub = await stubGitHub((r) => answerGraphql(r, byNumber(pullRequest(1), pullRequest(3))));
    const reads = await connectTo(stub).github.pullRequests([1, 2, 3]);
    expect([...reads].map(([n, r]) => [n, r.ok])).toEqual([
      [1, true],
      [2, false],
      [3, true],
    ]);
    expect(reads.get(2)).toEqual({ ok: false, why: notFound });
    expect(isMissing(reads.get(2) ?? { ok: true, value: 0 })).toBe(true);
    expect(stub.requests).toHaveLength(1);
  });

  it('asks for 120 in sequential chunks of 50', async () => {
    const numbers = Array.from({ length: 120 }, (_, i) => i + 1);
    const stub = await stubGitHub((r) => answerGraphql(r, byNumber(...numbers.map((n) => pullRequest(n)))));
    const { github, clock } = connectTo(stub);
    const reads = await github.pullRequests([...numbers, 1]);
    expect([...reads.keys()]).toEqual(numbers);
    expect(stub.requests.map((r) => aliases(r).length)).toEqual([50, 50, 20]);
    expect(clock.slept).toEqual([]);
  });

  it.each([
    ['502', { status: 502, raw: '<html>', headers: { 'content-type': 'text/html' } }],
    ['504', { status: 504 }],
    [
      'resource limits',
      { body: { data: null, errors: [{ message: 'Resource limits for this query exceeded.' }] } },
    ],
  ] satisfies [string, StubReply][])('halves the chunk on %s, without waiting', async (_name, refusal) => {
    const numbers = Array.from({ length: 8 }, (_, i) => i + 1);
    const stub = await stubGitHub((r) =>
      aliases(r).length > 3 ? refusal : answerGraphql(r, byNumber(...numbers.map((n) => pullRequest(n)))),
    );
    const { github, clock } = connectTo(stub);
    const reads = await github.pullRequests(numbers);
    expect([...reads.values()].every((r) => r.ok)).toBe(true);
    expect(stub.requests.map((r) => aliases(r).length)).toEqual([8, 4, 2, 2, 4, 2, 2]);
    expect(clock.slept).toEqual([]);
  });

  it('takes only the one as unreadable that is too much by itself', async () => {
    const limits = {
      body: { data: null, errors: [{ message: 'Resource limits for this query exceeded.' }] },
    };
    const stub = await stubGitHub((r) =>
      aliases(r).includes(2) ? limits : answerGraphql(r, byNumber(pullRequest(1), pullRequest(3))),
    );
    const reads = await connectTo(stub).github.pullRequests([1, 2, 3]);
    expect([...reads].map(([n, r]) => [n, r.ok])).toEqual([
      [1, true],
      [2, false],
      [3, true],
    ]);
  });

  it('fails closed on an error inside one, and on one without a path', async () => {
    const whole = async (r: StubRequest, path: string[] | undefined) => {
      const { body } = await answerGraphql(r, byNumber(pullRequest(1), pullRequest(2)));
      return { body: { ...(body as object), errors: [{ message: 'Something broke', path }] } };
    };
    const inside = await stubGitHub((r) => whole(r, ['repository', 'pr1', 'labels']));
    const reads = await connectTo(inside).github.pullRequests([1, 2]);
    expect([...reads].map(([n, r]) => [n, r.ok])).toEqual([
      [1, false],
      [2, true],
    ]);
    const anywhere = await stubGitHub((r) => whole(r, undefined));
    const none = await connectTo(anywhere).github.pullRequests([1, 2]);
    expect([...none].map(([n, r]) => [n, r.ok])).toEqual([
      [1, false],
      [2, false],
    ]);
  });

  it('reads a long timeline to its beginning, in order', async () => {
    const items = Array.from({ length: 230 }, (_, n) => labeled(n));
    const stub = await stubGitHub((r) =>
      answerGraphql(r, byNumber(pullRequest(1, { timelineItems: paged(items) }))),
    );
    const read = (await connectTo(stub).github.pullRequests([1])).get(1);
    if (!read?.ok) throw new Error('not ok');
    expect(read.value.timeline.map((t) => (t.kind === 'labeled' ? t.label : ''))).toEqual(
      items.map((i) => i.label.name),
    );
    expect(read.value.timelineComplete).toBe(true);
    expect(stub.requests).toHaveLength(3);
  });

  it('says so where the timeline is longer than it is patient, or has a hole', async () => {
    const items = Array.from({ length: 1051 }, (_, n) => labeled(n));
    const holed = { ...connection([labeled(1), null]) };
    const prs = [pullRequest(1, { timelineItems: paged(items) }), pullRequest(2, { timelineItems: holed })];
    const stub = await stubGitHub((r) => answerGraphql(r, byNumber(...prs)));
    const reads = await connectTo(stub).github.pullRequests([1, 2]);
    expect([...reads.values()].map((r) => r.ok && r.value.timelineComplete)).toEqual([false, false]);
    expect([...reads.values()].map((r) => r.ok && r.value.timeline.length)).toEqual([1050, 1]);
  });

  it('shows no merge commit of what is not merged (fact 12), and no login of who cannot hold a role', async () => {
    const mannequin = { __typename: 'Mannequin', login: 'quinn' };
    const bot = { __typename: 'Bot', login: 'renovate' };
    const open = pullRequest(1, { state: 'OPEN', mergedAt: null, author: bot });
    const timelineItems = paged([
      { ...labeled(0), actor: mannequin },
      { ...labeled(1), actor: null },
    ]);
    const stub = await stubGitHub((r) => answerGraphql(r, byNumber({ ...open, timelineItems })));
    const read = (await connectTo(stub).github.pullRequests([1])).get(1);
    expect(read).toMatchObject({ ok: true, value: { mergeCommit: null, author: 'renovate[bot]' } });
    expect(read?.ok && read.value.timeline.map((t) => 'actor' in t && t.actor)).toEqual([null, null]);
  });

  it('reads every kind of timeline item', async () => {
    const at = '2026-11-03T00:00:00Z';
    const review = {
      __typename: 'PullRequestReview',
      createdAt: at,
      submittedAt: null,
      state: 'APPROVED',
      url: 'https://x/r',
    };
    const timelineItems = paged([
      { __typename: 'PullRequestCommit', commit: { oid: sha('1') } },
      { __typename: 'UnlabeledEvent', createdAt: at, actor: user('quinn'), label: { name: 'x' } },
      {
        __typename: 'HeadRefForcePushedEvent',
        createdAt: at,
        beforeCommit: { oid: sha('4') },
        afterCommit: null,
      },
      {
        __typename: 'BaseRefChangedEvent',
        ...{ createdAt: at, previousRefName: 'spike', currentRefName: 'devel' },
      },
      {
        __typename: 'IssueComment',
        ...{ createdAt: at, lastEditedAt: at, author: user('quinn') },
        body: ' /qa-approve \r\nSeen on staging.',
        url: 'https://x/c',
      },
      { ...review, author: user('rita'), commit: null },
    ]);
    const stub = await stubGitHub((r) => answerGraphql(r, byNumber(pullRequest(1, { timelineItems }))));
    const read = (await connectTo(stub).github.pullRequests([1])).get(1);
    expect(read?.ok && read.value.timeline).toEqual([
      { kind: 'commit', sha: sha('1') },
      { kind: 'unlabeled', label: 'x', actor: 'quinn', at },
      { kind: 'force-push', before: sha('4'), after: null, at },
      { kind: 'base-changed', from: 'spike', to: 'devel', at },
      { kind: 'comment', line: '/qa-approve', actor: 'quinn', at, edited: true, url: 'https://x/c' },
      { kind: 'review', state: 'APPROVED', actor: 'rita', sha: null, at, url: 'https://x/r' },
    ]);
  });

  it('says that the repository is not there', async () => {
    const stub = await stubGitHub((r) =>
      answerGraphql(r, { repository: () => notFoundError("Repository 'acme/shop'") }),
    );
    const read = (await connectTo(stub).github.pullRequests([1])).get(1);
    expect(read).toMatchObject({ ok: false, why: expect.stringContaining("Repository 'acme/shop'") });
    expect(isMissing(read ?? { ok: true, value: 0 })).toBe(false);
  });

  it('does not ask for a number that GraphQL cannot hold', async () => {
    const stub = await stubGitHub(() => ({ status: 500 }));
    const reads = await connectTo(stub).github.pullRequests([0, -1, 1.5, 2 ** 31]);
    expect([...reads.values()].every(isMissing)).toBe(true);
    expect(stub.requests).toEqual([]);
  });
});

describe('selectPullRequests', () => {
  const prs = [
    pullRequest(1),
    pullRequest(2, { labels: connection([{ name: 'RC/1.8.0' }]) }),
    pullRequest(3, { baseRefName: 'main' }),
    pullRequest(4, { labels: connection([]) }),
    pullRequest(5, { milestone: null }),
  ];
  const many = Array.from({ length: 30 }, (_, i) => pullRequest(100 + i));
  const listed = [
    { number: 7, title: '1.7.0' },
    { number: 8, title: '1.8.0' },
  ];
  const root = world({
    pullRequests: paged([...prs, ...many]),
    milestones: paged(listed),
    milestone: ({ number }: { number: number }) => (number === 8 ? { pullRequests: paged(prs) } : null),
  });

  it('lists page after page and lets nothing through that does not fit', async () => {
    const stub = await stubGitHub((r) => answerGraphql(r, root));
    const read = await connectTo(stub).github.selectPullRequests({ label: 'rc/1.8.0', base: 'devel' });
    const wanted = [1, 2, 5, ...many.map((pr) => pr.number)];
    expect(read.ok && read.value.map((pr) => pr.number)).toEqual(wanted);
    expect(stub.requests).toHaveLength(2);
    expect(stub.requests[0]?.body).toMatchObject({ variables: { labels: ['rc/1.8.0'], base: 'devel' } });
  });

  it('finds a milestone by its title (fact 50)', async () => {
    const stub = await stubGitHub((r) => answerGraphql(r, root));
    const read = await connectTo(stub).github.selectPullRequests({ label: 'rc/1.8.0', milestone: '1.8.0' });
    expect(read.ok && read.value.map((pr) => pr.number)).toEqual([1, 2, 3]);
  });

  it('does not take a milestone that is not there for an empty one', async () => {
    const stub = await stubGitHub((r) => answerGraphql(r, root));
    const read = await connectTo(stub).github.selectPullRequests({ milestone: 'v1.8.0' });
    expect(read).toEqual({ ok: false, why: 'acme/shop has no milestone "v1.8.0"' });
  });

  it('is not ok where a page has a hole or an error', async () => {
    const holed = await stubGitHub((r) =>
      answerGraphql(r, world({ pullRequests: connection([prs[0], null]) })),
    );
    expect((await connectTo(holed).github.selectPullRequests({ label: 'x' })).ok).toBe(false);
    const broken = () => new Error('Something broke');
    const failed = await stubGitHub((r) =>
      answerGraphql(r, world({ pullRequests: connection([pullRequest(1, { labels: broken })]) })),
    );
    expect((await connectTo(failed).github.selectPullRequests({ label: 'x' })).ok).toBe(false);
  });
});

describe('pullRequestsOfCommits', () => {
  it('puts the PR whose merge commit it is first (fact 15), and knows what it does not know', async () => {
    const pr = (number: number, merged: boolean, oid: string | null) => ({
      number,
      merged,
      mergeCommit: oid === null ? null : { oid },
    });
    const all = [pr(1, false, null), pr(2, true, sha('d')), pr(3, true, sha('a'))];
    const commit = { __typename: 'Commit', oid: sha('a'), associatedPullRequests: connection(all) };
    const objects = [commit, { __typename: 'Tree', oid: sha('e') }];
    const object = ({ oid }: { oid: string }) => objects.find((o) => o.oid === oid) ?? null;
    const stub = await stubGitHub((r) => answerGraphql(r, world({ object })));
    const reads = await connectTo(stub).github.pullRequestsOfCommits([sha('a'), sha('e'), sha('f'), 'abc"']);
    expect(reads.get(sha('a'))).toEqual({ ok: true, value: [3, 2, 1] });
    expect([...reads.values()].map((r) => r.ok)).toEqual([true, false, false, false]);
    expect(stub.requests).toHaveLength(1);
  });
});

describe('checks', () => {
  const run = (n: number) => ({
    __typename: 'CheckRun',
    name: `build ${n}`,
    status: n === 0 ? 'IN_PROGRESS' : 'COMPLETED',
    conclusion: n === 0 ? null : 'TIMED_OUT',
    startedAt: '2026-11-01T00:00:00Z',
    completedAt: null,
    url: 'https://github.com/run',
    checkSuite: { app: { slug: 'github-actions' }, workflowRun: { workflow: { name: 'CI' } } },
  });
  const status = {
    __typename: 'StatusContext',
    context: 'build 1',
    state: 'EXPECTED',
    createdAt: 't',
    targetUrl: null,
  };
  const commit = (contexts: unknown) => ({
    __typename: 'Commit',
    oid: sha('a'),
    statusCheckRollup: contexts,
  });
  const answering = (object: object | null) => (r: StubRequest) => answerGraphql(r, world({ object }));

  it('reads the union of runs and statuses, page after page (fact 23)', async () => {
    const nodes = [
      ...Array.from({ length: 60 }, (_, n) => run(n)),
      { ...status, createdAt: '2026-11-01T00:00:00Z' },
    ];
    const stub = await stubGitHub(answering(commit({ contexts: paged(nodes) })));
    const read = (await connectTo(stub).github.checks([sha('a')])).get(sha('a'));
    if (!read?.ok) throw new Error('not ok');
    expect(read.value).toHaveLength(61);
    expect(read.value[0]).toMatchObject({
      app: 'github-actions',
      workflow: 'CI',
      completed: false,
      conclusion: null,
    });
    expect(read.value[1]).toMatchObject({ kind: 'check-run', completed: true, conclusion: 'timed_out' });
    expect(read.value[60]).toMatchObject({ kind: 'status', name: 'build 1', app: null, completed: false });
  });

  it('tells no checks from no commit', async () => {
    const none = await stubGitHub(answering(commit(null)));
    expect((await connectTo(none).github.checks([sha('a')])).get(sha('a'))).toEqual({ ok: true, value: [] });
    const unknown = await stubGitHub(answering(null));
    expect((await connectTo(unknown).github.checks([sha('a')])).get(sha('a'))?.ok).toBe(false);
  });

  it('says which permission is missing', async () => {
    const path = ['repository', `c_${sha('a')}`, 'statusCheckRollup'];
    const error = { type: 'FORBIDDEN', message: 'Resource not accessible by integration', path };
    const data = { repository: { [`c_${sha('a')}`]: { oid: sha('a'), statusCheckRollup: null } } };
    const stub = await stubGitHub(() => ({ body: { data, errors: [error] } }));
    const read = (await connectTo(stub).github.checks([sha('a')])).get(sha('a'));
    expect(read).toMatchObject({ ok: false, permission: 'checks: read and commit statuses: read' });
  });
});

describe('openIssues', () => {
  const issue = (number: number, labels: string[], title: string | null) => ({
    number,
    title: `Issue ${number}`,
    url: `https://github.com/acme/shop/issues/${number}`,
    state: 'OPEN',
    labels: connection(labels.map((name) => ({ name }))),
    milestone: title === null ? null : { title },
    author: null,
    assignees: connection([{ login: 'dora' }]),
  });
  const issues = [
    issue(1, ['bug', 'p1'], '1.8.0'),
    issue(2, ['bug'], '1.8.0'),
    issue(3, ['bug', 'p1'], null),
  ];
  const root = world({
    issues: paged(issues),
    milestones: paged([{ number: 8, title: '1.8.0' }]),
    milestone: () => ({ issues: paged(issues) }),
  });

  it.each([
    [{ labels: ['bug', 'p1'], milestone: '1.8.0' }, [1]],
    [{ labels: ['bug', 'p1'], milestone: null }, [1, 3]],
    [{ labels: [], milestone: '1.8.0' }, [1, 2]],
  ])('%j', async (query, numbers) => {
    const stub = await stubGitHub((r) => answerGraphql(r, root));
    const read = await connectTo(stub).github.openIssues(query);
    expect(read.ok && read.value.map((i) => i.number)).toEqual(numbers);
  });

  it('does not take a milestone that is not there for one without bugs', async () => {
    const stub = await stubGitHub((r) => answerGraphql(r, root));
    expect((await connectTo(stub).github.openIssues({ labels: ['bug'], milestone: '9' })).ok).toBe(false);
  });
});

describe('team', () => {
  const organization = (members: readonly string[] | null) => ({
    organization: {
      team: ({ slug }: { slug: string }) =>
        slug === 'qa' && members !== null ? { members: paged(members.map((login) => ({ login }))) } : null,
    },
  });
  const logins = Array.from({ length: 130 }, (_, n) => `quinn${n}`);

  it('lists the members, page after page', async () => {
    const stub = await stubGitHub((r) => answerGraphql(r, organization(logins)));
    expect(await connectTo(stub).github.team('acme/qa')).toEqual({ ok: true, value: logins });
    expect(stub.requests).toHaveLength(2);
  });

  it('is not ok where the token does not see the team (fact 22)', async () => {
    const scopes = 'Your token has not been granted the required scopes to execute this query.';
    const answers: ((r: StubRequest) => StubReply | Promise<StubReply>)[] = [
      (r) => answerGraphql(r, organization(null)),
      (r) => answerGraphql(r, { organization: () => notFoundError("Organization 'acme'") }),
      (r) =>
        answerGraphql(r, { organization: { team: { members: () => new Error('Resource not accessible') } } }),
      () => ({ body: { errors: [{ type: 'INSUFFICIENT_SCOPES', message: scopes }] } }),
      () => ({ status: 404, body: { message: 'Not Found' } }),
    ];
    for (const answer of answers) {
      const stub = await stubGitHub(answer);
      const read = await connectTo(stub).github.team('acme/qa');
      expect(read).toMatchObject({ ok: false, permission: 'read:org' });
      expect(stub.requests).toHaveLength(1);
    }
  });

  it('that cannot be read leaves everything else readable', async () => {
    const stub = await stubGitHub((r) =>
      /TeamMembers/.test((r.body as { query: string }).query)
        ? { body: { errors: [{ type: 'INSUFFICIENT_SCOPES', message: 'no' }] } }
        : answerGraphql(r, byNumber(pullRequest(1))),
    );
    const { github } = connectTo(stub);
    const [team, pull] = await Promise.all([github.team('acme/qa'), github.pullRequests([1])]);
    expect([team.ok, pull.get(1)?.ok]).toEqual([false, true]);
  });

  it('is not ok for what is no team', async () => {
    const stub = await stubGitHub(() => ({}));
    expect((await connectTo(stub).github.team('qa')).ok).toBe(false);
    expect((await connectTo(stub).github.team('acme/qa/../../x')).ok).toBe(false);
    expect(stub.requests).toEqual([]);
  });
});

describe('viewer', () => {
  it.each([
    [user('rita'), 'rita'],
    [{ __typename: 'Bot', login: 'github-actions[bot]' }, 'github-actions[bot]'],
  ])('%j', async (viewer, login) => {
    const stub = await stubGitHub(() => ({ body: { data: { viewer } } }));
    expect(await connectTo(stub).github.viewer()).toBe(login);
  });
});
