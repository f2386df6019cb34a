import { once } from 'node:events';
import { createReadStream, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { sandboxConnection } from '../../src/sandbox/connection.ts';
import { filesBelow, reachable } from '../support/everything.ts';
import { runCli, type Shop, scenario } from '../support/rig.ts';
import { scriptedGit } from '../support/scripted-git.ts';

describe('killed before the push', () => {
  scenario('while it wrote a tag: all else waits, until rel abort leaves no trace', async (shop) => {
    await shop.finishFeatures();
    const before = trace(shop);
    const { env } = scriptedGit(shop.dir, { subcommand: 'mktag', nth: 2 }, 'killed-before');
    expect((await shop.rel('cut-rc 1.9.0', { env, pending: true })).exit).not.toBe(0);

    const others = ['cut-rc', 'pick 230', 'tag-rc', 'promote 1.8.0', 'sync-hotfix', 'apply plan.json'];
    for (const run of await Promise.all(others.map((line) => runCli(line.split(' '), { cwd: shop.work })))) {
      expect([run.exit, run.stderr]).toEqual([7, expect.stringContaining('interrupted `rel cut-rc` of ')]);
      expect(run.stderr).toMatch(/rel continue .*rel abort/);
    }
    const status = await shop.rel('status', { pending: true });
    expect([status.exit, status.stderr]).toEqual([
      0,
      expect.stringMatching(/rel cut-rc.* is pending.*rel abort/),
    ]);
    expect((await shop.rel('tag-rc 1.8.0 --dry-run', { pending: true })).exit).toBe(0);
    expect((await shop.rel('abort --dry-run', { pending: true })).exit).toBe(0);

    const aborted = await shop.rel('abort');
    expect([aborted.exit, aborted.stdout]).toEqual([0, 'forgotten: rel cut-rc; nothing had been changed\n']);
    expect(trace(shop)).toEqual(before);
    expect((await shop.rel('cut-rc 1.9.0')).exit).toBe(0);
  });

  scenario('as git was about to push: rel abort needs neither GitHub nor a policy', async (shop) => {
    const before = trace(shop);
    const { env } = scriptedGit(shop.dir, { subcommand: 'push' }, 'killed-before');
    expect((await shop.rel('pick 230 --into 1.8.0', { env, pending: true })).exit).not.toBe(0);
    await faults(shop, { status: 503, times: 99 });
    expect((await shop.rel('abort')).exit).toBe(0);
    await faults(shop);
    expect(trace(shop)).toEqual(before);
  });

  scenario('as git was about to push: rel continue does all that was left', async (shop) => {
    const { env } = scriptedGit(shop.dir, { subcommand: 'push' }, 'killed-before');
    expect((await shop.rel('pick 230 231 --into 1.8.0', { env, pending: true })).exit).not.toBe(0);
    shop.git('gc -q --prune=now');
    const dry = await shop.rel('continue --dry-run', { pending: true });
    expect([dry.exit, dry.stdout]).toEqual([0, expect.stringContaining('git push --atomic')]);
    expect((await shop.rel('continue')).exit).toBe(0);
    toldOnce(shop, [230, 231]);
  });
});

describe('killed after the remote took the push', () => {
  scenario('before rel heard of it: only rel continue, and everybody is told once', async (shop) => {
    const { env } = scriptedGit(shop.dir, { subcommand: 'push' }, 'killed-after');
    expect((await shop.rel('pick 230 231 --into 1.8.0', { env, pending: true })).exit).not.toBe(0);
    const refs = shop.refs();
    const abort = await shop.rel('abort', { pending: true });
    expect([abort.exit, abort.stderr]).toEqual([7, expect.stringContaining('rel continue')]);
    const finished = await shop.rel('continue');
    expect([finished.exit, finished.stdout]).toEqual([0, 'finished: rel pick\n']);
    expect(shop.refs()).toEqual(refs);
    toldOnce(shop, [230, 231]);
    const again = await shop.rel('continue');
    expect([again.exit, again.stderr]).toEqual([2, expect.stringContaining('no interrupted operation')]);
  });

  scenario('while git still pushed: rel continue finds its own push, whoever was first', async (shop) => {
    await shop.syncedCandidate();
    const { env } = scriptedGit(shop.dir, { subcommand: 'push' }, 'killed-meanwhile');
    expect((await shop.rel('promote 1.8.0', { env, pending: true })).exit).not.toBe(0);
    expect((await shop.rel('continue')).exit).toBe(0);
    expect(shop.git('rev-list --count refs/rel/ledger', shop.origin)).toBe('1');
    expect(shop.tip('v1.8.0')).toBe(shop.tip('v1.8.0-rc.2'));
    expect(releases(shop, 'v1.8.0')).toEqual([expect.objectContaining({ draft: false })]);
  });
});

describe('GitHub down after the push', () => {
  scenario('is exit 6 and pending; rel continue finishes when it is up', async (shop) => {
    await shop.finishFeatures();
    await faults(shop, {
      match: { method: 'POST', path: '/repos/acme/shop/releases' },
      status: 503,
      times: 9,
    });
    const cut = await shop.rel('cut-rc 1.9.0', { pending: true });
    expect([cut.exit, cut.stderr]).toEqual([
      6,
      expect.stringContaining('rel continue (its push has happened'),
    ]);
    const still = await shop.rel('continue', { pending: true });
    expect([still.exit, still.stderr]).toEqual([6, expect.stringContaining('rel continue')]);
    const refs = shop.refs();
    await faults(shop);
    expect((await shop.rel('continue')).exit).toBe(0);
    expect(shop.refs()).toEqual(refs);
    expect(releases(shop, 'v1.9.0')).toEqual([expect.objectContaining({ draft: true })]);
  });

  scenario('or its answer lost, though it had acted: nothing is done twice', async (shop) => {
    const lost = { afterActing: true, times: 1 };
    const comments = '/repos/acme/shop/issues/230/comments';
    await faults(
      shop,
      { match: { method: 'POST', path: comments }, drop: true, ...lost },
      { match: { method: 'POST', path: '/repos/acme/shop/issues/230/labels' }, status: 502, ...lost },
    );
    const run = await shop.rel('pick 230 --into 1.8.0', { pending: true });
    expect(run.exit).toBe(6);
    expect((await shop.rel('continue')).exit).toBe(0);
    toldOnce(shop, [230]);
  });
});

describe('another rel at work in the same clone', () => {
  scenario('is said at once, and left alone', async (shop) => {
    const { env, dir } = scriptedGit(shop.dir, { subcommand: 'push' }, 'waits');
    const first = runCli(['pick', '230', '--into', '1.8.0'], { cwd: shop.work, env });
    await once(createReadStream(join(dir, 'there')), 'data');
    for (const command of ['pick 231 --into 1.8.0', 'continue', 'abort']) {
      const second = await shop.rel(command, { pending: true });
      expect([second.exit, second.stderr]).toEqual([
        7,
        expect.stringContaining('another rel is changing things'),
      ]);
    }
    writeFileSync(join(dir, 'go'), '\n');
    expect((await first).exit).toBe(0);
    toldOnce(shop, [230]);
  });
});

/** What an operation that has not happened must not have changed. */
const trace = (shop: Shop): unknown => ({
  refs: shop.refs(),
  github: filesBelow(join(shop.dir, 'github'), /^$/),
  clone: filesBelow(join(shop.work, '.git'), /^(objects|rel)(\/|$)/),
  reachable: reachable(shop.work),
});

// biome-ignore lint/suspicious/noExplicitAny: a scenario reads what it names
const state = (shop: Shop): any => JSON.parse(readFileSync(join(shop.dir, 'github/state.json'), 'utf8'));

const releases = (shop: Shop, tag: string): unknown[] =>
  state(shop).releases.filter((release: { tag: string }) => release.tag === tag);

/** One comment of rel's and one label on each PR, and one entry in the ledger. */
function toldOnce(shop: Shop, numbers: readonly number[]): void {
  const issues = state(shop).issues.filter((issue: { number: number }) => numbers.includes(issue.number));
  for (const issue of issues) {
    const ours = issue.comments.filter(({ body }: { body: string }) => body.includes('<!-- rel:picks -->'));
    expect(ours, `#${issue.number}`).toHaveLength(1);
    expect(issue.labels.filter((label: string) => label.startsWith('picked/'))).toHaveLength(1);
  }
  expect(issues).toHaveLength(numbers.length);
  expect(shop.git('rev-list --count refs/rel/ledger', shop.origin)).toBe('1');
}

/** Takes back all faults of the embedded GitHub, and asks for these. */
async function faults(shop: Shop, ...wanted: readonly object[]): Promise<void> {
  const { fetch } = await sandboxConnection(join(shop.dir, 'github'));
  const url = 'http://localhost/_sandbox/faults';
  await fetch(url, { method: 'DELETE' });
  if (wanted.length === 0) return;
  const answer = await fetch(url, { method: 'POST', body: JSON.stringify(wanted) });
  expect(answer.status).toBe(201);
}
