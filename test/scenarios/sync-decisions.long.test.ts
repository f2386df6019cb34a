import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { cloneElsewhere } from '../support/elsewhere.ts';
import { scenario } from '../support/rig.ts';

describe('rel sync-hotfix, where a person decides', () => {
  scenario('what a target took back itself is not brought again, until somebody says so', async (shop) => {
    expect((await shop.rel('sync-hotfix')).exit).toBe(0);
    const dan = cloneElsewhere(shop.origin, 'rc/1.8.0');
    dan.git('revert', '--no-edit', 'HEAD');
    dan.push();
    const revert = shop.tip('rc/1.8.0').slice(0, 10);

    const run = await shop.rel('sync-hotfix');

    expect(run.exit).toBe(3);
    expect(shop.tip('rc/1.8.0').slice(0, 10)).toBe(revert);
    expect(run.stdout).toMatch(
      new RegExp(`rc/1\\.8\\.0 lacks:\n(.*\n)? +taken back there by ${revert} Revert "Refuse`),
    );
    expect(run.stderr).toContain(`taken back by ${revert}`);
    expect(run.stderr).toContain('rel sync-hotfix --include-reverted --into rc/1.8.0');

    const again = await shop.rel('sync-hotfix --include-reverted');
    expect(again.exit).toBe(0);
    expect(shop.git('log -1 --format=%s rc/1.8.0', shop.origin)).toContain('Refuse expired cards');
    const nothing = await shop.rel('sync-hotfix --json');
    expect([nothing.exit, nothing.json.plan]).toEqual([0, null]);
  });

  scenario('what is made another way there stands on record, and counts from then on', async (shop) => {
    const summary = join(shop.dir, 'summary.md');
    const env = { GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: summary };
    const check = await shop.rel('sync-hotfix --check', { env });
    expect(check.exit).toBe(3);
    expect(
      check.stderr.match(/^::error title=(devel|rc\/1\.8\.0) lacks a fix::\w{10} Refuse/gm),
    ).toHaveLength(2);
    expect(readFileSync(summary, 'utf8')).toMatch(/\| ❌ lacks \| devel \| `\w{10}` \| Refuse expired cards/);

    const sha = shop.tip('main').slice(0, 10);
    const settle = `sync-hotfix --settle ${sha} --into devel --reason`;
    const short = await shop.rel(`sync-hotfix --settle ${sha} --reason elsewhere`);
    expect([short.exit, short.stderr.includes('one branch (--into BRANCH)')]).toEqual([2, true]);
    const dora = await shop.rel(`${settle} rewritten`, { env: { GH_TOKEN: 'sandbox:dora' } });
    expect(dora.exit).toBe(3);
    expect(dora.stderr).toContain('ask somebody who holds');

    const run = await shop.rel(`${settle} rewritten`);
    expect(run.exit).toBe(0);
    expect(run.stdout).toMatch(`on record: ${sha} need not come to devel: rewritten`);
    const twice = await shop.rel(`${settle} rewritten`);
    expect(twice.exit).toBe(0);
    expect(twice.stdout).toContain('nothing to do');

    const left = await shop.rel('sync-hotfix --check -v');
    expect(left.exit).toBe(3);
    expect(left.stdout).toMatch(/^devel has everything (.|\n)*rc\/1\.8\.0 lacks:/);
    expect(left.stdout).toMatch(/decision: it need not come, says rita: rewritten/);
    const log = await shop.rel('log');
    expect(log.exit).toBe(0);
    expect(log.stdout).toContain(`${sha} need not come to devel: rewritten, by rita`);
    const refs = shop.refs();
    const sync = await shop.rel('sync-hotfix --json');
    expect(sync.exit).toBe(0);
    expect(sync.json.result.targets).toMatchObject([
      { branch: 'devel', outcome: 'up-to-date', present: [{ how: 'decision', by: 'rita' }] },
      { branch: 'rc/1.8.0', outcome: 'picked' },
    ]);
    expect(shop.refs()['refs/heads/devel']).toBe(refs['refs/heads/devel']);
  });
});
