import { expect, test } from 'vitest';
import { plainShop, start } from '../support/plain-shop.ts';
import { scenario } from '../support/rig.ts';

const lines = (changed: Readonly<Record<number, string>>) =>
  Array.from({ length: 12 }, (_, at) => changed[at] ?? `${at}`).join('\n');
const files = (a: Readonly<Record<number, string>>, more: Readonly<Record<string, string>> = {}) => {
  return { ...start, a: lines(a), ...more };
};
const on = (name: string, parent: string, tree: Record<string, string>, message = name) => {
  return { name, parents: [parent], files: tree, message: `${message}\n` };
};

/**
 * devel: start, equal, both, twice, gone. The train left at start; there is `equal` without a word, `both` in two
 * commits, `twice` adapted and picked, taken back and brought back without a word, and `gone` picked, then reverted by its
 * source's name.
 */
test('a change is there by content and by words, and not where it was reverted', async () => {
  const devel = [
    { name: 'start', files: files({}) },
    on('equal', 'start', files({ 0: 'EQUAL' })),
    on('both', 'equal', files({ 0: 'EQUAL', 6: 'BOTH' }, { b: 'both\n' })),
    on('twice', 'both', files({ 0: 'EQUAL', 6: 'BOTH' }, { b: 'both\n', c: 'twice\n' })),
    on('gone', 'twice', files({ 0: 'EQUAL', 6: 'BOTH' }, { b: 'both\n', c: 'twice\n', g: 'gone\n' })),
  ];
  // A commit's SHA does not depend on what else is in its repository.
  const { sha } = plainShop(devel, { devel: 'gone' });
  const picked = (of: string) => `(cherry picked from commit ${sha(of)})`;
  const train = [
    on('t1', 'start', files({ 0: 'EQUAL' }), 'Say equal'),
    on('t2', 't1', files({ 0: 'EQUAL', 6: 'BOTH' })),
    on('t3', 't2', files({ 0: 'EQUAL', 6: 'BOTH' }, { b: 'both\n' })),
    on(
      't4',
      't3',
      files({ 0: 'EQUAL', 6: 'BOTH' }, { b: 'both\n', c: 'two\n' }),
      `Twice\n\n${picked('twice')}`,
    ),
    on('t5', 't4', files({ 0: 'EQUAL', 6: 'BOTH' }, { b: 'both\n' }), 'Not like that'),
    on('t6', 't5', files({ 0: 'EQUAL', 6: 'BOTH' }, { b: 'both\n', c: 'two\n' }), 'Like that after all'),
    on(
      't7',
      't6',
      files({ 0: 'EQUAL', 6: 'BOTH' }, { b: 'both\n', c: 'two\n', g: 'gone\n' }),
      `Gone\n\n${picked('gone')}`,
    ),
    on(
      't8',
      't7',
      files({ 0: 'EQUAL', 6: 'BOTH' }, { b: 'both\n', c: 'two\n' }),
      `Undo\n\nThis reverts commit ${sha('gone')}.`,
    ),
  ];
  const { shop, sha: at } = plainShop([...devel, ...train], { devel: 'gone', 'rc/1.0.0': 't8' });
  const asked = ['equal', 'both', 'twice', 'gone'].map(at).join(' ');
  const run = await shop.rel(`pick ${asked} --into 1.0 --json`);
  expect(run.exit).toBe(0);
  expect(run.json.result.targets[0].picks).toMatchObject([
    { source: at('equal'), outcome: 'already', commit: at('t1'), reason: 'by patch-id' },
    { source: at('both'), outcome: 'already', commit: at('t3'), reason: 'by patch-id' },
    { source: at('twice'), outcome: 'already', commit: at('t4'), reason: 'by provenance' },
    { source: at('gone'), outcome: 'picked' },
  ]);
  const again = await shop.rel(`pick ${asked} --into 1.0 --json`);
  expect(again.exit).toBe(0);
  expect(again.json.result.targets[0].picks).toMatchObject(Array(4).fill({ outcome: 'already' }));
  expect(again.json.plan).toBeNull();
});

scenario('a backport by hand is there by its PR, and one that left a file out is not', async (shop) => {
  const show = (path: string) => `${shop.git(`show origin/devel:${path}`)}\n`;
  const [address, tests] = [show('src/checkout/address.ts'), show('test/address.test.ts')];
  const half = { 'test/address.test.ts': `// for 1.8\n${tests}` };
  shop.commitOnto('rc/1.8.0', half, 'Test an address without a postcode\n\nPull-Request: #231');
  const partly = await shop.rel('pick 231 --into 1.8 --dry-run --json');
  expect(partly.exit).toBe(0);
  expect(partly.json.result.targets[0].picks[0].outcome).toBe('picked');

  const rest = { 'src/checkout/address.ts': `// for 1.8\n${address}` };
  const by = shop.commitOnto('rc/1.8.0', rest, 'Ask for a postcode (backport #231)');
  const run = await shop.rel('pick 231 --into 1.8 --json');
  expect(run.exit).toBe(0);
  expect(run.json.result.targets[0].picks).toMatchObject([
    { pr: 231, outcome: 'already', commit: by, reason: 'by PR' },
  ]);
  const where = await shop.rel('where 231 --json');
  expect(where.exit).toBe(0);
  expect(where.json.result.places).toContainEqual(
    expect.objectContaining({ of: '#231', ref: 'rc/1.8.0', how: 'PR', commit: by }),
  );
});
