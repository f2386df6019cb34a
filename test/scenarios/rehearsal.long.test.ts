import { join } from 'node:path';
import { expect, test } from 'vitest';
import { buildHistory, emptyRepository, git, temporaryFolder, tryGit } from '../support/git-history.ts';
import { Shop } from '../support/rig.ts';

/** This repository; where the tests run without its history (an exported or shallow tree), a small one. */
function realRepository(): string {
  const here = process.cwd();
  const whole = tryGit(here, ['rev-parse', '--is-shallow-repository', '--show-toplevel', 'HEAD~1']).stdout;
  if (whole.startsWith(`false\n${here}\n`) && whole.trim().split('\n').length === 3) return here;
  const dir = emptyRepository();
  const commits = [
    { name: 'one', files: { a: '1\n' } },
    { name: 'two', parents: ['one'], files: { a: '2\n' } },
  ];
  buildHistory(dir, commits, { 'refs/heads/main': 'two' });
  git(dir, ['symbolic-ref', 'HEAD', 'refs/heads/main']);
  return dir;
}

test("a rehearsal on a repository's own history: cut, pick and release, all real", async () => {
  const from = realRepository();
  const shop = new Shop(join(temporaryFolder(), 'rehearsal'));
  const created = await shop.rel(`sandbox create ${shop.dir} --from . --json`, { cwd: from });
  expect(created.exit, created.stderr).toBe(0);
  // devel itself is the rehearsal's policy on top of what the repository has.
  const [tip, parent] = [shop.tip('devel~1'), shop.tip('devel~2')];
  expect(git(from, ['cat-file', '-t', tip])).toBe('commit\n');

  const cut = await shop.rel(`cut-rc --from ${parent} --json`);
  expect(cut.exit).toBe(0);
  const { version, branch } = cut.json.result;
  expect(shop.tip(branch)).toBe(parent);

  const pick = await shop.rel(`pick ${tip} --json`);
  expect(pick.exit).toBe(0);
  expect(pick.json.result.targets[0].tree).toBe(shop.git(`rev-parse ${tip}^{tree}`));
  expect((await shop.rel('tag-rc')).exit).toBe(0);
  const main = shop.tip('main');

  const promote = await shop.rel('promote --json');

  expect(promote.exit).toBe(0);
  expect(promote.json.result).toMatchObject({ version, sha: shop.tip(branch), main: shop.tip('main') });
  expect(shop.tip(`v${version}`)).toBe(shop.tip(branch));
  expect(shop.git('log -1 --format=%P main', shop.origin)).toBe(`${main} ${shop.tip(branch)}`);
});
