import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { plainShop, start } from '../support/plain-shop.ts';

const conflict = { waits: true };

describe('rel sync-hotfix, in a repository with no GitHub', () => {
  test('a conflict is resolved on a terminal; what is clean elsewhere was pushed before', async () => {
    const { shop, sha } = plainShop(
      [
        { name: 'root', files: start },
        { name: 'fix', parents: ['root'], files: { ...start, a: 'mended\n' } },
        { name: 'more', parents: ['fix'], files: { ...start, a: 'mended\n', b: 'mended\n' } },
        { name: 'own', parents: ['root'], files: { ...start, a: 'our own\n' } },
      ],
      { devel: 'own', main: 'more', 'rc/1.0.0': 'root' },
    );

    const asked = await shop.terminal('sync-hotfix', { ...conflict, answers: ['y'] });
    expect(asked.exit).toBe(4);
    expect([shop.tip('devel'), shop.git('rev-list --count rc/1.0.0', shop.origin)]).toEqual([
      sha('own'),
      '3',
    ]);
    expect(asked.stdout).toContain('then run: rel continue');

    writeFileSync(join(shop.work, '.git/rel/conflict/devel/a'), 'our own, mended\n');
    const done = await shop.terminal('continue --yes');
    expect(done.exit).toBe(0);
    expect(shop.git('show devel:a', shop.origin)).toBe('our own, mended');
    const check = await shop.rel('sync-hotfix --check');
    expect(check.exit).toBe(0);
    const nothing = await shop.rel('sync-hotfix --json');
    expect([nothing.exit, nothing.json.plan]).toEqual([0, null]);
  });

  test('a merge that would bring what need not come is none: the rest is picked', async () => {
    const { shop } = plainShop(
      [
        { name: 'root', files: start },
        { name: 'fix', parents: ['root'], files: { ...start, a: 'mended\n' } },
        { name: 'own', parents: ['root'], files: { ...start, d: 'mended another way\n' } },
      ],
      { devel: 'own', main: 'fix' },
    );
    const fix = shop.tip('main').slice(0, 8);
    const settled = await shop.rel(`sync-hotfix --settle ${fix} --into devel --reason rewritten`);
    expect(settled.exit).toBe(0);
    shop.commitOnto('main', { b: 'mended\n' }, 'Mend b');

    const run = await shop.rel('sync-hotfix --json');

    expect(run.exit).toBe(0);
    expect(run.json.result.targets).toMatchObject([{ branch: 'devel', outcome: 'picked' }]);
    expect(shop.git('show devel:a', shop.origin)).toBe('1');
    expect(shop.git('show devel:b', shop.origin)).toBe('mended');
  });

  test('an older line gets the hotfixes of later ones, and its own reach the develop branch', async () => {
    const files = { ...start, '.releaserc.yaml': 'version: 1\nlines: ["1.6"]\n' };
    const { shop, sha } = plainShop(
      [
        { name: '1.6.0', files },
        { name: '1.7.0', parents: ['1.6.0'], files: { ...files, c: 'a feature\n' } },
        { name: '1.7.1', parents: ['1.7.0'], files: { ...files, c: 'a feature\n', a: 'mended\n' } },
        { name: '1.6.1', parents: ['1.6.0'], files: { ...files, b: 'mended in 1.6\n' } },
      ],
      { devel: '1.7.1', main: '1.7.1' },
    );
    for (const version of ['1.6.0', '1.7.0', '1.7.1'])
      shop.git(`tag v${version} ${sha(version)}`, shop.origin);

    const check = await shop.rel('sync-hotfix --check');
    expect(check.exit).toBe(3);
    expect(check.stdout).toMatch(/^devel has everything.*\nv1\.6\.0 \(line 1\.6\) lacks:\n +\w+ 1\.7\.1$/m);
    expect(check.stderr).toContain('run: rel cut-hotfix --line 1.6');

    shop.git(`branch hotfix/1.6.1 ${sha('1.6.1')}`, shop.origin);
    const run = await shop.rel('sync-hotfix --json');
    expect(run.exit).toBe(0);
    expect(run.json.result.targets).toMatchObject([
      { branch: 'devel', outcome: 'up-to-date' },
      { branch: 'hotfix/1.6.1', line: '1.6', outcome: 'picked' },
    ]);
    expect(shop.git('show hotfix/1.6.1:a', shop.origin)).toBe('mended');
    expect(shop.git('show hotfix/1.6.1:c', shop.origin)).toBe('1');

    shop.git('tag v1.6.1 hotfix/1.6.1', shop.origin);
    const home = await shop.rel('sync-hotfix --json');
    expect(home.exit).toBe(0);
    expect(home.json.result.targets).toMatchObject([
      { branch: 'devel', outcome: 'picked', missing: [{ sha: sha('1.6.1') }] },
      { branch: 'v1.6.1', line: '1.6', outcome: 'up-to-date' },
    ]);
    expect(shop.git('show devel:b', shop.origin)).toBe('mended in 1.6');
  });
});
