import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { routes } from '../../../src/sandbox/github/rest/registry.ts';
import { type Embedded, embedded } from '../../support/embedded.ts';
import { describedOperations } from '../../support/openapi.ts';

let world: Embedded;
beforeAll(async () => {
  world = await embedded();
});
afterAll(() => world.remove());

/** Asks and expects success; every request and answer is held against GitHub's description on the way. */
async function good(
  login: string | null,
  operation: string,
  body?: unknown,
  headers?: Record<string, string>,
) {
  const answer = await world.ask(login, operation, body, headers);
  expect(answer.status, `${operation}: ${JSON.stringify(answer.body).slice(0, 200)}`).toBeLessThan(400);
  return answer.body;
}

const protection = {
  required_status_checks: { strict: true, contexts: ['build'] },
  enforce_admins: false,
  required_pull_request_reviews: { required_approving_review_count: 1, dismiss_stale_reviews: true },
  restrictions: { users: ['rita'], teams: [] },
};

describe('every operation, as GitHub publishes it', () => {
  it('the repository, its branches, refs, commits and files', async () => {
    await good(null, 'GET ~');
    expect((await good('rita', 'GET ~')).permissions.admin).toBe(true);
    const main = (await good(null, 'GET ~/git/ref/heads/main')).object.sha;
    await good(null, 'GET ~/branches?per_page=2');
    expect((await good(null, 'GET ~/branches/rc%2F1.0')).name).toBe('rc/1.0');
    await good('rita', 'PUT ~/branches/rc/1.0/protection', protection);
    await good('rita', 'GET ~/branches/rc/1.0/protection');
    expect((await good(null, 'GET ~/branches/rc/1.0')).protection.required_status_checks.contexts).toEqual([
      'build',
    ]);
    await good('rita', 'DELETE ~/branches/rc/1.0/protection');
    expect(await good(null, 'GET ~/rules/branches/main')).toEqual([]);
    await good('dora', 'POST ~/git/refs', { ref: 'refs/heads/new', sha: main });
    await good('dora', 'PATCH ~/git/refs/heads/new', { sha: main });
    expect(await good(null, 'GET ~/git/matching-refs/heads/ne')).toHaveLength(1);
    await good('dora', 'DELETE ~/git/refs/heads/new');
    const tag = await good('dora', 'POST ~/git/tags', {
      tag: 'v0.9.1',
      message: 'm',
      object: main,
      type: 'commit',
    });
    expect((await good(null, `GET ~/git/tags/${tag.sha}`)).message).toBe('m');
    await good(null, `GET ~/git/commits/${main}`);
    expect(await good(null, 'GET ~/commits?sha=topic&per_page=4')).toHaveLength(4);
    expect((await good(null, 'GET ~/commits/topic')).files[0].filename).toBe('app.txt');
    const compared = await good(null, 'GET ~/compare/main...topic');
    expect([compared.status, compared.ahead_by, compared.files.length]).toEqual(['ahead', 3, 2]);
    expect((await good(null, 'GET ~/contents/docs'))[0].path).toBe('docs/readme.md');
    const file = await good(null, 'GET ~/contents/docs/readme.md?ref=main');
    expect(Buffer.from(file.content, 'base64').toString()).toBe('# Shop\n');
    await good('dora', 'PUT ~/contents/README.md', {
      message: 'Read me',
      content: 'IyBoaQ==',
      branch: 'rc/1.0',
    });
    expect((await good(null, 'GET ~/readme?ref=rc/1.0')).path).toBe('README.md');
    await good('dora', 'PUT ~/contents/new.txt', { message: 'New', content: 'aGk=', branch: 'rc/1.0' });
    expect(world.git('show', 'rc/1.0:new.txt')).toBe('hi');
  });

  it('issues, labels, milestones, comments and the timeline', async () => {
    await good('dora', 'POST ~/labels', { name: 'rc/1.0', color: 'aabbcc' });
    await good(null, 'GET ~/labels');
    await good(null, 'GET ~/labels/rc%2F1.0');
    const { number } = await good('dora', 'POST ~/issues', {
      title: 'Broken',
      labels: ['bug'],
      assignees: ['tom'],
    });
    const given = await good('dora', `POST ~/issues/${number}/assignees`, {
      assignees: ['QUINN', 'reed', 'nobody'],
    });
    expect(given.assignees.map(({ login }: { login: string }) => login)).toEqual(['tom', 'quinn']);
    await good('tom', `POST ~/issues/${number}/labels`, { labels: ['rc/1.0'] });
    await good('tom', `DELETE ~/issues/${number}/labels/rc%2F1.0`);
    await good('tom', `PUT ~/issues/${number}/labels`, { labels: ['a', 'b'] });
    await good('tom', `DELETE ~/issues/${number}/labels`);
    await good(null, `GET ~/issues/${number}/labels`);
    await good('dora', 'DELETE ~/labels/a');
    const milestone = await good('dora', 'POST ~/milestones', {
      title: '1.0',
      due_on: '2026-12-01T00:00:00Z',
    });
    await good(null, 'GET ~/milestones?state=all');
    await good('dora', `PATCH ~/milestones/${milestone.number}`, { description: 'First' });
    await good('tom', `PATCH ~/issues/${number}`, { milestone: milestone.number, state: 'closed' });
    expect((await good(null, `GET ~/milestones/${milestone.number}`)).closed_issues).toBe(1);
    await good('tom', `PATCH ~/issues/${number}`, { milestone: null, state: 'open' });
    await good(null, 'GET ~/issues?state=all&labels=bug&sort=updated&direction=asc');
    await good(null, `GET ~/issues/${number}`);
    const comment = await good('reed', `POST ~/issues/${number}/comments`, { body: 'Same here' });
    await good(null, `GET ~/issues/${number}/comments`);
    await good('reed', `PATCH ~/issues/comments/${comment.id}`, { body: 'Fixed' });
    await good(null, `GET ~/issues/comments/${comment.id}`);
    const events = (await good(null, `GET ~/issues/${number}/timeline`)).map(
      (event: { event: string }) => event.event,
    );
    expect(events).toEqual([
      ...[
        'labeled',
        'assigned',
        'assigned',
        'labeled',
        'unlabeled',
        'unlabeled',
        'labeled',
        'labeled',
        'unlabeled',
        'unlabeled',
      ],
      ...['closed', 'milestoned', 'reopened', 'demilestoned', 'commented'],
    ]);
    await good('reed', `DELETE ~/issues/comments/${comment.id}`);
    await good('dora', `DELETE ~/milestones/${milestone.number}`);
  });

  it('PRs, reviews and merging', async () => {
    const { number } = await good('dora', 'POST ~/pulls', {
      title: 'Till',
      head: 'topic',
      base: 'main',
      body: 'Yes',
    });
    await good(null, 'GET ~/pulls?head=acme:topic&base=main&state=all');
    await good('dora', `PATCH ~/pulls/${number}`, { title: 'A till' });
    await good('dora', `POST ~/pulls/${number}/requested_reviewers`, { reviewers: ['quinn', 'rita'] });
    await good(null, `GET ~/pulls/${number}/requested_reviewers`);
    await good('dora', `DELETE ~/pulls/${number}/requested_reviewers`, { reviewers: ['rita'] });
    const review = await good('quinn', `POST ~/pulls/${number}/reviews`, { event: 'APPROVE' });
    await good(null, `GET ~/pulls/${number}/reviews`);
    await good(null, `GET ~/pulls/${number}/reviews/${review.id}`);
    await good('rita', `PUT ~/pulls/${number}/reviews/${review.id}/dismissals`, { message: 'Changed' });
    expect(await good(null, `GET ~/pulls/${number}/commits`)).toHaveLength(3);
    expect(await good(null, `GET ~/pulls/${number}/files`)).toHaveLength(2);
    await good(null, `GET ~/issues/${number}/timeline`);
    expect((await good(null, `GET ~/pulls/${number}`)).mergeable).toBeNull();
    expect((await good(null, `GET ~/pulls/${number}`)).mergeable).toBe(true);
    expect((await world.ask(null, `GET ~/pulls/${number}/merge`)).status).toBe(404);
    const merged = await good('dora', `PUT ~/pulls/${number}/merge`, {});
    expect((await good(null, `GET ~/commits/${merged.sha}/pulls`))[0].merge_commit_sha).toBe(merged.sha);
    await good(null, `GET ~/pulls/${number}/merge`);
  });

  it('statuses, check runs and suites', async () => {
    const sha = world.git('rev-parse', 'topic');
    await good('dora', `POST ~/statuses/${sha}`, {
      state: 'success',
      context: 'build',
      target_url: 'http://ci/1',
    });
    await good(null, `GET ~/commits/${sha}/statuses`);
    expect((await good(null, 'GET ~/commits/topic/status')).state).toBe('success');
    expect((await good(null, 'GET ~/commits/clash/status')).state).toBe('pending');
    const run = await good('ci[bot]', 'POST ~/check-runs', {
      name: 'unit',
      head_sha: sha,
      status: 'in_progress',
    });
    await good('ci[bot]', `PATCH ~/check-runs/${run.id}`, { status: 'completed', conclusion: 'failure' });
    await good('ci[bot]', 'POST ~/check-runs', {
      name: 'unit',
      head_sha: sha,
      status: 'completed',
      conclusion: 'success',
    });
    await good(null, `GET ~/check-runs/${run.id}`);
    expect((await good(null, 'GET ~/commits/topic/check-runs')).check_runs[0].conclusion).toBe('success');
    expect((await good(null, 'GET ~/commits/topic/check-runs?filter=all')).total_count).toBe(2);
    expect((await good(null, 'GET ~/commits/topic/check-suites')).total_count).toBe(1);
  });

  it('releases and deployments', async () => {
    const draft = await good('dora', 'POST ~/releases', { tag_name: 'v1.0.0', draft: true, name: '1.0' });
    await good('dora', `GET ~/releases/${draft.id}`);
    await good('dora', `PATCH ~/releases/${draft.id}`, { draft: false, body: 'Done', make_latest: 'true' });
    await good(null, 'GET ~/releases/tags/v1.0.0');
    expect((await good(null, 'GET ~/releases/latest')).tag_name).toBe('v1.0.0');
    await good('dora', 'POST ~/releases/generate-notes', { tag_name: 'v1.0.0', previous_tag_name: 'v0.9.0' });
    await good(null, 'GET ~/releases');
    await good('dora', `DELETE ~/releases/${draft.id}`);
    await good('rita', 'PUT ~/immutable-releases');
    await good('rita', 'GET ~/immutable-releases');
    await good('rita', 'DELETE ~/immutable-releases');
    const asked = { ref: 'v1.0.0', auto_merge: false, required_contexts: [], environment: 'production' };
    const { id } = await good('dora', 'POST ~/deployments', asked);
    await good('dora', `POST ~/deployments/${id}/statuses`, {
      state: 'success',
      log_url: 'http://ci/2',
      environment_url: 'http://shop/',
    });
    await good(null, `GET ~/deployments/${id}`);
    await good(null, `GET ~/deployments/${id}/statuses`);
    await good(null, 'GET ~/deployments?environment=production');
    await good('dora', `DELETE ~/deployments/${id}`);
  });

  it('rulesets and settings', async () => {
    await world.store.write((state) => {
      state.rulesets = [
        {
          id: 70,
          name: 'Tags',
          target: 'tag',
          branches: ['v*'],
          rules: [{ type: 'creation' }],
          bypass: ['rita'],
        },
        { id: 71, target: 'push', branches: [], rules: [] },
      ];
    });
    expect(await good('reed', 'GET ~/rulesets?targets=tag&includes_parents=true')).toHaveLength(1);
    expect((await good('rita', 'GET ~/rulesets/70')).current_user_can_bypass).toBe('always');
    expect((await good('dora', 'GET ~/rulesets/71')).conditions).toBeNull();
    await good('rita', 'GET ~/actions/permissions/workflow');
  });

  it('people and teams', async () => {
    expect((await good('dora', 'GET /user')).login).toBe('dora');
    await good(null, 'GET /users/acme');
    expect((await good('rita', 'GET ~/collaborators/tom/permission')).role_name).toBe('triage');
    await good('reed', 'GET /orgs/acme/teams');
    await good('reed', 'GET /orgs/acme/teams/qa');
    expect(await good('reed', 'GET /orgs/acme/teams/qa/members')).toHaveLength(1);
    expect((await good('reed', 'GET /orgs/acme/teams/qa/memberships/tom')).state).toBe('pending');
    await world.store.write((state) => {
      state.rateLimit = { limit: 5000, used: 3, resetsAt: 4102444800 };
    });
    expect((await good('dora', 'GET /rate_limit')).rate.used).toBe(3);
  });

  it('leaves out none that it covers', () => {
    const covered = routes.map(({ method, path }) => `${method} ${path}`).sort();
    expect(describedOperations().sort()).toEqual(covered);
    expect(covered.filter((operation) => !world.github.proven.has(operation))).toEqual([]);
  });
});
