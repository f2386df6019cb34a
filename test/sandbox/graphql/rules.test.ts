import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Embedded, embedded } from '../../support/embedded.ts';
import { mutation, send } from './ask.ts';

let world: Embedded;
beforeAll(async () => {
  world = await embedded((state) => {
    state.rateLimit = { limit: 5000, used: 0, resetsAt: 4_000_000_000 };
  });
  await world.ask('dora', 'POST ~/pulls', { title: 'A till', head: 'topic', base: 'main' });
});
afterAll(() => world.remove());

const inShop = (selection: string) => `{ repository(owner: "acme", name: "shop") { ${selection} } }`;
const errorsOf = async (query: string, login = 'rita') => (await send(world, login, query)).body.errors;

describe('what is not covered is 501 and named', () => {
  it.each([
    ['a field', '{ viewer { login bio } }', 'User.bio'],
    [
      'several',
      inShop('diskUsage pullRequest(number: 1) { hovercard { __typename } }'),
      'Repository.diskUsage, PullRequest.hovercard',
    ],
    [
      'an argument',
      inShop('pullRequest(number: 1) { timelineItems(first: 1, skip: 3) { totalCount } }'),
      'PullRequest.timelineItems(skip:)',
    ],
    ['a type', inShop('object(oid: "x") { ... on Discussion { id } }'), 'Discussion'],
    [
      'an enum value',
      inShop('pullRequest(number: 1) { timelineItems(first: 1, itemTypes: [LOCKED_EVENT]) { totalCount } }'),
      'PullRequestTimelineItemsItemType.LOCKED_EVENT',
    ],
    ['a mutation', 'mutation { createLabel(input: {}) { clientMutationId } }', 'Mutation.createLabel'],
    [
      'a search qualifier',
      '{ search(type: ISSUE, query: "reactions:>3", first: 1) { issueCount } }',
      'search qualifier reactions:',
    ],
  ])('%s', async (_, query, name) => {
    const { status, body } = await send(world, 'rita', query);
    expect([status, body.message]).toEqual([501, `Not covered by the embedded GitHub: ${name}`]);
  });

  it('a field of an input, also in a variable', async () => {
    const input = { repositoryId: 'R_MQ', title: 'x', issueTemplate: 'y' };
    const { status, body } = await send(world, 'rita', mutation('createIssue', 'clientMutationId'), {
      input,
    });
    expect([status, body.message]).toEqual([
      501,
      'Not covered by the embedded GitHub: CreateIssueInput.issueTemplate',
    ]);
  });
});

describe("GitHub's HTTP rules", () => {
  it('asks everybody for a token', async () => {
    const { status, body } = await send(world, null, '{ viewer { login } }');
    expect([status, body.message]).toEqual([401, 'This endpoint requires you to be authenticated.']);
  });

  it('wants a query', async () => {
    expect((await world.ask('rita', 'POST /graphql', { foo: 1 })).status).toBe(400);
  });

  it.each([
    ['{ viewer { login } } }', 'Parse error on "}" (RCURLY) at [1, 22]'],
    ['{ viewer { login }', 'Unexpected end of document'],
    ['{ viewer(: }', 'Parse error on ":" (COLON) at [1, 10]'],
  ])('says where %s is wrong', async (query, message) => {
    expect(await errorsOf(query)).toMatchObject([{ message }]);
  });

  it('keeps the data of the other aliases where one PR is missing (fact 3)', async () => {
    const { status, body } = await send(
      world,
      'rita',
      inShop('a: pullRequest(number: 1) { title } b: pullRequest(number: 9) { title }'),
    );
    expect(status).toBe(200);
    expect(body).toEqual({
      data: { repository: { a: { title: 'A till' }, b: null } },
      errors: [
        {
          type: 'NOT_FOUND',
          path: ['repository', 'b'],
          locations: [{ line: 1, column: 81 }],
          message: 'Could not resolve to a PullRequest with the number of 9.',
        },
      ],
    });
  });

  it.each([
    [
      '{ repository(owner: "acme", name: "none") { id } }',
      "Could not resolve to a Repository with the name 'acme/none'.",
    ],
    [
      '{ organization(login: "dora") { id } }',
      "Could not resolve to an Organization with the login of 'dora'.",
    ],
    ['{ node(id: "PR_OTk5") { id } }', "Could not resolve to a node with the global id of 'PR_OTk5'"],
    [inShop('issue(number: 1) { id }'), 'Could not resolve to an Issue with the number of 1.'],
  ])('%s is NOT_FOUND', async (query, message) => {
    expect(await errorsOf(query)).toMatchObject([{ type: 'NOT_FOUND', message }]);
  });

  it('tells a syntactically good query that GitHub would refuse, with 200', async () => {
    const { status, body } = await send(world, 'rita', 'query($n: Int!) { viewer { login } }');
    expect([status, body.data]).toEqual([200, undefined]);
    expect(body.errors).toHaveLength(1);
  });
});

describe('limits (fact 2)', () => {
  it.each([
    ['MISSING_PAGINATION_BOUNDARIES', inShop('issues { nodes { id } }')],
    ['EXCESSIVE_PAGINATION', inShop('issues(first: 101) { nodes { id } }')],
    ['EXCESSIVE_PAGINATION', inShop('issues(last: 0) { nodes { id } }')],
    [
      'MAX_NODE_LIMIT_EXCEEDED',
      inShop(
        'pullRequests(first: 100) { nodes { commits(first: 100) { nodes { commit { parents(first: 51) { nodes { oid } } } } } } }',
      ),
    ],
    ['INVALID_CURSOR_ARGUMENTS', inShop('issues(first: 1, after: "nonsense") { nodes { id } }')],
  ])('%s', async (type, query) => {
    expect(await errorsOf(query)).toMatchObject([{ type }]);
  });

  it('wants no limit where only a count is asked for', async () => {
    expect(await errorsOf(inShop('issues { totalCount }'))).toBeUndefined();
  });

  it('prices at the limits asked for, as GitHub’s documentation counts', async () => {
    const nested =
      'pullRequests(first: 100) { nodes { reviews(first: 50) { nodes { id } } } } issues(first: 3) { nodes { labels(last: 2) { nodes { id } } } }';
    const query = `query($n: Int = 7) { rateLimit { cost nodeCount } repository(owner: "acme", name: "shop") { ${nested} releases(first: $n) { nodes { id } } } }`;
    const { body } = await send(world, 'rita', query);
    // Nodes: 100 + 100*50, 3 + 3*2, 7. Requests: 1 + 100, 1 + 3, 1; a hundred of them are a point.
    expect(body.data.rateLimit).toEqual({ cost: 1, nodeCount: 5116 });
    const large = await send(world, 'rita', query, { n: 100 });
    expect(large.body.data.rateLimit.nodeCount).toBe(5209);
  });

  it('counts the points, and runs nothing for a dry run', async () => {
    const first = await send(world, 'rita', '{ rateLimit { remaining } }');
    const second = await send(
      world,
      'rita',
      '{ rateLimit(dryRun: true) { cost remaining } viewer { login } }',
    );
    expect(second.body.data).toEqual({
      rateLimit: { cost: 1, remaining: first.body.data.rateLimit.remaining - 1 },
    });
  });
});

describe('who may see what (fact 22)', () => {
  const team = (slug: string) =>
    `{ organization(login: "acme") { team(slug: "${slug}") { members(first: 9) { nodes { login } } } } }`;
  it('lists active members only', async () => {
    const { body } = await send(world, 'reed', team('qa'));
    expect(body.data.organization.team.members.nodes).toEqual([{ login: 'quinn' }]);
  });
  it('hides a secret team from others than admins', async () => {
    expect((await send(world, 'reed', team('board'))).body.data.organization.team).toBeNull();
    expect((await send(world, 'rita', team('board'))).body.data.organization.team).not.toBeNull();
  });
  it('does not show an App the organization’s teams', async () => {
    expect(await errorsOf(team('qa'), 'ci[bot]')).toMatchObject([
      { type: 'FORBIDDEN', message: 'Resource not accessible by integration' },
    ]);
  });
});

describe('introspection', () => {
  it('tells of the subset what is true, for clients that look before they ask', async () => {
    const query =
      '{ a: __type(name: "PullRequest") { fields(includeDeprecated: true) { name } } b: __type(name: "Discussion") { name } }';
    const { body } = await send(world, 'rita', query);
    const names = body.data.a.fields.map(({ name }: { name: string }) => name);
    expect(names).toContain('isInMergeQueue');
    expect(names).not.toContain('hovercard');
    expect(body.data.b).toBeNull();
  });
});
