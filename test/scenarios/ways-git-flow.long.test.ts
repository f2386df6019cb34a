import { join } from 'node:path';
import { expect, test } from 'vitest';
import { buildHistory, git, temporaryFolder } from '../support/git-history.ts';
import { Shop } from '../support/rig.ts';
import { verdicts, wayPolicy } from '../support/ways.ts';

// The release 1.1.0 is cut, finished on its own branch, and overtaken by the hotfix 1.0.1.
test('git-flow: a release and a hotfix that overtakes it, both in main and back in develop', async () => {
  const shop = await gitFlow();
  const goes = goesIn(shop);

  // git flow release start 1.1.0; develop has to be green.
  const red = await shop.rel('cut-rc --json');
  expect([red.exit, verdicts(red)]).toEqual([3, { ci: 'unknown' }]);
  await goes(`sandbox ci ${shop.dir} develop`, 'cut-rc');
  expect(shop.tip('release/1.1.0')).toBe(shop.tip('develop'));
  expect(shop.git('tag --list', shop.origin).split('\n')).toEqual(['1.0.0', '1.1.0-rc.1']);
  await merged(shop, 'release/1.1.0', 'Say what is new', { 'NEWS.md': '1.1.0: carts\n' });

  // git flow hotfix start 1.0.1, from main; and finish, with the release still open.
  shop.git('push -q origin origin/main:refs/heads/hotfix/1.0.1');
  await merged(shop, 'hotfix/1.0.1', 'Mend the till', { 'till.txt': 'mended\n' });
  await goes('tag-rc 1.0.1', `sandbox ci ${shop.dir} hotfix/1.0.1`, 'promote 1.0.1');
  expect([shop.tip('1.0.1'), shop.tip('main')]).toEqual([shop.tip('hotfix/1.0.1'), shop.tip('hotfix/1.0.1')]);

  // The release may not go out without it.
  await goes('tag-rc 1.1.0', `sandbox ci ${shop.dir} release/1.1.0`);
  const lacking = await shop.rel('promote --json');
  expect([lacking.exit, verdicts(lacking)]).toEqual([
    3,
    { ci: 'pass', hotfixes: 'fail', 'merges-back': 'pass' },
  ]);
  await goes('sync-hotfix');
  expect(firstParents(shop, 'release/1.1.0')).toEqual(['Mend the till', 'Say what is new', 'Carts', 'Shop']);

  // git flow release finish 1.1.0: what was tested is tagged and merged into main; main then goes back into develop.
  await goes('tag-rc', `sandbox ci ${shop.dir} release/1.1.0`, 'promote', 'sync-hotfix');
  expect(shop.tip('1.1.0')).toBe(shop.tip('release/1.1.0'));
  expect(firstParents(shop, 'main')).toEqual(['Release 1.1.0', 'Mend the till', 'Shop']);
  expect(shop.git('merge-base main develop', shop.origin)).toBe(shop.tip('main'));
  expect(shop.git('show develop:NEWS.md develop:till.txt', shop.origin)).toBe('1.1.0: carts\nmended');
});

/** A team's repository as git-flow has it, with its policy on develop: 1.0.0 is out, carts are done. */
async function gitFlow(): Promise<Shop> {
  const [from, shop] = [temporaryFolder(), new Shop(join(temporaryFolder(), 'sandbox'))];
  git(from, ['init', '--quiet', '--initial-branch=develop']);
  const files = { 'till.txt': 'broken\n', '.releaserc.yaml': wayPolicy('git-flow') };
  buildHistory(
    from,
    [
      { name: 'Shop', files },
      { name: 'Carts', parents: ['Shop'], files: { ...files, 'cart.txt': 'carts\n' } },
    ],
    { 'refs/heads/main': 'Shop', 'refs/tags/1.0.0': 'Shop', 'refs/heads/develop': 'Carts' },
  );
  const created = await shop.rel(`sandbox create ${shop.dir} --from ${from}`, { cwd: from });
  expect(created.exit).toBe(0);
  return shop;
}

/** Runs commands one after the other, each of which must succeed. */
const goesIn =
  (shop: Shop) =>
  async (...lines: readonly string[]): Promise<void> => {
    for (const line of lines) {
      const run = await shop.rel(line);
      expect(run.exit, `rel ${line}\n${run.stdout}${run.stderr}`).toBe(0);
    }
  };

/** A PR with these files, merged into a branch as one commit. */
async function merged(shop: Shop, base: string, title: string, files: Record<string, string>): Promise<void> {
  const head = title.toLowerCase().replaceAll(' ', '-');
  shop.git(`branch ${head} ${base}`, shop.origin);
  shop.commitOnto(head, files, title);
  const { number } = await shop.github('POST', 'pulls', { title, head, base }, 'you');
  await shop.github('PUT', `pulls/${number}/merge`, { merge_method: 'squash', commit_title: title }, 'you');
}

const firstParents = (shop: Shop, branch: string): string[] =>
  shop.git(['log', '--first-parent', '--format=%s', branch], shop.origin).split('\n');
