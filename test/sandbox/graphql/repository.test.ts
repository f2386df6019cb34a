import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { executeGraphql } from '../../../src/sandbox/github/graphql/execute.ts';
import { type Embedded, embedded } from '../../support/embedded.ts';
import { type Data, mutate, mutation, repository, send } from './ask.ts';

let world: Embedded;
beforeAll(async () => {
  world = await embedded((state) => {
    state.labels.push({ id: 21, name: 'bug', color: 'ff0000', description: 'Broken' });
    const times = { createdAt: state.createdAt, updatedAt: state.createdAt, closedAt: null };
    const milestone = { description: null, creator: 'rita', dueOn: null, ...times };
    state.milestones.push(
      { id: 31, number: 1, title: '1.0', state: 'closed', ...milestone },
      { id: 32, number: 2, title: '1.1', state: 'open', ...milestone },
    );
    const release = {
      target: 'main',
      name: null,
      body: null,
      immutable: false,
      author: 'rita',
      publishedAt: null,
    };
    state.releases.push(
      {
        ...release,
        id: 41,
        tag: 'v0.9.0',
        draft: false,
        prerelease: false,
        latest: true,
        createdAt: '2026-01-02T00:00:00Z',
      },
      {
        ...release,
        id: 42,
        tag: 'v1.0.0',
        draft: true,
        prerelease: false,
        latest: false,
        createdAt: '2026-01-03T00:00:00Z',
      },
    );
  });
  world.git('tag', '-a', '-m', 'Annotated', 'v0.9.1', 'main');
});
afterAll(() => world.remove());

const id = async (selection: string): Promise<string> => {
  const found: Data = await repository(world, `it: ${selection} { id }`);
  return found.it.id;
};

describe('the repository', () => {
  it('shows refs, objects by name or SHA, tags unpeeled', async () => {
    const main = world.git('rev-parse', 'main');
    const shown = await repository(
      world,
      `branch: ref(qualifiedName: "refs/heads/main") { name prefix target { oid } }
       slash: ref(qualifiedName: "rc/1.0") { name }
       tag: ref(qualifiedName: "refs/tags/v0.9.1") { target { __typename ... on Tag { name message target { oid } } } }
       none: ref(qualifiedName: "refs/heads/none") { name }
       refs(refPrefix: "refs/heads/", first: 9) { nodes { name } }
       file: object(expression: "main:app.txt") { ... on Blob { text } }
       commit: object(expression: "v0.9.0") { __typename oid }
       gone: object(oid: "${'0'.repeat(40)}") { oid }
       defaultBranchRef { target { ... on Commit { history(first: 1) { totalCount nodes { messageHeadline author { user { login } } } } } } }`,
    );
    expect(shown).toMatchObject({
      branch: { name: 'main', prefix: 'refs/heads/', target: { oid: main } },
      slash: { name: 'rc/1.0' },
      tag: { target: { __typename: 'Tag', name: 'v0.9.1', message: 'Annotated', target: { oid: main } } },
      none: null,
      refs: { nodes: [{ name: 'clash' }, { name: 'main' }, { name: 'rc/1.0' }, { name: 'topic' }] },
      file: { text: 'one\ntwo\nthree\n' },
      commit: { __typename: 'Commit', oid: world.git('rev-parse', 'v0.9.0') },
      gone: null,
      defaultBranchRef: {
        target: {
          history: {
            totalCount: 2,
            nodes: [{ messageHeadline: 'Read me', author: { user: { login: 'dora' } } }],
          },
        },
      },
    });
  });

  it('shows drafts only to those who may write', async () => {
    const selection =
      'releases(first: 5) { nodes { tagName isDraft isLatest } } release(tagName: "v1.0.0") { databaseId } latestRelease { tagName }';
    expect(await repository(world, selection)).toEqual({
      releases: {
        nodes: [
          { tagName: 'v1.0.0', isDraft: true, isLatest: false },
          { tagName: 'v0.9.0', isDraft: false, isLatest: true },
        ],
      },
      release: { databaseId: 42 },
      latestRelease: { tagName: 'v0.9.0' },
    });
    expect(await repository(world, selection, 'reed')).toMatchObject({
      releases: { nodes: [{ tagName: 'v0.9.0' }] },
      release: null,
    });
  });

  it('shows milestones, open and closed, by number', async () => {
    const shown = await repository(
      world,
      'milestones(first: 9, states: [OPEN]) { nodes { number title } } milestone(number: 1) { title state }',
    );
    expect(shown).toEqual({
      milestones: { nodes: [{ number: 2, title: '1.1' }] },
      milestone: { title: '1.0', state: 'CLOSED' },
    });
  });

  it('finds every object again by its id, and many at once', async () => {
    const ids = await Promise.all(
      [
        'label(name: "bug")',
        'milestone(number: 2)',
        'release(tagName: "v0.9.0")',
        'ref(qualifiedName: "main")',
        'object(expression: "main")',
      ].map(id),
    );
    const { body } = await send(
      world,
      'rita',
      'query($ids: [ID!]!) { nodes(ids: $ids) { __typename id } viewer { id } }',
      { ids },
    );
    expect(body.data.nodes.map((node: Data) => node.__typename)).toEqual([
      'Label',
      'Milestone',
      'Release',
      'Ref',
      'Commit',
    ]);
    expect(body.data.nodes.map((node: Data) => node.id)).toEqual(ids);
    const shown = await world.ask('rita', 'GET ~/labels/bug');
    expect(shown.body.node_id).toBe(ids[0]);
  });

  it('asks git a few times for many commits, not once for each', async () => {
    const { origin } = world.store;
    const names = ['git', 'run', 'objects', 'commits', 'refs', 'resolve', 'between'] as const;
    const spies = names.map((name) => vi.spyOn(origin, name));
    const shas = world.git('rev-list', '--all').split('\n');
    const aliases = shas.map(
      (sha) =>
        `c${sha}: object(oid: "${sha}") { ... on Commit { message tree { oid } parents(first: 2) { nodes { oid message } } } }`,
    );
    const query = `{ repository(owner: "acme", name: "shop") { ${aliases.join(' ')} } }`;
    const answer = await executeGraphql({ store: world.store, origin, viewer: 'rita' }, { query });
    const calls = spies.reduce((sum, { mock }) => sum + mock.calls.length, 0);
    vi.restoreAllMocks();
    expect(answer.status).toBe(200);
    expect(shas.length).toBeGreaterThan(5);
    // The refs, to notice plain pushes; then every commit at once, and every parent at once.
    expect(calls).toBeLessThanOrEqual(3);
  });
});

describe('mutations do what REST does', () => {
  it('issues, from their making to their end', async () => {
    const [repositoryId, label, milestone] = await Promise.all([
      repository(world, 'id').then((found) => found.id),
      id('label(name: "bug")'),
      id('milestone(number: 2)'),
    ]);
    const { viewer } = (await send(world, 'dora', '{ viewer { id } }')).body.data;
    const fields =
      'issue { id number state stateReason author { login } labels(first: 9) { nodes { name } } milestone { title } assignees(first: 9) { nodes { login } } }';
    const input = {
      repositoryId,
      title: 'It broke',
      body: 'Here',
      labelIds: [label],
      milestoneId: milestone,
      assigneeIds: [viewer.id],
    };
    const { issue } = await mutate(world, 'dora', 'createIssue', input, fields);
    expect(issue).toMatchObject({
      state: 'OPEN',
      author: { login: 'dora' },
      labels: { nodes: [{ name: 'bug' }] },
      milestone: { title: '1.1' },
      assignees: { nodes: [{ login: 'dora' }] },
    });
    const comment = await mutate(
      world,
      'quinn',
      'addComment',
      { subjectId: issue.id, body: 'Yes' },
      'commentEdge { node { body author { login } issue { number } } }',
    );
    expect(comment.commentEdge.node).toEqual({
      body: 'Yes',
      author: { login: 'quinn' },
      issue: { number: issue.number },
    });
    await mutate(
      world,
      'dora',
      'removeLabelsFromLabelable',
      { labelableId: issue.id, labelIds: [label] },
      'labelable { labels { totalCount } }',
    );
    await mutate(
      world,
      'dora',
      'updateIssue',
      { id: issue.id, title: 'Broken', milestoneId: null },
      'issue { title }',
    );
    const closed = await mutate(
      world,
      'dora',
      'closeIssue',
      { issueId: issue.id, stateReason: 'NOT_PLANNED', clientMutationId: 'x' },
      `clientMutationId ${fields}`,
    );
    expect(closed).toMatchObject({
      clientMutationId: 'x',
      issue: { state: 'CLOSED', stateReason: 'NOT_PLANNED', labels: { nodes: [] }, milestone: null },
    });
  });

  it('PRs, drafts included; a second one for the same branch is refused in GitHub’s words (fact 18)', async () => {
    const { id: repositoryId } = await repository(world, 'id');
    const input = { repositoryId, title: 'A till', headRefName: 'topic', baseRefName: 'main', draft: true };
    const { pullRequest } = await mutate(
      world,
      'dora',
      'createPullRequest',
      input,
      'pullRequest { id number isDraft }',
    );
    expect(pullRequest.isDraft).toBe(true);
    const again = await send(world, 'dora', mutation('createPullRequest', 'pullRequest { id }'), { input });
    expect(again.body).toMatchObject({
      data: { createPullRequest: null },
      errors: [
        {
          type: 'UNPROCESSABLE',
          path: ['createPullRequest'],
          message: 'A pull request already exists for acme:topic.',
        },
      ],
    });
    const pullRequestId = pullRequest.id;
    const early = await send(world, 'dora', mutation('mergePullRequest', 'clientMutationId'), {
      input: { pullRequestId },
    });
    expect(early.body.errors).toMatchObject([
      { type: 'UNPROCESSABLE', message: 'Pull Request is still a draft' },
    ]);
    await mutate(
      world,
      'dora',
      'markPullRequestReadyForReview',
      { pullRequestId },
      'pullRequest { isDraft }',
    );
    const { pullRequestReview } = await mutate(
      world,
      'quinn',
      'addPullRequestReview',
      { pullRequestId, event: 'APPROVE' },
      'pullRequestReview { state author { login } }',
    );
    expect(pullRequestReview).toEqual({ state: 'APPROVED', author: { login: 'quinn' } });
    const denied = await send(world, 'reed', mutation('mergePullRequest', 'clientMutationId'), {
      input: { pullRequestId },
    });
    expect(denied.body.errors).toMatchObject([
      {
        type: 'FORBIDDEN',
        message: 'reed does not have the correct permissions to execute `MergePullRequest`',
      },
    ]);
    const merge = {
      pullRequestId,
      mergeMethod: 'SQUASH',
      commitHeadline: 'Till',
      expectedHeadOid: world.git('rev-parse', 'topic'),
    };
    const merged = await mutate(
      world,
      'dora',
      'mergePullRequest',
      merge,
      'pullRequest { state mergeCommit { oid messageHeadline } timelineItems(last: 9) { nodes { __typename } } }',
    );
    expect(merged.pullRequest).toMatchObject({
      state: 'MERGED',
      mergeCommit: { oid: world.git('rev-parse', 'main'), messageHeadline: 'Till' },
    });
    const kinds = merged.pullRequest.timelineItems.nodes.map((node: Data) => node.__typename);
    expect(kinds).toEqual(
      expect.arrayContaining(['ReadyForReviewEvent', 'PullRequestReview', 'MergedEvent', 'ClosedEvent']),
    );
  });

  it('refuse an id that is nobody’s, and change nothing', async () => {
    const { body } = await send(world, 'dora', mutation('closeIssue', 'clientMutationId'), {
      input: { issueId: 'I_OTk5OTk' },
    });
    expect(body.errors).toMatchObject([
      { type: 'NOT_FOUND', message: "Could not resolve to a node with the global id of 'I_OTk5OTk'" },
    ]);
  });
});
