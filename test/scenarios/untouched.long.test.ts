import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { type Shop, scenario } from '../support/rig.ts';

/**
 * The rig compares the clone before and after every run: HEAD, the index's bytes, the working tree, local branches,
 * tags, stash, reflog and a rebase's state. Here the clone is in the middle of somebody's work.
 */
describe("the user's work is untouched", () => {
  scenario(
    'by every command, with edits of all kinds and a half-finished rebase in the clone',
    async (shop) => {
      inTheMiddleOfWork(shop);
      await shop.finishFeatures();
      const pick = shop.git('rev-parse origin/devel');

      for (const [line, exit] of [
        ['status', 0],
        ['gate promote 1.8.0', 0],
        ['policy show', 0],
        ['cut-rc 2.0.0 --dry-run', 3],
        ['cut-rc 1.9.0', 0],
        [`pick 230 231 232 ${pick} --into 1.8.0`, 3],
        ['pick 230 231 232 --into 1.8.0 --into 1.9.0', 0],
        ['pick 236 --into 1.8.0', 4],
        ['sync-hotfix', 0],
        ['tag-rc 1.8.0', 0],
        [`sandbox ci ${shop.dir} rc/1.8.0`, 0],
        ['promote 1.8.0 --dry-run', 0],
        ['promote 1.8.0', 0],
        ['log', 0],
      ] as const) {
        const run = await shop.rel(line);
        expect(run.exit, `rel ${line}\n${run.stdout}${run.stderr}`).toBe(exit);
      }
      expect(shop.git('status --short')).toMatch(/^UU /m);
      expect(readFileSync(join(shop.work, 'untracked.txt'), 'utf8')).toBe('mine\n');
    },
  );
});

/** Staged, unstaged and untracked changes, a stash, and a rebase stopped at a conflict. */
function inTheMiddleOfWork(shop: Shop): void {
  const write = (path: string, text: string) => writeFileSync(join(shop.work, path), text);
  write('README.md', 'stashed\n');
  shop.git('stash -q');
  shop.git('checkout -q -b mine HEAD~3');
  const [changed = ''] = shop.git('diff --name-only --diff-filter=M HEAD devel').split('\n');
  write(changed, 'my own version\n');
  shop.git(['commit', '-q', '-a', '-m', 'My own version']);
  expect(() => shop.git('rebase -q devel')).toThrow(/conflict/i);
  write('README.md', 'staged\n');
  shop.git('add README.md');
  write('README.md', 'staged, then edited\n');
  write('untracked.txt', 'mine\n');
}
