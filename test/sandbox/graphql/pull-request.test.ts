import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Embedded, embedded } from '../../support/embedded.ts';
import { type Data, repository } from './ask.ts';

let world: Embedded;
beforeEach(async () => {
  world = await embedded((state) => {
    state.labels.push({ id: 21, name: 'qa', color: '00ff00', description: null });
  });
  await world.ask('dora', 'POST ~/pulls', { title: 'A till', head: 'topic', base: 'main' });
});
afterEach(() => world.remove());

const pull = async (selection: string, login = 'rita'): Promise<Data> =>
  (await repository(world, `pullRequest(number: 1) { ${selection} }`, login)).pullRequest;
const review = (login: string, event: string) =>
  world.ask(login, 'POST ~/pulls/1/reviews', { event, body: event });
const shas = (range: string) => world.git('rev-list', '--reverse', range).split('\n');
/** A commit on top of `branch`, which stays where it is until it is pushed. */
const commitOn = (branch: string) => world.git('commit-tree', '-p', branch, '-m', 'More', `${branch}^{tree}`);

describe('a PR tells', () => {
  it('what git knows', async () => {
    const shown = await pull(`headRefOid baseRefOid additions deletions changedFiles mergeable
      files(first: 9) { nodes { path changeType } }
      commits(last: 2) { totalCount nodes { commit { oid messageHeadline parents(first: 1) { nodes { oid } } } } }`);
    const [one, two, three] = shas('main..topic');
    expect(shown).toMatchObject({
      headRefOid: three,
      baseRefOid: world.git('rev-parse', 'main'),
      additions: 3,
      deletions: 0,
      changedFiles: 2,
      files: {
        nodes: [
          { path: 'app.txt', changeType: 'MODIFIED' },
          { path: 'till.txt', changeType: 'ADDED' },
        ],
      },
      commits: {
        totalCount: 3,
        nodes: [
          { commit: { oid: two, parents: { nodes: [{ oid: one }] } } },
          { commit: { oid: three, messageHeadline: 'Count to five' } },
        ],
      },
    });
  });

  it('who did what, in GitHub’s order (facts 20, 21)', async () => {
    await world.ask('tom', 'POST ~/issues/1/labels', { labels: ['qa'] });
    await world.ask('tom', 'DELETE ~/issues/1/labels/qa');
    await world.ask('quinn', 'POST ~/issues/1/labels', { labels: ['qa'] });
    await review('quinn', 'APPROVE');
    world.git('update-ref', 'refs/heads/topic', commitOn('main'));
    const { timelineItems } = await pull(`timelineItems(first: 20) { totalCount nodes { __typename
      ... on LabeledEvent { actor { login } label { name } } ... on UnlabeledEvent { actor { login } }
      ... on PullRequestCommit { commit { oid } } ... on HeadRefForcePushedEvent { beforeCommit { oid } afterCommit { oid } } } }`);
    const after = world.git('rev-parse', 'topic');
    expect(timelineItems.nodes).toEqual([
      { __typename: 'LabeledEvent', actor: { login: 'tom' }, label: { name: 'qa' } },
      { __typename: 'UnlabeledEvent', actor: { login: 'tom' } },
      { __typename: 'LabeledEvent', actor: { login: 'quinn' }, label: { name: 'qa' } },
      { __typename: 'PullRequestReview' },
      {
        __typename: 'HeadRefForcePushedEvent',
        beforeCommit: { oid: expect.any(String) },
        afterCommit: { oid: after },
      },
      { __typename: 'PullRequestCommit', commit: { oid: after } },
    ]);
    const part = await pull(
      'timelineItems(last: 1, itemTypes: [LABELED_EVENT]) { totalCount nodes { __typename } pageInfo { hasPreviousPage } }',
    );
    expect(part.timelineItems).toEqual({
      totalCount: 2,
      nodes: [{ __typename: 'LabeledEvent' }],
      pageInfo: { hasPreviousPage: true },
    });
  });

  it('what a review was given for; an approval outlives a later comment and a push (fact 19)', async () => {
    await review('quinn', 'APPROVE');
    await review('quinn', 'COMMENT');
    const before = world.git('rev-parse', 'topic');
    world.git('update-ref', 'refs/heads/topic', commitOn('topic'));
    const shown = await pull(`headRefOid reviewDecision reviews(first: 9) { totalCount }
      latestReviews(first: 9) { nodes { state } }
      latestOpinionatedReviews(first: 9) { nodes { state author { login } commit { oid } } }`);
    expect(shown).toEqual({
      headRefOid: world.git('rev-parse', 'topic'),
      reviewDecision: null,
      reviews: { totalCount: 2 },
      latestReviews: { nodes: [{ state: 'COMMENTED' }] },
      latestOpinionatedReviews: {
        nodes: [{ state: 'APPROVED', author: { login: 'quinn' }, commit: { oid: before } }],
      },
    });
    expect(shown.headRefOid).not.toBe(before);
  });

  it('the decision where the base wants reviews: only who may write counts', async () => {
    await world.store.write((state) => {
      state.protections.push({
        branch: 'main',
        requiredStatusChecks: { strict: true, contexts: ['build'] },
        requiresPullRequest: { approvals: 1, dismissStale: true },
        requiresLinearHistory: false,
        requiresSignatures: false,
        allowsForcePushes: false,
        allowsDeletions: false,
        locked: false,
        enforceAdmins: true,
        restrictedTo: null,
      });
    });
    const states = async () => {
      const { reviewDecision, mergeStateStatus } = await pull('reviewDecision mergeStateStatus');
      return [reviewDecision, mergeStateStatus];
    };
    expect(await states()).toEqual(['REVIEW_REQUIRED', 'UNKNOWN']);
    await review('reed', 'APPROVE');
    expect(await states()).toEqual(['REVIEW_REQUIRED', 'BLOCKED']);
    await review('quinn', 'APPROVE');
    expect(await states()).toEqual(['APPROVED', 'BLOCKED']);
    const head = world.git('rev-parse', 'topic');
    await world.ask('ci[bot]', `POST ~/statuses/${head}`, { context: 'build', state: 'success' });
    expect(await states()).toEqual(['APPROVED', 'CLEAN']);
    await world.ask('ci[bot]', `POST ~/statuses/${head}`, { context: 'lint', state: 'failure' });
    expect(await states()).toEqual(['APPROVED', 'UNSTABLE']);
    world.git('update-ref', 'refs/heads/main', commitOn('main'));
    expect(await states()).toEqual(['APPROVED', 'UNKNOWN']);
    expect(await states()).toEqual(['APPROVED', 'BEHIND']);
    const rule = await repository(
      world,
      'ref(qualifiedName: "main") { branchProtectionRule { requiredStatusCheckContexts } }',
    );
    expect(rule.ref.branchProtectionRule).toEqual({ requiredStatusCheckContexts: ['build'] });
  });

  it('a conflict', async () => {
    world.git('update-ref', 'refs/heads/main', 'refs/heads/clash');
    expect(await pull('mergeable')).toEqual({ mergeable: 'UNKNOWN' });
    expect(await pull('mergeable mergeStateStatus')).toEqual({
      mergeable: 'CONFLICTING',
      mergeStateStatus: 'DIRTY',
    });
  });

  it('nothing of a fork that is gone (fact 41)', async () => {
    await world.store.write((state) => {
      const [issue] = state.issues;
      if (issue?.pull) issue.pull.headRepository = null;
    });
    expect(
      await pull('headRepository { id } headRepositoryOwner { login } headRef { name } isCrossRepository'),
    ).toEqual({
      headRepository: null,
      headRepositoryOwner: null,
      headRef: null,
      isCrossRepository: true,
    });
  });
});

describe('a merged PR and its commits (facts 12, 13)', () => {
  it.each(['merge', 'squash', 'rebase'])('by %s', async (method) => {
    expect(await pull('mergeCommit { oid } merged')).toEqual({ mergeCommit: null, merged: false });
    await world.ask('dora', 'PUT ~/contents/other.txt', { message: 'Meanwhile', content: 'eA==' });
    const base = world.git('rev-parse', 'main');
    await world.ask('quinn', 'PUT ~/pulls/1/merge', { merge_method: method });
    const tip = world.git('rev-parse', 'main');
    expect(await pull('state mergeCommit { oid } mergedBy { login } commits { totalCount }')).toEqual({
      state: 'MERGED',
      mergeCommit: { oid: tip },
      mergedBy: { login: 'quinn' },
      commits: { totalCount: 3 },
    });
    const made = shas(`${base}..main`);
    const aliases = made.map(
      (sha) =>
        `c${sha}: object(oid: "${sha}") { ... on Commit { associatedPullRequests(first: 5) { nodes { number } } } }`,
    );
    const found = Object.values(await repository(world, aliases.join(' '))) as Data[];
    expect(found.map(({ associatedPullRequests: { nodes } }) => nodes)).toEqual(
      made.map(() => [{ number: 1 }]),
    );
    const other = await repository(
      world,
      `object(oid: "${base}") { ... on Commit { associatedPullRequests(first: 5) { totalCount } } }`,
    );
    expect(other.object.associatedPullRequests.totalCount).toBe(0);
  });
});

describe('checks (facts 23, 24)', () => {
  it('are the newest of each name in a suite, with statuses beside them', async () => {
    const head = world.git('rev-parse', 'topic');
    expect(await pull('statusCheckRollup { state }')).toEqual({ statusCheckRollup: null });
    await world.store.write((state, clock) => {
      const run = {
        sha: head,
        name: 'build',
        workflow: null,
        status: 'completed' as const,
        title: null,
        summary: null,
        detailsUrl: null,
        externalId: null,
      };
      const times = { startedAt: clock.now, completedAt: clock.now };
      state.checkRuns.push(
        { ...run, ...times, id: clock.id(), suite: 1, app: 'a', conclusion: 'failure' },
        { ...run, ...times, id: clock.id(), suite: 1, app: 'a', conclusion: 'success' },
        { ...run, ...times, id: clock.id(), suite: 2, app: 'b', conclusion: 'failure' },
      );
    });
    await world.ask('ci[bot]', `POST ~/statuses/${head}`, { context: 'build', state: 'pending' });
    await world.ask('ci[bot]', `POST ~/statuses/${head}`, { context: 'build', state: 'success' });
    const { statusCheckRollup } =
      await pull(`statusCheckRollup { state contexts(first: 9) { totalCount nodes {
      ... on CheckRun { name conclusion checkSuite { app { slug } workflowRun { id } } isRequired(pullRequestNumber: 1) }
      ... on StatusContext { context state } } } }`);
    expect(statusCheckRollup).toEqual({
      state: 'FAILURE',
      contexts: {
        totalCount: 3,
        nodes: [
          {
            name: 'build',
            conclusion: 'SUCCESS',
            checkSuite: { app: { slug: 'a' }, workflowRun: null },
            isRequired: false,
          },
          {
            name: 'build',
            conclusion: 'FAILURE',
            checkSuite: { app: { slug: 'b' }, workflowRun: null },
            isRequired: false,
          },
          { context: 'build', state: 'SUCCESS' },
        ],
      },
    });
  });
});
