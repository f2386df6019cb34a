import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { cloneElsewhere } from '../support/elsewhere.ts';
import { filesBelow, reachable } from '../support/everything.ts';
import { type Shop, scenario } from '../support/rig.ts';
import { scriptedGit } from '../support/scripted-git.ts';

const rc = '.git/rel/conflict/rc-1.8.0';
const voucher = 'src/cart/voucher.ts';
const waits = { waits: true };

describe('a conflict on a terminal', () => {
  scenario('is resolved in an editor, and only that waits meanwhile', async (shop) => {
    const before = shop.refs();
    const asked = await shop.terminal('pick 230 236 --into 1.8', waits);
    expect([asked.exit, shop.refs()]).toEqual([4, before]);
    expect(asked.stdout).toContain(`rc/1.8.0: #236 conflicts in ${voucher}`);
    expect(asked.stdout).toMatch(
      /ours: {3}#225 Lower the voucher limit for the .*\n.*theirs: #236 Lower .* to 80/,
    );
    expect(asked.stdout).toContain(`resolve it in ${rc}, then run: rel continue`);
    expect(asked.stdout.split('\n').filter((line) => line.length > 80)).toEqual([]);

    const other = await shop.rel('pick 231 --into 1.8', waits);
    expect([other.exit, other.stderr]).toEqual([
      7,
      expect.stringMatching(/#236 conflicts.*rel continue --skip/s),
    ]);
    const status = await shop.rel('status', waits);
    expect([status.exit, status.stderr]).toEqual([0, expect.stringContaining('#236 conflicts')]);
    const early = await shop.terminal('continue', waits);
    expect([early.exit, early.stdout]).toEqual([
      4,
      expect.stringContaining(`${voucher}:8: a conflict marker is left`),
    ]);

    resolve(shop, voucher, 'voucherLimit = 80;');
    expect((await shop.terminal('continue', { ...waits, answers: ['n'] })).exit).toBe(130);
    const done = await shop.terminal('continue', { answers: ['y'] });

    expect([done.exit, done.stdout]).toEqual([0, expect.stringMatching(/#236 \w+ +picked as/)]);
    expect(shop.git(`show rc/1.8.0:${voucher}`, shop.origin)).toContain('voucherLimit = 80;');
    expect(shop.git('log -2 --format=%an%x20%(trailers:key=Pull-Request) rc/1.8.0', shop.origin)).toMatch(
      /^Dina Dev Pull-Request: #236\n+Dora Dev Pull-Request: #230$/,
    );
    expect(shop.git('rev-list --count refs/rel/ledger', shop.origin)).toBe('1');
  });

  scenario('two in a row: each is asked for, and a dry run tells and changes nothing', async (shop) => {
    const first = await shop.terminal('pick 235 236 --into 1.8', waits);
    expect([first.exit, first.stdout]).toEqual([
      4,
      expect.stringContaining('pick it with #228: then it applies'),
    ]);
    resolve(shop, 'src/cart/total.ts', 'cents');
    const dry = await shop.terminal('continue --dry-run', waits);
    expect([dry.exit, dry.stdout]).toEqual([
      4,
      expect.stringMatching(/#236 .*conflict in src\/cart\/voucher/),
    ]);

    const piped = await shop.rel('continue', waits);
    expect([piped.exit, piped.stderr]).toEqual([4, expect.stringContaining('what was resolved is kept')]);
    const second = await shop.terminal('continue', waits);
    expect([second.exit, second.stdout]).toEqual([
      4,
      expect.stringContaining(`#236 conflicts in ${voucher}`),
    ]);
    resolve(shop, voucher, 'voucherLimit = 80;');
    shop.git('-c gc.packRefs=false gc -q --prune=now');
    const done = await shop.terminal('continue --yes');
    expect([done.exit, shop.git('rev-list --count rc/1.8.0~2..rc/1.8.0', shop.origin)]).toEqual([0, '2']);
  });

  scenario('--skip leaves the PR out and the others go on, typed in the worktree itself', async (shop) => {
    expect((await shop.terminal('pick 230 236 --into 1.8', waits)).exit).toBe(4);
    const before = shop.tip('rc/1.8.0');
    const run = await shop.rel('continue --skip --json', { cwd: join(shop.work, rc), writes: true });
    expect([run.exit, run.json.warnings]).toEqual([0, [expect.stringMatching(/run: cd .*\/work$/)]]);
    expect(run.json.result.targets[0].picks).toMatchObject([
      { pr: 230, outcome: 'picked' },
      { pr: 236, outcome: 'conflict', reason: 'left out' },
    ]);
    expect(shop.tip('rc/1.8.0^')).toBe(before);
  });

  scenario('rel abort leaves no trace; where nobody can be asked there is nothing to abort', async (shop) => {
    const before = trace(shop);
    expect((await shop.terminal('pick 230 236 --into 1.8', waits)).exit).toBe(4);
    resolve(shop, voucher, 'voucherLimit = 80;');
    const dry = await shop.rel('abort --dry-run', waits);
    expect([dry.exit, dry.stdout]).toEqual([0, expect.stringContaining('would forget rel pick')]);
    const aborted = await shop.rel('abort');
    expect([aborted.exit, aborted.stdout]).toEqual([0, 'forgotten: rel pick; nothing had been changed\n']);
    expect(trace(shop)).toEqual(before);

    const piped = await shop.rel('pick 230 236 --into 1.8 --on-conflict ask');
    expect([piped.exit, trace(shop)]).toEqual([4, before]);
    expect((await shop.terminal('pick 236 --into 1.8 --on-conflict fail')).exit).toBe(4);
    expect((await shop.rel('continue --skip')).exit).toBe(2);
  });
});

describe('a target that moves while its conflict is resolved', () => {
  scenario('gets what was made of it on its new tip, and asks again if that conflicts', async (shop) => {
    const elsewhere = cloneElsewhere(shop.origin, 'rc/1.8.0');
    expect((await shop.terminal('pick 236 --into 1.8', waits)).exit).toBe(4);
    resolve(shop, voucher, 'voucherLimit = 80;');
    const text = readFileSync(join(elsewhere.dir, voucher), 'utf8');
    elsewhere.commit(
      { [voucher]: text.replace('voucherLimit = 50', 'voucherLimit = 40') },
      'Even lower (#300)',
    );
    elsewhere.push();

    const again = await shop.terminal('continue', waits);
    expect([again.exit, again.stdout]).toEqual([4, expect.stringMatching(/ours: {3}#300 Even lower/)]);
    resolve(shop, voucher, 'voucherLimit = 80;');
    elsewhere.commit({ 'NOTICE.md': 'Now and then\n' }, 'A notice');
    elsewhere.push();

    const done = await shop.terminal('continue', { answers: ['y'] });
    expect(done.exit).toBe(0);
    expect(shop.git(`show rc/1.8.0:${voucher}`, shop.origin)).toContain('voucherLimit = 80;');
    expect(shop.git('log -1 --format=%s%x20%an rc/1.8.0^', shop.origin)).toBe('A notice Dora Dev');
    expect(shop.git('log -1 --format=%an rc/1.8.0', shop.origin)).toBe('Dina Dev');
  });
});

describe('what was resolved is never lost', () => {
  scenario('by a push that is refused: rel continue tries it again', async (shop) => {
    expect((await shop.terminal('pick 236 --into 1.8', waits)).exit).toBe(4);
    resolve(shop, voucher, 'voucherLimit = 80;');
    const closed = join(shop.origin, 'hooks/update');
    mkdirSync(join(shop.origin, 'hooks'), { recursive: true });
    writeFileSync(closed, '#!/bin/sh\nexit 1\n', { mode: 0o755 });
    const refused = await shop.rel('continue', waits);
    expect([refused.exit, refused.stderr]).toEqual([6, expect.stringContaining('refused')]);
    shop.git('-c gc.packRefs=false gc -q --prune=now');
    const skip = await shop.rel('continue --skip', waits);
    expect([skip.exit, skip.stderr]).toEqual([2, expect.stringContaining('nothing to leave out')]);

    rmSync(closed);
    expect((await shop.rel('continue')).exit).toBe(0);
    expect(shop.git(`show rc/1.8.0:${voucher}`, shop.origin)).toContain('voucherLimit = 80;');
  });

  scenario('by a rel that is killed before its push, or while it makes the worktree', async (shop) => {
    const before = trace(shop);
    const worktree = scriptedGit(shop.dir, { subcommand: 'worktree' }, 'killed-after');
    expect((await shop.terminal('pick 236 --into 1.8', { ...waits, env: worktree.env })).exit).not.toBe(0);
    const laidOut = await shop.rel('continue', waits);
    expect([laidOut.exit, laidOut.stderr]).toEqual([4, expect.stringContaining(`resolve it in ${rc}`)]);

    resolve(shop, voucher, 'voucherLimit = 80;');
    const push = scriptedGit(shop.dir, { subcommand: 'push' }, 'killed-before');
    const killed = await shop.rel('continue', { ...waits, pending: true, env: push.env });
    expect(killed.exit).not.toBe(0);
    expect((await shop.rel('continue')).exit).toBe(0);
    expect(shop.git(`show rc/1.8.0:${voucher}`, shop.origin)).toContain('voucherLimit = 80;');
    expect(trace(shop)).not.toEqual(before);
  });

  scenario('but by whoever deletes the worktree, and rel says so', async (shop) => {
    expect((await shop.terminal('pick 236 --into 1.8', waits)).exit).toBe(4);
    rmSync(join(shop.work, rc), { recursive: true });
    const gone = await shop.rel('continue', waits);
    expect([gone.exit, gone.stderr]).toEqual([4, expect.stringMatching(/is gone.*rel continue --skip/s)]);
    expect((await shop.rel('abort')).exit).toBe(0);
  });
});

/** Takes the markers of a conflict away and leaves theirs, as somebody does who edits the file; the rest must say `has`. */
function resolve(shop: Shop, path: string, has: string): void {
  const file = join(shop.work, rc, path);
  const text = readFileSync(file, 'utf8').replaceAll(/^<{7} [\s\S]*?^={7}\n([\s\S]*?)^>{7} .*\n/gm, '$1');
  expect(text).toContain(has);
  writeFileSync(file, text);
}

/** All that a command could leave behind: refs and what they hold on both sides, and rel's own files. */
const trace = (shop: Shop) => ({
  refs: shop.refs(),
  objects: reachable(shop.origin),
  own: shop.git('for-each-ref'),
  files: filesBelow(
    join(shop.work, '.git'),
    /^(objects|refs\/remotes|logs|rel\/(github|ledger)-cache)(\/|$)|^rel$/,
  ),
});
