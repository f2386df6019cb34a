import { describe, expect, test } from 'vitest';
import { cherryPicked, cloneElsewhere, commitsOf } from '../support/elsewhere.ts';
import { plainShop, start } from '../support/plain-shop.ts';
import { scenario } from '../support/rig.ts';

describe('rel sync-hotfix', () => {
  scenario(
    'says what is missing where; a conflict leaves its branch alone, and the others go on',
    async (shop) => {
      const hotfix = cloneElsewhere(shop.origin, 'main');
      hotfix.commit({ 'src/cart/total.ts': 'export const total = () => 0;\n' }, 'Everything is free');
      hotfix.push();
      const before = shop.refs();

      const check = await shop.rel('sync-hotfix --check');
      expect(check.exit).toBe(3);
      const fixes = ' lacks:\n +\\w{10} Refuse expired cards \\(#240\\)\n +\\w{10} Everything is free\n';
      expect(check.stdout).toMatch(new RegExp(`^devel${fixes}rc/1\\.8\\.0${fixes}$`));
      expect(check.stderr).toContain('next: run: rel sync-hotfix');
      expect(shop.refs()).toEqual(before);

      const run = await shop.rel('sync-hotfix --json');
      expect(run.exit).toBe(4);
      expect(run.json.error.message).toContain('devel');
      expect(run.json.result.targets).toMatchObject([
        { branch: 'devel', outcome: 'conflict', paths: ['src/cart/total.ts'] },
        { branch: 'rc/1.8.0', outcome: 'picked', after: shop.tip('rc/1.8.0') },
      ]);
      expect(shop.refs()).toMatchObject({
        'refs/heads/devel': before['refs/heads/devel'],
        'refs/heads/main': before['refs/heads/main'],
      });
      const rc = before['refs/heads/rc/1.8.0'] ?? '';
      const picked = cherryPicked(shop.origin, rc, [['origin/main~1'], ['origin/main']]);
      expect(commitsOf(shop.origin, `${rc}..rc/1.8.0`)).toEqual(picked);
    },
  );
});

describe('production, in a repository with no GitHub', () => {
  test('is created by the first promotion', async () => {
    const { shop, sha } = plainShop([{ name: 'root', files: start }], { devel: 'root' });
    const early = await shop.rel('sync-hotfix');
    expect(early.exit).toBe(0);
    expect(early.stdout).toContain('nothing to do: there is no production branch yet');
    expect((await shop.rel('cut-rc 1.0.0')).exit).toBe(0);

    const run = await shop.rel('promote --json');

    expect(run.exit).toBe(0);
    expect(run.json.result).toMatchObject({ tag: 'v1.0.0', sha: sha('root'), main: sha('root') });
    expect([shop.tip('main'), shop.tip('v1.0.0')]).toEqual([sha('root'), sha('root')]);
  });

  test('without any history in common needs a person, as it does for git', async () => {
    const { shop } = plainShop(
      [
        { name: 'root', files: start },
        { name: 'old', files: { old: '1\n' } },
      ],
      { devel: 'root', 'rc/1.0.0': 'root', main: 'old' },
    );
    expect((await shop.rel('tag-rc')).exit).toBe(0);
    const before = shop.refs();

    const promote = await shop.rel('promote');
    expect(promote.exit).toBe(4);
    expect(promote.stderr).toContain('no history in common');
    const sync = await shop.rel('sync-hotfix');
    expect(sync.exit).toBe(4);
    expect(sync.stderr).toContain('no history in common');
    expect(shop.refs()['refs/heads/devel']).toBe(before['refs/heads/devel']);
    // The root commit of production is a change like any other: it applies to the RC branch by itself.
    expect(shop.git('log -1 --format=%s rc/1.0.0', shop.origin)).toBe('old');
  });
});
