import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { type Shop, scenario } from '../support/rig.ts';
import { scriptedGit } from '../support/scripted-git.ts';

scenario('a pick goes back whole: branch, comment, label; and the record says both', async (shop) => {
  const before = await stateOf(shop);
  expect((await shop.rel('pick 230 231 --into 1.8.0')).exit).toBe(0);
  const dry = await shop.rel('undo --dry-run --json');
  expect(dry.exit).toBe(0);
  expect(dry.json.result).toMatchObject({ command: 'pick', done: false, left: [] });

  const undone = await shop.rel('undo');
  expect([undone.exit, undone.stdout]).toEqual([
    0,
    expect.stringMatching(/^taken back: rel pick of .*\n {2}rc\/1.8.0 is back at /),
  ]);
  expect(await stateOf(shop)).toEqual(before);
  const log = await shop.rel('log 1.8.0');
  expect([log.exit, log.stdout]).toEqual([
    0,
    expect.stringMatching(/picked .*\n {2}taken back by rita, .*\n.*took back rel pick /),
  ]);
  expect((await shop.rel('verify')).exit).toBe(0);

  const again = await shop.rel('undo');
  expect([again.exit, again.stdout]).toEqual([
    0,
    expect.stringMatching(/^nothing to do: rel pick was taken back already/),
  ]);
  expect((await shop.rel('pick 230 --into 1.8.0')).exit).toBe(0);
});

scenario('work on top is named, whose and what, and nothing is touched', async (shop) => {
  expect((await shop.rel('pick 230 --into 1.8.0')).exit).toBe(0);
  shop.commitOnto('rc/1.8.0', { 'NOTES.md': 'mine\n' }, 'A note of mine');
  const before = [shop.refs(), await shop.told()];
  const refused = await shop.rel('undo');
  expect([refused.exit, refused.stderr]).toEqual([
    5,
    expect.stringMatching(/rc\/1\.8\.0 .*a commit on top.*"A note of mine" by Dora Dev/),
  ]);
  expect([shop.refs(), await shop.told()]).toEqual(before);
});

scenario('a cut goes back with its draft; cut again, its candidate gets another number', async (shop) => {
  await shop.finishFeatures();
  const before = await stateOf(shop);
  expect((await shop.rel('cut-rc 1.9.0')).exit).toBe(0);
  expect((await shop.rel('undo')).exit).toBe(0);
  expect(await stateOf(shop)).toEqual(before);
  const again = await shop.rel('cut-rc 1.9.0 --json');
  expect(again.exit).toBe(0);
  expect(again.json.result.tag).toBe('v1.9.0-rc.2');
  expect((await shop.rel('undo')).exit).toBe(0);
});

scenario('a release goes back to its draft, and production with it', async (shop) => {
  await shop.syncedCandidate();
  const before = await stateOf(shop);
  expect((await shop.rel('promote 1.8.0')).exit).toBe(0);
  const undone = await shop.rel('undo');
  expect(undone.exit).toBe(0);
  expect(await stateOf(shop)).toEqual(before);
  expect((await shop.rel('promote 1.8.0')).exit).toBe(0);
});

scenario(
  'killed after the push, it is taken back instead of finished; and put back where that fails',
  async (shop) => {
    const before = await stateOf(shop);
    const { env } = scriptedGit(shop.dir, { subcommand: 'push' }, 'killed-after');
    expect((await shop.rel('pick 230 --into 1.8.0', { env, pending: true })).exit).not.toBe(0);
    const next = scriptedGit(shop.dir, { subcommand: 'push' }, 'killed-before');
    expect((await shop.rel('undo', { env: next.env, pending: true })).exit).not.toBe(0);
    const aborted = await shop.rel('abort', { pending: true });
    expect(aborted.exit).toBe(0);
    const undone = await shop.rel('undo');
    expect([undone.exit, undone.stderr]).toEqual([0, '']);
    expect(await stateOf(shop)).toEqual(before);
  },
);

scenario('killed before the push, it is forgotten', async (shop) => {
  const before = await stateOf(shop);
  const { env } = scriptedGit(shop.dir, { subcommand: 'push' }, 'killed-before');
  expect((await shop.rel('pick 230 --into 1.8.0', { env, pending: true })).exit).not.toBe(0);
  const undone = await shop.rel('undo');
  expect([undone.exit, undone.stdout]).toEqual([0, expect.stringMatching(/^forgotten: rel pick/)]);
  expect(await stateOf(shop)).toEqual(before);
  expect((await shop.rel('undo')).exit).toBe(2);
});

/** All that a command changes for others, but for the ledger. */
async function stateOf(shop: Shop): Promise<unknown> {
  const { 'refs/rel/ledger': _, ...refs } = shop.refs();
  const state = JSON.parse(readFileSync(join(shop.dir, 'github/state.json'), 'utf8'));
  const issues = state.issues.map((i: Record<string, unknown>) => [i.number, i.state, i.labels, i.comments]);
  const milestones = state.milestones.map((m: Record<string, unknown>) => [m.title, m.state]);
  const releases = state.releases.map((r: Record<string, unknown>) => [
    r.tag,
    r.name,
    r.body,
    r.draft,
    r.latest,
  ]);
  return { refs, issues, milestones, releases };
}
