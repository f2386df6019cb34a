import { once } from 'node:events';
import {
  createReadStream,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect } from 'vitest';
import { beganAt } from '../../support/processes.ts';
import type { Shop } from '../../support/rig.ts';
import { scenariosOfRunners } from '../../support/runner.ts';
import { scriptedGit } from '../../support/scripted-git.ts';
import { figure } from '../support/figures.ts';
import { Arena } from './support/arena.ts';

const scenario = scenariosOfRunners();

const tried = (what: string, count: number): void =>
  figure({ room: 'races', what, tried: count, failures: 0 });

describe('one clone', () => {
  scenario(
    '20 at once: each goes alone or is told of another; nobody is told of an interruption',
    async (shop) => {
      const arena = new Arena(shop);
      const clone = arena.clone();
      const lines = Array.from({ length: 20 }, (_, n) => `record incident 1.8.0 --id INC-${n} --title Late`);
      const ran = await arena.race(lines.map((line) => ({ line, clone })));
      arena.expectWhole();
      for (const { exit, code, run } of ran) {
        expect([0, 7], run.stderr).toContain(exit);
        if (exit === 7) expect([code, run.json.error.why]).toEqual(['operation-running', toldOf('record')]);
      }
      expect(ran.some(({ exit }) => exit === 0)).toBe(true);
      tried('processes raced: one clone', ran.length);
    },
  );

  scenario('a second one is told which command holds it, in a linked worktree too', async (shop) => {
    const linked = join(shop.dir, 'linked');
    shop.git(['worktree', 'add', '-q', '--detach', linked]);
    const { env, dir } = scriptedGit(shop.dir, { subcommand: 'push' }, 'waits');
    const first = shop.program(['pick', '230', '--into', '1.8.0'], { cwd: shop.work, env });
    await once(createReadStream(join(dir, 'there')), 'data');
    for (const cwd of [shop.work, linked])
      for (const line of ['pick 231 --into 1.8.0', 'continue', 'abort', 'undo', 'tag-rc 1.8.0']) {
        const run = await shop.program([...line.split(' '), '--json'], { cwd });
        expect([run.exit, run.json.error], line).toEqual([
          7,
          expect.objectContaining({ code: 'operation-running', why: toldOf('pick') }),
        ]);
      }
    writeFileSync(join(dir, 'go'), '\n');
    expect((await first).exit).toBe(0);
    tried('locks of a clone: one that is held', 10);
  });

  scenario(
    'the lock of a killed rel is no obstacle, whatever became of its note and its number',
    async (shop) => {
      const lock = join(shop.work, '.git/rel/lock');
      const spoiled: Record<string, (note: string) => void> = {
        'as it was left': () => undefined,
        'cut off': (note) => writeFileSync(note, '{"doi'),
        empty: (note) => writeFileSync(note, ''),
        gone: (note) => rmSync(note),
        'of a number that another program has by now': (note) => {
          expect(beganAt(process.pid)).not.toBe(note.split('-')[1]);
          renameSync(note, note.replace(/lock\/\d+-/, `lock/${process.pid}-`));
        },
      };
      for (const [how, spoil] of Object.entries(spoiled)) {
        const { env } = scriptedGit(shop.dir, { subcommand: 'push' }, 'killed-before');
        expect(
          (await shop.rel('pick 230 --into 1.8.0', { env, alone: true, pending: true })).exit,
          how,
        ).not.toBe(0);
        const [name = 'none'] = readdirSync(lock);
        spoil(join(lock, name));
        expect((await shop.rel('abort')).exit, how).toBe(0);
        expect(existsSync(lock)).toBe(false);
      }
      tried('locks of a clone: one of a killed rel', Object.keys(spoiled).length);
    },
  );

  scenario(
    "git's own locks, left in the clone by a dead git, are neither in the way nor touched",
    async (shop) => {
      const locks = [
        ...['index', 'HEAD', 'config', 'packed-refs', 'shallow', 'FETCH_HEAD', 'objects/info/commit-graph'],
        ...['refs/heads/devel', 'refs/remotes/origin/rc/1.8.0', 'refs/remotes/origin/devel'],
      ].map((name) => join(shop.work, '.git', `${name}.lock`));
      for (const lock of locks) {
        mkdirSync(dirname(lock), { recursive: true });
        writeFileSync(lock, '');
      }
      const run = await shop.rel('pick 230 --into 1.8.0');
      expect([run.exit, run.stderr]).toEqual([0, '']);
      expect((await shop.rel('status')).exit).toBe(0);
      for (const lock of locks) expect(existsSync(lock), lock).toBe(true);
      tried("locks of a clone: git's own", locks.length);
    },
  );

  scenario('a lock left on the remote is told after a bounded number of tries', async (shop) => {
    const lock = join(shop.origin, 'refs/rel/ledger.lock');
    mkdirSync(dirname(lock), { recursive: true });
    writeFileSync(lock, '');
    const before = shop.refs();
    const run = await shop.rel('pick 230 --into 1.8.0');
    expect([run.exit, run.stderr]).toEqual([6, expect.stringMatching(/locked.*nothing was changed/)]);
    expect(run.stderr).toContain("cannot lock ref 'refs/rel/ledger'");
    expect(shop.refs()).toEqual(before);
    rmSync(lock);
    expect((await shop.rel('pick 230 --into 1.8.0')).exit).toBe(0);
    tried('locks of a remote', 1);
  });

  scenario('what rel keeps in a clone is written by many at once, and is whole', async (shop) => {
    const arena = new Arena(shop);
    const clone = arena.clone();
    expect((await arena.run({ line: 'pick 230 --into 1.8.0', clone })).exit).toBe(0);
    const lines = ['status', 'log 1.8.0', 'verify', 'status 1.8.0', 'log', 'verify'];
    const ran = await arena.race(lines.map((line) => ({ line, clone })));
    for (const { line, exit, run } of ran) expect([exit, run.json.warnings], line).toEqual([0, []]);
    arena.expectWhole();
    expect(draftsIn(shop, clone)).toEqual([]);
    tried('processes raced: what a clone keeps', ran.length);
  });
});

/** How a second operation is told of the first: which command, by which process, since when. */
const toldOf = (command: string): unknown =>
  expect.stringMatching(
    new RegExp(
      `^it is \`rel ${command}\`, process \\d+, since \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d UTC$`,
    ),
  );

/** Files that were to take another one's place, and did not. */
const draftsIn = (shop: Shop, clone: string): string[] =>
  readdirSync(join(shop.dir, clone, '.git/rel'), { recursive: true })
    .map(String)
    .filter((name) => /\.\d+$|\.new$/.test(name));
