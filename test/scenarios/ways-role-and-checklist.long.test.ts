import { describe, expect } from 'vitest';
import { type Shop, scenario } from '../support/rig.ts';
import { allGoes, as, at, file, verdicts, wayPolicy } from '../support/ways.ts';

const adopt = (shop: Shop) =>
  shop.commitOnto('devel', { '.releaserc.yaml': wayPolicy('role-and-checklist') }, 'Our release guide');

describe('a release guide of roles and checklists', () => {
  scenario('asks more of a minor release than of a patch, and most of a major one', async (shop) => {
    adopt(shop);
    // A minor version has to have its features; a patch and its cut wait for none.
    const featureless = await shop.rel('cut-rc --type minor --json');
    expect([featureless.exit, verdicts(featureless)]).toEqual([3, { features: 'fail' }]);
    await shop.github('POST', 'milestones', { title: '2.0.0' });
    await shop.github('PATCH', 'issues/226', { milestone: 4 });
    await allGoes(shop, [
      ['rafael', 'cut-rc --type patch'],
      ['rafael', 'cut-rc 2.0.0'],
    ]);

    const asked = async (version: string) => {
      const gate = await shop.rel(`gate promote ${version} --json`);
      expect(gate.exit).toBe(3);
      return Object.keys(verdicts(gate)).join(' ');
    };
    expect(await asked('1.8.1')).toBe('bugs smoke fixes-tested release-notes sign-off-patch');
    expect(await asked('1.8.0')).toBe(
      'bugs smoke regression fixes-tested release-notes rollback-plan prepare a-day sign-off-minor',
    );
    expect(await asked('2.0.0')).toBe(
      'bugs smoke regression fixes-tested release-notes rollback-plan upgrade-guide prepare announce three-days sign-off-major',
    );
    // What is not judged is not hidden.
    const patch = await shop.rel('gate promote 1.8.1');
    expect([patch.exit, patch.stdout]).toEqual([
      3,
      expect.stringMatching(/- n\/a +rollback-plan: only for minor and major releases\n/),
    ]);
  });

  scenario('lets 1.8.0 out when everybody has done their part, a day later', async (shop) => {
    adopt(shop);
    const [monday, tuesday, friday] = ['2027-03-01', '2027-03-02', '2027-03-05'];
    const fixes = [
      ['rafael', 'pick 231 --into 1.8'],
      ['rafael', 'sync-hotfix'],
    ] as const;
    await allGoes(shop, fixes, `${monday}T08:00:00Z`);
    await allGoes(shop, [['rafael', `sandbox ci ${shop.dir} rc/1.8.0`]]);
    await allGoes(shop, [['rafael', 'tag-rc 1.8']], `${monday}T08:10:00Z`);

    // Each does their part; nobody can do somebody else's.
    const wrong = await shop.rel('tick staging 1.8', as('quinn', at(`${monday}T09:00:00Z`)));
    expect([wrong.exit, wrong.stderr]).toEqual([
      3,
      expect.stringContaining('staging is ticked by devops, and quinn does not hold that role'),
    ]);
    const draft = file(shop, 'rollback-plan.md', '# When\nErrors above 1 %.\n# Steps\nTODO\n# Who\nomar\n');
    await allGoes(shop, theirParts(shop, draft), `${monday}T10:00:00Z`);
    const judged = async (stage: string, moment: string) => {
      const gate = await shop.rel(`gate ${stage} 1.8.0 --json`, as('rafael', at(moment)));
      return [gate.exit, Object.entries(verdicts(gate)).filter(([, verdict]) => verdict !== 'pass')];
    };
    expect(await judged('promote', `${monday}T16:00:00Z`)).toEqual([
      3,
      [
        ['rollback-plan', 'fail'],
        ['a-day', 'fail'],
      ],
    ]);

    const whole = file(
      shop,
      'rollback-plan.md',
      '# When\nErrors above 1 %.\n# Steps\nrel 1.7.1\n# Who\nomar\n',
    );
    await allGoes(shop, [['omar', `record document 1.8 ${whole}`]], `${monday}T17:00:00Z`);
    await allGoes(shop, [['rafael', 'promote 1.8']], `${tuesday}T08:30:00Z`);
    expect(shop.tip('v1.8.0')).toBe(shop.tip('v1.8.0-rc.2'));

    // Not on a Friday, and not without a backup.
    const deploy = [
      3,
      [
        ['office-hours', 'fail'],
        ['last-steps', 'unknown'],
      ],
    ];
    expect(await judged('deploy', `${friday}T10:00:00Z`)).toEqual(deploy);
    await allGoes(shop, [['omar', 'tick backup 1.8.0']], `${tuesday}T08:40:00Z`);
    expect(await judged('deploy', `${tuesday}T09:00:00Z`)).toEqual([0, []]);
  });
});

/** What everybody does on Monday; the plan for a way back is where the DevOps engineer left off. */
const theirParts = (shop: Shop, draft: string): [who: string, line: string][] => {
  const notes = file(shop, 'release-notes.md', '# Changes\nPostcodes.\n# Known issues\nNone.\n');
  const hotfix = `${shop.tip('main').slice(0, 10)} #240 expired cards`;
  const smoke = report(shop, 'smoke', 'opens');
  const regression = report(shop, 'regression', '#231 postcode', hotfix);
  return [
    ['quinn', `record test-results 1.8 ${smoke} --suite smoke`],
    ['quinn', `record test-results 1.8 ${regression} --suite regression`],
    ['rafael', `record document 1.8 ${notes}`],
    ['omar', `record document 1.8 ${draft}`],
    ['omar', 'tick staging 1.8'],
    ['omar', 'tick rehearsal 1.8'],
    ['quinn', 'tick exploratory 1.8'],
    ['paula', 'tick briefing 1.8'],
    ['quinn', 'sign-off 1.8 --as qa-lead'],
    ['rafael', 'sign-off 1.8 --as release-manager'],
  ];
};

/** A JUnit report with passed cases. */
function report(shop: Shop, suite: string, ...tests: readonly string[]): string {
  const cases = tests.map((test) => `<testcase name="${test}"/>`).join('');
  return file(shop, `${suite}.xml`, `<testsuite name="${suite}">${cases}</testsuite>`);
}
