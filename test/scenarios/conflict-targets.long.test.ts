import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Snapshot, tryGit } from '../support/git-history.ts';
import { plainShop, start } from '../support/plain-shop.ts';

const waits = { waits: true };
const base: Snapshot = { ...start, gone: 'old\n' };
const fix: Snapshot = { ...start, a: 'fixed\n', b: '2\n', gone: 'new\n' };

/** A fix on devel that three lines take in their own way: `clean` as it is, the others each with a conflict. */
const lines = () =>
  plainShop(
    [
      { name: 'base', files: base },
      { name: 'fix', parents: ['base'], files: fix, message: 'The fix (#7)\n' },
      { name: 'clean', parents: ['base'], files: { ...base, c: '9\n' } },
      { name: 'without', parents: ['base'], files: start, message: 'No more of gone (#5)\n' },
      { name: 'other', parents: ['base'], files: { ...base, a: 'other\n', b: '2\n', gone: 'new\n' } },
    ],
    { devel: 'fix', clean: 'clean', 'r/without': 'without', 'r/other': 'other' },
  );

describe('several targets of which some conflict', () => {
  test('the clean one is pushed at once; git rm and git checkout --ours resolve the others', async () => {
    const { shop, sha } = lines();
    const pick = `pick ${sha('fix')} --into r/without --into clean --into r/other`;
    const first = await shop.terminal(pick, { ...waits, answers: ['y'] });
    expect([first.exit, shop.tip('clean^')]).toEqual([4, sha('clean')]);
    expect(first.stdout).toMatch(/r\/without: \w+ conflicts in gone\n.*ours: {3}#5 No more of gone/s);

    const unsaid = await shop.rel('continue', waits);
    expect([unsaid.exit, unsaid.stderr]).toEqual([
      4,
      expect.stringContaining('git rm -- gone takes it away'),
    ]);
    at(shop.work, 'r-without', 'rm', '-q', 'gone');
    const second = await shop.terminal('continue', { ...waits, answers: ['y'] });
    expect([second.exit, shop.git('show r/without:a', shop.origin)]).toEqual([4, 'fixed']);
    expect(tryGit(shop.origin, ['cat-file', '-e', 'r/without:gone']).code).not.toBe(0);

    at(shop.work, 'r-other', 'checkout', '--ours', 'a');
    const third = await shop.rel('continue --json');
    expect([third.exit, third.json.result.targets]).toEqual([
      0,
      [
        expect.objectContaining({
          branch: 'r/other',
          picks: [expect.objectContaining({ outcome: 'empty' })],
        }),
      ],
    ]);
    expect(shop.tip('r/other')).toBe(sha('other'));
  });

  test('rel abort says what was pushed before, and it stays', async () => {
    const { shop, sha } = lines();
    const pick = `pick ${sha('fix')} --into clean --into r/other --yes`;
    expect((await shop.terminal(pick, waits)).exit).toBe(4);
    const pushed = shop.tip('clean');
    const abort = await shop.rel('abort');
    expect([abort.exit, abort.stdout]).toEqual([
      0,
      expect.stringContaining('what it pushed before stays: clean\n'),
    ]);
    expect([shop.tip('clean'), shop.tip('r/other')]).toEqual([pushed, sha('other')]);
  });

  test('--all-or-nothing pushes nothing until all is resolved, then all at once', async () => {
    const { shop, sha } = lines();
    const pick = `pick ${sha('fix')} --into clean --into r/other --into r/without --all-or-nothing`;
    const before = shop.refs();
    expect((await shop.terminal(pick, waits)).exit).toBe(4);
    at(shop.work, 'r-other', 'checkout', '--theirs', 'a');
    expect((await shop.terminal('continue', waits)).exit).toBe(4);
    expect(shop.refs()).toEqual(before);
    at(shop.work, 'r-without', 'add', 'gone');
    const done = await shop.terminal('continue', { answers: ['y'] });
    expect([done.exit, done.stdout.match(/git push --atomic/g)?.length]).toEqual([0, 1]);
    const after = [shop.tip('clean^'), shop.tip('r/other^'), shop.tip('r/without^')];
    expect(after).toEqual([sha('clean'), sha('other'), sha('without')]);
  });

  test("the user's rerere makes of the second what was made of the first", async () => {
    const { shop, sha } = plainShop(
      [
        { name: 'base', files: start },
        { name: 'fix', parents: ['base'], files: { ...start, a: 'fixed\n' } },
        { name: 'one', parents: ['base'], files: { ...start, a: 'other\n' } },
        { name: 'two', parents: ['base'], files: { ...start, a: 'other\n', c: '2\n' } },
      ],
      { devel: 'fix', one: 'one', two: 'two' },
    );
    shop.git('config rerere.enabled true');
    expect((await shop.terminal(`pick ${sha('fix')} --into one --into two`, waits)).exit).toBe(4);
    writeFileSync(join(shop.work, '.git/rel/conflict/one/a'), 'both\n');
    const second = await shop.terminal('continue --yes', waits);
    expect([second.exit, second.stdout]).toEqual([4, expect.stringContaining('rerere resolved a as it was')]);
    expect(readFileSync(join(shop.work, '.git/rel/conflict/two/a'), 'utf8')).toBe('both\n');
    expect((await shop.terminal('continue --yes')).exit).toBe(0);
    expect(['one', 'two'].map((name) => shop.git(`show ${name}:a`, shop.origin))).toEqual(['both', 'both']);
  });
});

/** What a person types in the worktree of a conflict. */
function at(work: string, name: string, ...args: string[]): void {
  expect(tryGit(join(work, '.git/rel/conflict', name), args)).toMatchObject({ code: 0 });
}
