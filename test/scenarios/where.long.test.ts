import { expect } from 'vitest';
import { scenario } from '../support/rig.ts';

scenario('a fix is followed onto its train, and back off it again', async (shop) => {
  const picked = await shop.rel('pick 231 232 --into 1.8 --yes --json');
  expect(picked.exit).toBe(0);
  const [postcode, line] = picked.json.result.targets[0].picks;
  const reverted = shop.git(`show -s --format=%s ${postcode.commit}`, shop.origin);
  const files = {
    'src/checkout/address.ts': `${shop.git('show main:src/checkout/address.ts', shop.origin)}\n`,
  };
  const by = shop.commitOnto(
    'rc/1.8.0',
    files,
    `Revert "${reverted}"\n\nThis reverts commit ${postcode.commit}.`,
  );

  const run = await shop.rel(`where 231 #232 ${line.source} 250 --json`);
  expect(run.exit).toBe(0);
  const { changes, places, reverted: gone } = run.json.result;
  expect(changes).toMatchObject([
    { of: '#231', held: ['devel'], reverted: ['rc/1.8.0'], missing: ['main'], note: null },
    { of: '#232', held: ['devel', 'rc/1.8.0'], missing: ['main'], firstRelease: null },
    { of: line.source, held: ['devel', 'rc/1.8.0'] },
    { of: '#250', held: [], note: '#250 is still open', missing: ['devel', 'main', 'rc/1.8.0'] },
  ]);
  expect(gone).toEqual([
    { of: '#231', source: postcode.source, ref: 'rc/1.8.0', kind: 'branch', commit: postcode.commit, by },
  ]);
  expect(places).toContainEqual({
    ...{ of: '#232', source: line.source, ref: 'rc/1.8.0', kind: 'branch' },
    ...{ how: 'provenance', commit: line.commit },
  });
});

scenario('the text names the first release, and fits 80 columns', async (shop) => {
  const half = shop.git(['log', '--format=%H', '--grep=^Drop a line', 'origin/devel']);
  const files = { 'src/cart/cart.ts': `${shop.git(`show ${half}:src/cart/cart.ts`)}\n` };
  shop.commitOnto('rc/1.8.0', files, `Drop a line\n\n(cherry picked from commit ${half})`);
  const run = await shop.rel('where 185 240 231 232');
  expect(run.exit).toBe(0);
  expect(run.stdout).toContain('~ rc/1.8.0  partly: 1 of its 2 commits');
  expect(run.stdout).toMatch(/^#185 Search by SKU\n {2}✓ devel {5}as [0-9a-f]{10} \(by ancestry\)$/m);
  expect(run.stdout).toContain('first release with it: v1.7.0, and 1 more');
  expect(run.stdout).toContain('first release with it: v1.7.1');
  expect(run.stdout).toContain('in no candidate and no release yet');
  for (const row of run.stdout.split('\n')) expect(row.length).toBeLessThanOrEqual(80);

  const unknown = await shop.rel('where 999');
  expect(unknown.exit).toBe(2);
  expect(unknown.stderr).toContain('#999');
});
