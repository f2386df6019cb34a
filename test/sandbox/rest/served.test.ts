import { execFile } from 'node:child_process';
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { serve } from '../../../src/sandbox/github/serve.ts';
import { type Embedded, embedded } from '../../support/embedded.ts';

const run = promisify(execFile);
let world: Embedded;
let server: { url: string; close(): Promise<void> };
beforeEach(async () => {
  world = await embedded();
  server = await serve(world.folder, { port: 0 });
});
afterEach(async () => {
  await server.close();
  world.remove();
});

/** Runs git as a client would and answers how it ended. */
async function git(cwd: string, ...args: string[]): Promise<{ code: number; out: string }> {
  try {
    const { stdout, stderr } = await run('git', args, { cwd });
    return { code: 0, out: stdout + stderr };
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
    return { code, out: stdout + stderr };
  }
}

const address = (login: string | null): string => {
  const url = new URL('/acme/shop.git', server.url);
  if (login !== null) [url.username, url.password] = ['x-access-token', `sandbox:${login}`];
  return url.href;
};

async function clone(login: string | null): Promise<string> {
  const work = join(world.dir, `work-${login}`);
  expect((await git(world.dir, 'clone', '-q', address(login), work)).code).toBe(0);
  return work;
}

const commit = (work: string, message: string) => git(work, 'commit', '-q', '--allow-empty', '-m', message);

describe('git over smart HTTP', () => {
  it("clones for anybody, pushes for those who may, and the push is the pusher's", async () => {
    const { number } = (await world.ask('rita', 'POST ~/pulls', { title: 't', head: 'topic', base: 'main' }))
      .body;
    const work = await clone('dora');
    await git(work, 'checkout', '-q', 'topic');
    await git(work, 'commit', '-q', '--amend', '-m', 'Rewritten');
    expect(await git(work, 'push', '-q', '--force', 'origin', 'topic')).toEqual({ code: 0, out: '' });
    const events = (await world.ask(null, `GET ~/issues/${number}/timeline`)).body;
    const forced = events.find((event: { event: string }) => event.event === 'head_ref_force_pushed');
    expect(forced.actor.login).toBe('dora');
    const big = join(work, 'big.bin');
    writeFileSync(
      big,
      Buffer.alloc(3_000_000, 'x').map((_, at) => (at * 7919) % 251),
    );
    await git(work, 'add', 'big.bin');
    await commit(work, 'Big');
    expect((await git(work, 'push', '-q', '--atomic', 'origin', 'topic', 'HEAD:refs/rel/ledger')).code).toBe(
      0,
    );
    expect(world.git('rev-parse', 'refs/rel/ledger')).toBe(world.git('rev-parse', 'topic'));
  });

  it('asks strangers for a name and refuses readers (fact 30)', async () => {
    const work = await clone(null);
    await commit(work, 'Mine');
    const nobody = await git(work, 'push', 'origin', 'HEAD:refs/heads/mine');
    expect(nobody.code).toBe(128);
    expect(nobody.out).toMatch(/could not read Username|Authentication failed/);
    const reader = await git(work, 'push', address('reed'), 'HEAD:refs/heads/mine');
    expect(reader.out).toContain('remote: Permission to acme/shop.git denied to reed.');
    expect(reader.out).toContain('The requested URL returned error: 403');
    const hidden = await git(work, 'push', address('dora'), 'HEAD:refs/pull/9/head');
    expect(hidden.out).toContain('deny updating a hidden ref');
  });
});

describe('protected branches', () => {
  const rules = {
    required_status_checks: { strict: false, contexts: ['build', 'unit'] },
    enforce_admins: true,
    required_pull_request_reviews: null,
    restrictions: null,
  };
  const protect = (more: object) =>
    world.ask('rita', 'PUT ~/branches/main/protection', { ...rules, ...more });

  it("refuse a push by HTTP and by path in GitHub's words, until the checks are green (facts 27, 56)", async () => {
    const work = await clone('dora');
    await commit(work, 'Mine');
    await protect({});
    const refused = await git(work, 'push', 'origin', 'main');
    expect(refused.out).toContain(
      'remote: error: GH006: Protected branch update failed for refs/heads/main.',
    );
    expect(refused.out).toContain('remote: - 2 of 2 required status checks are expected.');
    expect((await git(work, 'push', join(world.dir, 'origin.git'), 'main')).out).toContain('GH006');
    expect((await git(work, 'push', '-q', 'origin', 'main:mine')).code).toBe(0);
    const sha = world.git('rev-parse', 'mine');
    for (const context of ['build', 'unit'])
      await world.ask('dora', `POST ~/statuses/${sha}`, { state: 'success', context });
    expect((await git(work, 'push', '-q', 'origin', 'main')).code).toBe(0);
    expect((await git(work, 'push', 'origin', '+main~1:main')).out).toContain(
      'remote: - Cannot force-push to a protected branch',
    );
    await world.ask('rita', 'PUT ~/branches/rc%2F1.0/protection', { ...rules, required_status_checks: null });
    const gone = await git(work, 'push', 'origin', ':rc/1.0');
    expect(gone.out).toContain('remote: - Cannot delete a protected branch');
  });

  it('let admins by where they are not included, and say so (fact 28)', async () => {
    const reviews = { required_approving_review_count: 1 };
    await protect({
      enforce_admins: false,
      required_status_checks: null,
      required_pull_request_reviews: reviews,
    });
    const work = await clone('dora');
    await commit(work, 'Mine');
    expect((await git(work, 'push', 'origin', 'main')).out).toContain(
      '- Changes must be made through a pull request.',
    );
    const bypassed = await git(work, 'push', address('rita'), 'main');
    expect([bypassed.code, bypassed.out]).toEqual([
      0,
      expect.stringContaining('Bypassed rule violations for refs/heads/main:'),
    ]);
    const { number } = (await world.ask('dora', 'POST ~/pulls', { title: 't', head: 'topic', base: 'main' }))
      .body;
    await world.ask(null, `GET ~/pulls/${number}`);
    expect((await world.ask(null, `GET ~/pulls/${number}`)).body.mergeable_state).toBe('blocked');
    const early = await world.ask('dora', `PUT ~/pulls/${number}/merge`);
    expect([early.status, early.body.message]).toEqual([
      405,
      'At least 1 approving review is required by reviewers with write access.',
    ]);
    await world.ask('quinn', `POST ~/pulls/${number}/reviews`, { event: 'APPROVE' });
    expect((await world.ask('dora', `PUT ~/pulls/${number}/merge`)).status).toBe(200);
    expect(
      (
        await world.ask('dora', 'PATCH ~/git/refs/heads/main', {
          sha: world.git('rev-parse', 'topic'),
          force: true,
        })
      ).status,
    ).toBe(422);
  });

  it('leave a hook that was there before in force', async () => {
    const hook = join(world.dir, 'origin.git', 'hooks', 'update');
    writeFileSync(hook, '#!/bin/sh\ncase $1 in *mine) echo no such names >&2; exit 1;; esac\n');
    chmodSync(hook, 0o755);
    await protect({ required_linear_history: true });
    const work = await clone('dora');
    expect((await git(work, 'push', 'origin', 'main:mine')).out).toContain('remote: no such names');
    expect((await git(work, 'push', '-q', 'origin', 'main:ours')).code).toBe(0);
  });
});

describe('faults on request', () => {
  const fault = (body: object) =>
    fetch(`${server.url}/_sandbox/faults`, { method: 'POST', body: JSON.stringify(body) });
  const labels = () => fetch(`${server.url}/repos/acme/shop/labels`);

  it('answer with a status, as often as asked, and only what matches', async () => {
    const match = { method: 'GET', path: '/repos/acme/shop/labels' };
    expect((await fault({ match, times: 2, status: 503, headers: { 'retry-after': '1' } })).status).toBe(201);
    expect((await fetch(`${server.url}/repos/acme/shop`)).status).toBe(200);
    const first = await labels();
    expect([first.status, first.headers.get('retry-after')]).toEqual([503, '1']);
    expect((await labels()).status).toBe(503);
    expect((await labels()).status).toBe(200);
  });

  it('cut the connection, also after the deed, and break the body', async () => {
    await fault({ match: { method: 'POST', path: '/repos/*' }, drop: true, afterActing: true });
    const made = fetch(`${server.url}/repos/acme/shop/labels`, {
      method: 'POST',
      headers: { authorization: 'Bearer sandbox:dora' },
      body: JSON.stringify({ name: 'kept' }),
    });
    await expect(made).rejects.toThrow('fetch failed');
    await fault({ body: '[{"name": "kep' });
    await expect((await labels()).json()).rejects.toThrow(SyntaxError);
    expect(((await (await labels()).json()) as { name: string }[]).map(({ name }) => name)).toEqual(['kept']);
    const seen = (await (await fetch(`${server.url}/_sandbox/requests`)).json()) as { status: number }[];
    expect(seen.map(({ status }) => status)).toEqual([0, 200, 200]);
  });

  it('reject in process as fetch does, and can be taken back', async () => {
    await fault([{ drop: true }, { status: 500, times: 9 }]);
    await expect(world.ask(null, 'GET ~')).rejects.toThrow('fetch failed');
    await fetch(`${server.url}/_sandbox/faults`, { method: 'DELETE' });
    expect((await world.ask(null, 'GET ~')).status).toBe(200);
    expect((await fault({ nonsense: 1 })).status).toBe(422);
  });
});
