import { expect } from 'vitest';
import { type Shop, scenario } from '../support/rig.ts';
import { allGoes, label, unlabel, verdicts, wayPolicy } from '../support/ways.ts';

// 1.8.0 is on its way; #230 and #232 have QA's label, but the RTE has not seen them; #233 has it from dan.
scenario('RC branches: every fix is looked at by the RTE, then by QA, then released', async (shop) => {
  shop.commitOnto('devel', { '.releaserc.yaml': wayPolicy('rc-with-review') }, 'Our way of working');
  const before = shop.refs();

  // QA was quicker than the RTE, and dan is not QA.
  await label(shop, 233, 'rte-reviewed', 'rita');
  const refused = await shop.rel('pick 230 233 --into 1.8 --json');
  expect([refused.exit, reasons(refused.json)]).toEqual([
    3,
    {
      230: 'rte: nobody has given it; qa: given by quinn before rte, which must come first',
      233: 'qa: given by dan, who does not hold the role qa',
    },
  ]);

  // The RTE looks at #230; what QA said before that was about a fix that might have been turned down.
  await label(shop, 230, 'rte-reviewed', 'rita');
  const early = await shop.rel('pick 230 --into 1.8 --json');
  expect([early.exit, reasons(early.json)]).toEqual([
    3,
    { 230: 'qa: given by quinn before rte, which must come first' },
  ]);
  expect(shop.refs()).toEqual(before);

  // QA tries both again.
  for (const number of [230, 233]) {
    await unlabel(shop, number, 'qa-approved', 'quinn');
    await label(shop, number, 'qa-approved', 'quinn');
  }
  const picked = await shop.rel('pick --approved --into 1.8 --json');
  expect(picked.exit).toBe(0);
  expect(subjects(shop, 'v1.8.0-rc.1..rc/1.8.0')).toEqual([
    'Merge pull request #230 from acme/fix/double-charge',
    'Greet customers without a name (#233)',
  ]);

  await theCandidate(shop);
});

/** CI, the hotfix of 1.7.1, QA's word: the candidate that has them all is released, and no other. */
async function theCandidate(shop: Shop): Promise<void> {
  const unbuilt = await shop.rel('tag-rc 1.8 --json');
  expect([unbuilt.exit, verdicts(unbuilt)]).toEqual([3, { ci: 'unknown' }]);
  await allGoes(shop, [
    ['rita', 'sync-hotfix'],
    ['rita', `sandbox ci ${shop.dir} rc/1.8.0`],
    ['rita', 'tag-rc 1.8'],
  ]);
  const candidate = shop.tip('v1.8.0-rc.2');
  const unsigned = await shop.rel('promote 1.8 --json');
  expect([unsigned.exit, verdicts(unsigned)]).toEqual([
    3,
    { ci: 'pass', bugs: 'pass', hotfixes: 'pass', 'signed-off': 'unknown' },
  ]);

  await allGoes(shop, [
    ['quinn', 'sign-off 1.8 --as qa'],
    ['rita', 'promote 1.8'],
  ]);
  expect([shop.tip('v1.8.0'), shop.tip('rc/1.8.0')]).toEqual([candidate, candidate]);
  expect(shop.git('merge-base main v1.8.0', shop.origin)).toBe(candidate);
}

// biome-ignore lint/suspicious/noExplicitAny: a scenario reads what it names
const reasons = (json: any): Record<number, string> =>
  Object.fromEntries(
    json.result.targets[0].picks.map(({ pr, reason }: { pr: number; reason: string }) => [pr, reason]),
  );

const subjects = (shop: Shop, range: string): string[] =>
  shop.git(['log', '--reverse', '--format=%s', range], shop.origin).split('\n');
