import { expect, test } from 'vitest';
import { plainShop, start } from '../support/plain-shop.ts';
import { numbered } from '../support/proofs.ts';

const renamed = { ...start, 'new.txt': numbered(30), 'CHANGELOG.md': '# Changes\n\n- own\n- old\n' };
const devel = { ...start, 'old.txt': numbered(30), 'CHANGELOG.md': '# Changes\n\n- old\n' };
const fixed = { ...devel, 'old.txt': numbered(30, { 9: 'nine' }) };
const adapted = { ...fixed, 'CHANGELOG.md': '# Changes\n\n- old\n- fix\n' };

/** The RC branch has renamed the file that the first fix is in, and its own entry where the second one's goes. */
const shopOfFixes = (policy = start['.releaserc.yaml']) =>
  plainShop(
    [
      { name: 'root', files: { ...devel, '.releaserc.yaml': policy } },
      { name: 'own', parents: ['root'], files: { ...renamed, '.releaserc.yaml': policy } },
      { name: 'fix', parents: ['root'], files: { ...fixed, '.releaserc.yaml': policy } },
      { name: 'entry', parents: ['fix'], files: { ...adapted, '.releaserc.yaml': policy } },
    ],
    { devel: 'entry', 'rc/1.0.0': 'own' },
  );
const moved = { kind: 'moved', path: 'new.txt', from: 'old.txt' };

test('a change that lands in another file is not made where nobody looks, saved plan or not', async () => {
  const { shop, sha } = shopOfFixes();
  const before = shop.refs();
  const line = `pick ${sha('fix')} --into 1.0.0`;

  const run = await shop.rel(`${line} --yes --json`);
  expect(run.exit).toBe(4);
  expect(run.json.error.code).toBe('review-needed');
  expect(run.json.error.remedy).toContain('from a terminal');
  expect(run.json.result.targets[0].picks).toMatchObject([
    {
      outcome: 'refused',
      reason: 'moved: the change to old.txt lands in new.txt',
      proof: 'adapted',
      findings: [moved],
    },
  ]);

  expect((await shop.rel(`${line} --dry-run --plan-out ../plan.json`)).exit).toBe(0);
  const applied = await shop.rel('apply ../plan.json');
  expect(applied.exit).toBe(4);
  expect(applied.stdout).toContain('refused: moved: the change to old.txt lands in new.txt');
  expect(shop.refs()).toEqual(before);
});

test('what the policy does not name stops nothing, and is on record', async () => {
  const { shop, sha } = shopOfFixes('version: 1\npick:\n  review: []\n');
  const run = await shop.rel(`pick ${sha('fix')} ${sha('entry')} --into 1.0.0`);
  expect(run.exit).toBe(0);
  expect(run.stdout.split('\n').slice(1)).toEqual([
    expect.stringMatching(/^ {2}✓ \w{10} +picked as \w{10}$/),
    '    ! moved: the change to old.txt lands in new.txt',
    `    adapted: the patch is not the same as that of ${sha('fix').slice(0, 10)}`,
    ...['    @@', '    - ## old.txt ##', '    + ## new.txt ##', '     @@', '      6', '      7'],
    expect.stringMatching(/^ {2}✓ \w{10} +picked as \w{10}$/),
    `    adapted: the patch is not the same as that of ${sha('entry').slice(0, 10)}`,
    ...['    @@', '      ## CHANGELOG.md ##', '     @@', '    - # Changes', ''],
    ...['    + - own', '      - old', '     +- fix', ''],
  ]);

  const log = await shop.rel('log 1.0.0 --json');
  expect(log.exit).toBe(0);
  expect(log.json.result.entries.at(-1).picks).toMatchObject([
    { source: sha('fix'), proof: 'adapted', findings: [moved] },
    { source: sha('entry'), proof: 'adapted' },
  ]);
  const told = await shop.rel('log 1.0.0');
  expect(told.exit).toBe(0);
  expect(told.stdout).toContain(
    `picked ${sha('fix').slice(0, 10)} (moved), ${sha('entry').slice(0, 10)} onto`,
  );
});

test('on a terminal what was found is shown before the question, and the answer is the look', async () => {
  const { shop, sha } = shopOfFixes();
  const line = `pick ${sha('fix')} --into 1.0.0`;

  const seen = await shop.terminal(line, { answers: ['n'] });
  expect(seen.exit).toBe(130);
  const [finding, question] = ['! moved: the change to old.txt lands in new.txt', 'Do it?'];
  expect(seen.stdout).toContain(finding);
  expect(seen.stdout.indexOf(finding)).toBeLessThan(seen.stdout.indexOf(question));
  expect(shop.tip('rc/1.0.0')).toBe(sha('own'));

  expect((await shop.terminal(`${line} --yes`, { answers: [] })).exit).toBe(4);
  expect(shop.tip('rc/1.0.0')).toBe(sha('own'));

  expect((await shop.terminal(line, { answers: ['y'] })).exit).toBe(0);
  expect(shop.git('show rc/1.0.0:new.txt', shop.origin)).toContain('nine');
});
