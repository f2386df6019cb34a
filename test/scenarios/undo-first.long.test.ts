import { expect } from 'vitest';
import { scenario } from '../support/rig.ts';
import { scriptedGit } from '../support/scripted-git.ts';
import { toldState } from '../support/told-state.ts';

scenario('a pick goes back whole: branch, comment, label; and the record says both', async (shop) => {
  const before = await toldState(shop);
  expect((await shop.rel('pick 230 231 --into 1.8.0')).exit).toBe(0);
  const dry = await shop.rel('undo --dry-run --json');
  expect(dry.exit).toBe(0);
  expect(dry.json.result).toMatchObject({ command: 'pick', done: false, left: [] });

  const undone = await shop.rel('undo');
  expect([undone.exit, undone.stdout]).toEqual([
    0,
    expect.stringMatching(/^taken back: rel pick of .*\n {2}rc\/1.8.0 is back at /),
  ]);
  expect(await toldState(shop)).toEqual(before);
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

scenario(
  'killed after the push, it is taken back instead of finished; and put back where that fails',
  async (shop) => {
    const before = await toldState(shop);
    const { env } = scriptedGit(shop.dir, { subcommand: 'push' }, 'killed-after');
    expect((await shop.rel('pick 230 --into 1.8.0', { env, pending: true })).exit).not.toBe(0);
    const next = scriptedGit(shop.dir, { subcommand: 'push' }, 'killed-before');
    expect((await shop.rel('undo', { env: next.env, pending: true })).exit).not.toBe(0);
    const aborted = await shop.rel('abort', { pending: true });
    expect(aborted.exit).toBe(0);
    const undone = await shop.rel('undo');
    expect([undone.exit, undone.stderr]).toEqual([0, '']);
    expect(await toldState(shop)).toEqual(before);
  },
);
