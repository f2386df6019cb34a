import { execFileSync } from 'node:child_process';
import { expect } from 'vitest';
import { type Shop, scenario } from '../support/rig.ts';
import { allGoes, as, file, label, verdicts } from '../support/ways.ts';

const policy = `version: 1
roles:
  rte: { users: [rita] }
  qa: { users: [quinn] }
  release-manager: { users: [rafael] }
  ops: { users: [omar] }
  support: { users: [paula] }
approvals:
  rte: { role: rte, by: [{ label: rte-reviewed }] }
  qa: { role: qa, by: [{ label: qa-approved }], after: [rte] }
pick: { select: { label: "rc/{version}" }, requires: [rte, qa] }
gates:
  cut: [{ id: features, kind: pull-requests, select: { milestone: "{version}" } }]
  candidate: [{ id: ci, kind: checks, names: [build, unit], app: github-actions }]
  promote:
    - { id: ci, kind: checks, names: [build, unit], app: github-actions }
    - { id: bugs, kind: issues, labels: [bug], milestone: "{version}" }
    - { id: regression, kind: test-results, suites: [regression] }
    - { id: fixes-tested, kind: focused-regression }
    - { id: qa, kind: sign-off, roles: [qa] }
    - { id: handed-over, kind: hand-over, points: [to-release] }
  hotfix: [{ id: qa, kind: sign-off, roles: [qa] }]
handOver:
  - { id: to-release, from: qa, to: release-manager, needs: [{ signOff: qa }, { testResults: regression }] }
  - { id: to-ops, from: release-manager, to: ops, after: [to-release, promote], needs: [{ document: schedule }] }
  - { id: deployed, from: ops, to: release-manager, after: [to-ops], needs: [{ deployment: production }] }
  - { id: to-support, from: release-manager, to: support, after: [deployed], needs: [{ document: training }] }
deployment: { issue: { labels: [deployment] }, items: [{ id: backup, text: Back up, role: ops }] }
`;

/** A regression run on the newest candidate: its cases, and which of them failed. */
function regression(shop: Shop, cases: Readonly<Record<string, 'passed' | 'failed'>>): string {
  const rows = Object.entries(cases).map(([name, how]) =>
    how === 'passed' ? `<testcase name="${name}"/>` : `<testcase name="${name}"><failure/></testcase>`,
  );
  const text = `<testsuites><testsuite name="regression">${rows.join('')}</testsuite></testsuites>`;
  return `record test-results ${file(shop, 'regression.xml', text)} 1.9.0`;
}

/** A bug is found: a ticket, a fix by dora that closes it, looked at by the RTE, then by QA. The PR's number. */
async function fixOf(shop: Shop, bug: string, path: string): Promise<number> {
  const milestones = await shop.github('GET', 'milestones');
  const { number: milestone } = milestones.find(({ title }: { title: string }) => title === '1.9.0');
  const ticket = await shop.github('POST', 'issues', { title: bug, labels: ['bug'], milestone }, 'quinn');
  const head = `fix/${ticket.number}`;
  execFileSync('git', ['-C', shop.origin, 'update-ref', `refs/heads/${head}`, shop.tip('devel')]);
  shop.commitOnto(head, { [path]: `mended: ${bug}\n` }, `Mend: ${bug}`);
  const asked = { title: `Mend: ${bug}`, head, base: 'devel', body: `Fixes #${ticket.number}` };
  const { number } = await shop.github('POST', 'pulls', asked, 'dora');
  await shop.github('PUT', `pulls/${number}/merge`, { merge_method: 'squash' }, 'dora');
  await shop.github('PATCH', `issues/${ticket.number}`, { state: 'closed' }, 'dora');
  await label(shop, number, 'rc/1.9.0', 'rita');
  await label(shop, number, 'rte-reviewed', 'rita');
  await label(shop, number, 'qa-approved', 'quinn');
  return number;
}

// 1.7.2 is out, 1.8.0 is on its way. 1.9.0 is cut, mended twice, held up by a hotfix, released and handed over.
scenario('the loop of a whole release', async (shop) => {
  shop.commitOnto('devel', { '.releaserc.yaml': policy }, 'How we release');
  await shop.finishFeatures();
  await shop.github('PATCH', 'issues/222', { state: 'closed' });
  await allGoes(shop, [['rita', 'cut-rc 1.9.0']]);

  // Regression finds a bug, twice; each time a fix comes onto the train, and the next candidate is tested again.
  const fixes: number[] = [];
  for (const [bug, path] of [
    ['Cart is empty', 'cart.txt'],
    ['Sum is off', 'sum.txt'],
  ] as const) {
    await allGoes(shop, [['quinn', regression(shop, { checkout: 'passed', [bug]: 'failed' })]]);
    const red = await shop.rel('promote 1.9.0 --json');
    expect([red.exit, verdicts(red).regression]).toEqual([3, 'fail']);
    fixes.push(await fixOf(shop, bug, path));
    await allGoes(shop, [
      ['rita', 'pick --approved --into 1.9.0'],
      ['rita', `sandbox ci ${shop.dir} rc/1.9.0`],
      ['rita', 'tag-rc 1.9.0'],
    ]);
    const untested = await shop.rel('gate promote 1.9.0 --json');
    expect([untested.exit, verdicts(untested)['fixes-tested']]).toEqual([3, 'unknown']);
  }
  const tested = {
    checkout: 'passed',
    [`cart #${fixes[0]}`]: 'passed',
    [`sum #${fixes[1]}`]: 'passed',
  } as const;
  const approved = (cases: Parameters<typeof regression>[1]) =>
    [
      ['quinn', regression(shop, cases)],
      ['quinn', 'sign-off 1.9.0 --as qa'],
      ['quinn', 'hand-over to-release 1.9.0'],
      ['rafael', 'hand-over to-release 1.9.0 --accept'],
    ] as const;
  await allGoes(shop, approved(tested));

  // Meanwhile production breaks: 1.7.3 goes out from main, and 1.9.0 may not without it.
  await allGoes(shop, [['rita', 'cut-hotfix 1.7.3']]);
  const hotfix = shop.commitOnto('hotfix/1.7.3', { 'payment.txt': 'charged once\n' }, 'Charge once');
  await allGoes(shop, [
    ['rita', `sandbox ci ${shop.dir} hotfix/1.7.3`],
    ['rita', 'tag-rc 1.7.3'],
    ['quinn', 'sign-off 1.7.3 --as qa'],
    ['rafael', 'promote 1.7.3'],
  ]);
  expect(shop.tip('main')).toBe(shop.tip('v1.7.3'));
  const held = await shop.rel('promote 1.9.0');
  expect([held.exit, held.stderr]).toEqual([3, expect.stringMatching(/Charge once[\s\S]*rel sync-hotfix/)]);

  // The hotfix comes to the train; that is another candidate, and all is tested and said again.
  await allGoes(shop, [
    ['rita', 'sync-hotfix'],
    ['rita', `sandbox ci ${shop.dir} rc/1.9.0`],
    ['rita', 'tag-rc 1.9.0'],
  ]);
  const stale = await shop.rel('promote 1.9.0 --json');
  expect([stale.exit, verdicts(stale).qa, verdicts(stale)['handed-over']]).toEqual([3, 'unknown', 'unknown']);
  const withHotfixes = {
    ...tested,
    'expired #240': 'passed',
    [`once ${hotfix.slice(0, 10)}`]: 'passed',
  } as const;
  await allGoes(shop, [...approved(withHotfixes), ['rafael', 'promote 1.9.0']]);
  expect(shop.tip('v1.9.0')).toBe(shop.tip('rc/1.9.0'));
  expect(shop.git('merge-base main v1.9.0', shop.origin)).toBe(shop.tip('v1.9.0'));

  // Operations, and back, and support.
  await allGoes(shop, [
    ['rafael', `record document ${file(shop, 'schedule.md', '# When\nTonight.\n')} 1.9.0`],
    ['rafael', 'hand-over to-ops 1.9.0'],
    ['omar', 'hand-over to-ops 1.9.0 --accept'],
    ['omar', 'record deployment 1.9.0 --environment production --state healthy'],
    ['omar', 'hand-over deployed 1.9.0'],
    ['rafael', 'hand-over deployed 1.9.0 --accept'],
    ['rafael', `record document ${file(shop, 'training.md', '# What is new\nThe cart.\n')} 1.9.0`],
    ['rafael', 'hand-over to-support 1.9.0'],
    ['paula', 'hand-over to-support 1.9.0 --accept'],
  ]);

  // What is done is done: nothing is left to do, and nothing changes.
  const before = [shop.refs(), await shop.told()];
  for (const line of ['cut-rc 1.9.0', 'tag-rc 1.9.0', 'promote 1.9.0', 'promote 1.7.3', 'sync-hotfix'])
    expect(
      await shop.rel(line).then((run) => [run.exit, line, /nothing to do/i.test(run.stdout + run.stderr)]),
    ).toEqual([0, line, true]);
  expect([shop.refs(), await shop.told()]).toEqual(before);

  // The record tells it all, and holds.
  const log = await shop.rel('log 1.9.0 --json', as('paula'));
  expect(log.exit).toBe(0);
  const told = log.json.result.entries.map(({ kind }: { kind: string }) => kind);
  const acceptance = 'test-results sign-off hand-over hand-over';
  expect(told.join(' ')).toBe(
    [
      'cut',
      'test-results pick candidate',
      'test-results pick candidate',
      acceptance,
      `pick candidate ${acceptance} promote`,
      'document hand-over hand-over',
      'deployment hand-over hand-over',
      'document hand-over hand-over',
    ].join(' '),
  );
  const verify = await shop.rel('verify', as('paula'));
  expect([verify.exit, verify.stdout]).toEqual([0, expect.stringContaining('agree')]);
});
