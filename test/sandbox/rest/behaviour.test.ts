import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Embedded, embedded } from '../../support/embedded.ts';

let world: Embedded;
beforeEach(async () => {
  world = await embedded();
});
afterEach(() => world.remove());

const open = async (head = 'topic', base = 'main'): Promise<number> =>
  (await world.ask('dora', 'POST ~/pulls', { title: 'A till', head, base })).body.number;
const subjects = (range: string) => world.git('log', '--format=%s', '--reverse', range).split('\n');

describe('merging on the real repository', () => {
  it('merges with both parents', async () => {
    const number = await open();
    const base = world.git('rev-parse', 'main');
    const { body } = await world.ask('quinn', `PUT ~/pulls/${number}/merge`, { merge_method: 'merge' });
    expect(world.git('rev-parse', 'main')).toBe(body.sha);
    expect(world.git('log', '-1', '--format=%P %an %cn', body.sha)).toBe(
      `${base} ${world.git('rev-parse', 'topic')} quinn of acme GitHub`,
    );
    const pull = (await world.ask(null, `GET ~/pulls/${number}`)).body;
    expect([pull.merged, pull.merged_by.login, pull.merge_commit_sha, pull.commits]).toEqual([
      true,
      'quinn',
      body.sha,
      3,
    ]);
  });

  it('squashes into one commit by the author of the PR', async () => {
    const number = await open();
    await world.ask('quinn', `PUT ~/pulls/${number}/merge`, { merge_method: 'squash' });
    expect(subjects('v0.9.0..main')).toEqual(['Read me', 'A till (#1)']);
    expect(world.git('log', '-1', '--format=%an', 'main')).toBe('dora of acme');
    expect(world.git('diff', 'main', 'topic')).toBe('');
  });

  it('rebases every commit to a new one, with the merger as committer (fact 13)', async () => {
    await world.ask('dora', 'PUT ~/contents/other.txt', { message: 'Meanwhile', content: 'eA==' });
    const number = await open();
    const { body } = await world.ask('quinn', `PUT ~/pulls/${number}/merge`, { merge_method: 'rebase' });
    expect(subjects('v0.9.0..main')).toEqual([
      'Read me',
      'Meanwhile',
      'Add a till',
      'Count to four',
      'Count to five',
    ]);
    expect(world.git('log', '-1', '--format=%an %cn', body.sha)).toBe('Dora Dev quinn of acme');
    const middle = world.git('rev-parse', 'main~1');
    expect(
      (await world.ask(null, `GET ~/commits/${middle}/pulls`)).body.map(
        (pull: { number: number }) => pull.number,
      ),
    ).toEqual([number]);
  });

  it('refuses a moved head, a conflict and a second merge (fact 17)', async () => {
    const number = await open();
    const wrong = await world.ask('dora', `PUT ~/pulls/${number}/merge`, {
      sha: world.git('rev-parse', 'main'),
    });
    expect([wrong.status, wrong.body.message]).toEqual([
      409,
      'Head branch was modified. Review and try the merge again.',
    ]);
    const clash = await open('clash');
    await world.ask('dora', `PUT ~/pulls/${number}/merge`);
    const conflict = await world.ask('dora', `PUT ~/pulls/${clash}/merge`);
    expect([conflict.status, conflict.body.message]).toEqual([405, 'Pull Request is not mergeable']);
    expect((await world.ask('dora', `PUT ~/pulls/${number}/merge`)).status).toBe(405);
    await world.ask(null, `GET ~/pulls/${clash}`);
    expect((await world.ask(null, `GET ~/pulls/${clash}`)).body.mergeable).toBe(false);
  });

  it('names a test merge before the merge, never the commit itself (fact 12)', async () => {
    const number = await open();
    await world.ask(null, `GET ~/pulls/${number}`);
    const sha = (await world.ask(null, `GET ~/pulls/${number}`)).body.merge_commit_sha;
    expect(world.git('log', '-1', '--format=%P', sha)).toContain(world.git('rev-parse', 'topic'));
    expect(world.git('branch', '--contains', sha)).toBe('');
  });
});

describe('plain pushes to the bare repository', () => {
  const events = async (number: number) =>
    (await world.ask(null, `GET ~/issues/${number}/timeline`)).body.map(
      (event: { event: string }) => event.event,
    );

  it('move the PR and stand in the timeline where they came', async () => {
    const number = await open('rc/1.0', 'topic').catch(() => 0);
    expect(number).toBeUndefined();
    const topic = await open();
    await world.ask('quinn', `POST ~/issues/${topic}/labels`, { labels: ['qa'] });
    const tree = world.git('rev-parse', 'topic^{tree}');
    const more = world.git('commit-tree', tree, '-p', 'topic', '-m', 'Later');
    world.git('update-ref', 'refs/heads/topic', more);
    expect(await events(topic)).toEqual(['committed', 'committed', 'committed', 'labeled', 'committed']);
    expect(world.git('rev-parse', `refs/pull/${topic}/head`)).toBe(more);
    expect((await world.ask(null, `GET ~/pulls/${topic}`)).body.head.sha).toBe(more);
    world.git(
      'update-ref',
      'refs/heads/topic',
      world.git('commit-tree', tree, '-p', 'main', '-m', 'Rewritten'),
    );
    expect(await events(topic)).toEqual(['labeled', 'head_ref_force_pushed', 'committed']);
  });

  it('merge the PR whose head they bring into its base (fact 15)', async () => {
    const number = await open();
    const head = world.git('rev-parse', 'topic');
    world.git('update-ref', 'refs/heads/main', head);
    const pull = (await world.ask(null, `GET ~/pulls/${number}`)).body;
    expect([pull.merged, pull.state, pull.merge_commit_sha, pull.commits]).toEqual([true, 'closed', head, 3]);
  });

  it('close the PR whose head branch they delete', async () => {
    const number = await open();
    world.git('update-ref', '-d', 'refs/heads/topic');
    const pull = (await world.ask(null, `GET ~/pulls/${number}`)).body;
    expect([pull.merged, pull.state]).toEqual([false, 'closed']);
    expect(await events(number)).toContain('head_ref_deleted');
    expect(world.git('rev-parse', `refs/pull/${number}/head`)).toBe(pull.head.sha);
  });

  it('give a PR another base, and its timeline says so', async () => {
    const number = await open();
    world.git('update-ref', 'refs/heads/spike', 'main');
    for (const base of ['spike', 'spike']) await world.ask('rita', `PATCH ~/pulls/${number}`, { base });
    const shown = (await events(number)).filter((event: string) => event === 'base_ref_changed');
    expect(shown).toHaveLength(1);
  });

  it('are noticed by another process too, and no write is lost', async () => {
    const other = (await import('../../../src/sandbox/github/store.ts')).openStore(world.folder);
    const label = (name: string) => (state: Awaited<ReturnType<typeof other.read>>) => {
      state.labels.push({ id: 1, name, color: '000000', description: null });
    };
    await Promise.all(
      Array.from({ length: 10 }, (_, at) => (at % 2 === 0 ? other : world.store).write(label(`l${at}`))),
    );
    expect((await other.read()).labels).toHaveLength(10);
    expect((await world.store.read()).labels).toHaveLength(10);
  });
});

describe('who may what', () => {
  it("is told in GitHub's words (fact 11)", async () => {
    const { number } = (await world.ask('dora', 'POST ~/issues', { title: 'x' })).body;
    const denied = await world.ask('reed', `POST ~/issues/${number}/labels`, { labels: ['qa'] });
    expect([denied.status, denied.body.message]).toEqual([
      403,
      'Resource not accessible by personal access token',
    ]);
    expect(denied.headers.get('x-accepted-github-permissions')).toBe('issues=write; pull_requests=write');
    const nobody = await world.ask('stranger', 'GET ~');
    expect([nobody.status, nobody.body.message]).toEqual([401, 'Bad credentials']);
    expect((await world.ask(null, `POST ~/issues/${number}/labels`, { labels: ['qa'] })).status).toBe(401);
    expect((await world.ask('dora', 'GET ~/branches/main/protection')).status).toBe(404);
    expect((await world.ask('dora', 'POST ~/check-runs', { name: 'x', head_sha: 'y' })).status).toBe(403);
    expect((await world.ask('dora', 'GET ~')).headers.get('x-oauth-scopes')).toContain('repo');
  });

  it('hides teams that are not there and teams that are not seen alike (fact 22)', async () => {
    const states = await Promise.all(
      ['reed qa/memberships/reed', 'reed board', 'reed nope', 'rita board'].map(async (row) => {
        const [login = '', rest = ''] = row.split(' ');
        return (await world.ask(login, `GET /orgs/acme/teams/${rest}`)).status;
      }),
    );
    expect(states).toEqual([404, 404, 404, 200]);
  });

  it('counts requests where a limit is set, and refuses what goes over it', async () => {
    await world.store.write((state) => {
      state.rateLimit = { limit: 2, used: 0, resetsAt: 4102444800 };
    });
    await world.ask('dora', 'GET ~/labels');
    const last = await world.ask('dora', 'GET ~/labels');
    expect(last.headers.get('x-ratelimit-remaining')).toBe('0');
    const over = await world.ask('dora', 'GET ~/labels');
    expect([over.status, over.body.message]).toEqual([403, 'API rate limit exceeded for user ID 3.']);
  });
});

describe('what is not covered', () => {
  it('is 501 and named: routes, parameters, fields and media', async () => {
    const asked = [
      'GET ~/foo',
      'GET ~/issues?mentioned=dora',
      'GET /search/issues?q=x',
      'GET /meta',
      'DELETE ~',
    ];
    for (const operation of asked) {
      const { status, body } = await world.ask('rita', operation);
      expect([operation, status]).toEqual([operation, 501]);
      expect(body.message).toMatch(/^Not covered by the embedded GitHub: (GET|DELETE) \//);
    }
    const field = await world.ask('rita', 'POST ~/pulls', {
      title: 'x',
      head: 'topic',
      base: 'main',
      issue: 3,
    });
    expect([field.status, field.body.message]).toEqual([
      501,
      'Not covered by the embedded GitHub: POST /repos/{owner}/{repo}/pulls with issue',
    ]);
    const html = await world.ask('rita', 'GET ~/contents/app.txt', undefined, {
      accept: 'application/vnd.github.html+json',
    });
    expect(html.status).toBe(501);
  });
});

describe('refusals of PRs, refs and releases', () => {
  const messages = async (login: string, operation: string, body: unknown) => {
    const answer = await world.ask(login, operation, body);
    return [
      answer.status,
      answer.body.errors?.[0]?.message ?? answer.body.errors?.[0]?.code ?? answer.body.message,
    ];
  };

  it('say what GitHub says (facts 18, 35, 45, 46, 47, 49)', async () => {
    await open();
    const pull = (head: string) => ({ title: 'x', head, base: 'main' });
    const main = world.git('rev-parse', 'main');
    const ref = (name: string) => ({ ref: name, sha: main });
    expect(await messages('dora', 'POST ~/pulls', pull('topic'))).toEqual([
      422,
      'A pull request already exists for acme:topic.',
    ]);
    expect(await messages('dora', 'POST ~/pulls', pull('rc/1.0'))).toEqual([
      422,
      'No commits between main and rc/1.0',
    ]);
    expect(await messages('dora', 'POST ~/pulls', pull('gone'))).toEqual([422, 'invalid']);
    expect(await messages('dora', 'POST ~/git/refs', ref('refs/heads/rc'))).toEqual([
      422,
      'Reference update failed',
    ]);
    expect(await messages('dora', 'POST ~/git/refs', ref('refs/heads/main'))).toEqual([
      422,
      'Reference already exists',
    ]);
    await world.ask('dora', 'POST ~/releases', { tag_name: 'v1.0.0', draft: true });
    expect((await world.ask('dora', 'GET ~/releases/tags/v1.0.0')).status).toBe(404);
    await world.ask('rita', 'PUT ~/immutable-releases');
    const { id } = (await world.ask('dora', 'POST ~/releases', { tag_name: 'v1.0.0' })).body;
    expect(world.git('rev-parse', 'v1.0.0')).toBe(main);
    expect(await messages('dora', 'POST ~/releases', { tag_name: 'v1.0.0' })).toEqual([
      422,
      'already_exists',
    ]);
    expect((await world.ask('dora', 'DELETE ~/git/refs/tags/v1.0.0')).status).toBe(422);
    await world.ask('dora', `DELETE ~/releases/${id}`);
    expect(await messages('dora', 'POST ~/releases', { tag_name: 'v1.0.0' })).toEqual([
      422,
      'tag_name was used by an immutable release',
    ]);
    await world.ask('dora', `POST ~/statuses/${main}`, { state: 'failure' });
    expect(await messages('dora', 'POST ~/deployments', { ref: 'main' })).toEqual([
      409,
      'Conflict: Commit status checks failed for main.',
    ]);
  });
});

describe('headers', () => {
  it('page by Link and know what has not changed', async () => {
    for (const name of ['a', 'b', 'c']) await world.ask('dora', 'POST ~/labels', { name });
    const first = await world.ask(null, 'GET /api/v3/repos/acme/shop/labels?per_page=2');
    expect(first.headers.get('link')).toBe(
      '<http://127.0.0.1:1/api/v3/repos/acme/shop/labels?per_page=2&page=2>; rel="next", ' +
        '<http://127.0.0.1:1/api/v3/repos/acme/shop/labels?per_page=2&page=2>; rel="last"',
    );
    expect(first.body[0].url).toBe('http://127.0.0.1:1/api/v3/repos/acme/shop/labels/a');
    const etag = first.headers.get('etag') ?? '';
    const again = await world.ask(null, 'GET /api/v3/repos/acme/shop/labels?per_page=2', undefined, {
      'if-none-match': etag,
    });
    expect([again.status, again.body]).toEqual([304, '']);
  });
});
