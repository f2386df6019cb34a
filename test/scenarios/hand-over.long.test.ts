import { expect } from 'vitest';
import { type Shop, scenario } from '../support/rig.ts';
import { allGoes, as, file } from '../support/ways.ts';

const policy = `version: 1
roles:
  rte: { users: [rita] }
  qa: { users: [quinn] }
  release-manager: { users: [rafael] }
  ops: { users: [omar] }
  support: { users: [paula] }
pick: { select: { label: none-waits } }
gates:
  promote: [{ id: handed-over, kind: hand-over, points: [to-release] }]
  deploy:
    - { id: guide, kind: checklist, items: [{ id: backup, text: "Back up *all* of it", role: ops }] }
handOver:
  - { id: to-release, from: qa, to: release-manager, needs: [{ signOff: qa }, { testResults: regression }] }
  - id: to-ops
    from: release-manager
    to: ops
    after: [to-release, promote]
    needs: [{ signOff: release-manager }, { document: schedule }]
  - { id: deployed, from: ops, to: release-manager, after: [to-ops], needs: [{ deployment: production }] }
  - { id: to-support, from: release-manager, to: support, after: [deployed] }
deployment:
  issue: { labels: [deployment], assignees: [omar] }
  checklist: guide
  items: [{ id: tell, text: "Tell @everybody", role: support }]
`;

scenario('a release from QA to the release manager, to operations and back, and to support', async (shop) => {
  shop.commitOnto('devel', { '.releaserc.yaml': policy }, 'Hand over in four steps');
  await allGoes(shop, [
    ['rita', 'sync-hotfix'],
    ['rita', 'tag-rc'],
  ]);
  await qaToReleaseManager(shop);
  await theDeploymentIssue(shop);
  await releaseManagerToOperations(shop);
  await operationsBack(shop);
  await releaseManagerToSupport(shop);
});

/** The first thing that somebody has to do, and how the points stand. */
async function board(shop: Shop): Promise<[next: string, ...states: string[]]> {
  const status = await shop.rel('status --json');
  expect(status.exit).toBe(0);
  const { trains, handingOver } = status.json.result;
  const [{ actors, handOver, points = handOver }] = [...trains, ...handingOver];
  const [{ who, does }] = actors;
  return [`${who}: ${does}`, ...points.map(({ state }: { state: string }) => state)];
}

/** Runs a command that is refused; its error. */
async function refused(shop: Shop, who: string, line: string) {
  const before = shop.refs();
  const run = await shop.rel(`${line} --json`, as(who));
  expect([run.exit, shop.refs()]).toEqual([3, before]);
  const { code, message, why = '', remedy } = run.json.error;
  return [code, `${message} ${why} ${remedy}`];
}

async function qaToReleaseManager(shop: Shop): Promise<void> {
  expect(await refused(shop, 'quinn', 'hand-over to-release')).toEqual([
    'gate-failed',
    expect.stringMatching(
      /sign-off-qa: qa: nobody has decided.*test-results-regression: .*rel sign-off 1\.8\.0 --as qa/s,
    ),
  ]);
  const report = file(shop, 'junit.xml', '<testsuite name="regression"><testcase name="a"/></testsuite>');
  await allGoes(shop, [
    ['quinn', 'sign-off --as qa'],
    ['quinn', `record test-results ${report}`],
  ]);
  expect(await refused(shop, 'rafael', 'hand-over to-release')).toEqual([
    'role-not-held',
    expect.stringContaining('to-release is given by qa, and rafael does not hold that role'),
  ]);
  await allGoes(shop, [['quinn', 'hand-over to-release --note all-green']]);
  const [refs, again] = [shop.refs(), await shop.rel('hand-over to-release', as('quinn'))];
  expect([again.exit, again.stdout]).toEqual([
    0,
    expect.stringContaining('nothing to do: to-release: given by quinn'),
  ]);
  expect(shop.refs()).toEqual(refs);
  expect(await refused(shop, 'rita', 'promote')).toEqual([
    'gate-failed',
    expect.stringContaining('release-manager (rafael) runs: rel hand-over to-release 1.8.0 --accept'),
  ]);
  await allGoes(shop, [['rafael', 'hand-over to-release --accept']]);
}

async function theDeploymentIssue(shop: Shop): Promise<void> {
  await allGoes(shop, [
    ['rita', 'promote'],
    ['rita', 'promote 1.8.0'],
  ]);
  const [issue, ...more] = await shop.github('GET', 'issues?labels=deployment&state=all');
  expect(more).toEqual([]);
  expect(issue).toMatchObject({ title: 'Deploy 1.8.0', assignees: [{ login: 'omar' }] });
  expect(issue.body).toContain(`/releases/tag/v1.8.0): the tag [\`v1.8.0\`]`);
  expect(issue.body.split('\n').filter((line: string) => line.startsWith('- [ ] '))).toEqual([
    '- [ ] Back up \\*all\\* of it (**ops**: omar); on record: `rel tick backup 1.8.0`',
    '- [ ] Tell @\u200beverybody (**support**: paula)',
  ]);
}

async function releaseManagerToOperations(shop: Shop): Promise<void> {
  await allGoes(shop, [
    ['rafael', 'sign-off 1.8.0 --as release-manager'],
    ['rafael', `record document 1.8.0 ${file(shop, 'schedule.md', 'Tuesday, 9 to 11')}`],
    ['rafael', 'hand-over to-ops'],
    ['omar', 'hand-over to-ops --decline --reason not-on-Tuesday'],
  ]);
  expect(await board(shop)).toEqual([
    'release-manager: declined by omar as ops: not-on-Tuesday; when that is mended: rel hand-over to-ops 1.8.0',
    ...['accepted', 'declined', 'waits', 'waits'],
  ]);
  await allGoes(shop, [
    ['rafael', 'hand-over to-ops 1.8.0 --note Wednesday'],
    ['omar', 'hand-over to-ops 1.8.0 --accept'],
  ]);
}

async function operationsBack(shop: Shop): Promise<void> {
  await allGoes(shop, [
    ['omar', 'record deployment 1.8.0 --environment production --state healthy'],
    ['omar', 'hand-over deployed'],
    ['rafael', 'hand-over deployed --accept'],
  ]);
}

async function releaseManagerToSupport(shop: Shop): Promise<void> {
  await allGoes(shop, [['rafael', 'hand-over to-support']]);
  const open = await shop.rel('status');
  expect([open.exit, open.stdout]).toEqual([
    0,
    expect.stringMatching(
      /^no train is live; 1\.8\.0 is released\n\n1\.8\.0 {2}v1\.8\.0 at \w+; released, not handed over\n.*next: support: rel hand-over to-support 1\.8\.0 --accept/s,
    ),
  ]);
  await allGoes(shop, [['paula', 'hand-over to-support --accept']]);
  const [closed, log] = [await shop.rel('status'), await shop.rel('log 1.8.0')];
  expect([closed.exit, log.exit]).toEqual([0, 0]);
  expect(closed.stdout).not.toContain('handed over');
  expect(
    log.stdout.split('\n').flatMap((line) => /(handed over|accepted|declined) .*/.exec(line)?.[0] ?? []),
  ).toEqual([
    expect.stringMatching(/^handed over to-release \(qa to release-manager\) at \w+: all-green, by quinn$/),
    expect.stringMatching(/^accepted to-release .*, by rafael$/),
    expect.stringMatching(/^handed over to-ops .*, by rafael$/),
    expect.stringMatching(/^declined to-ops .*: not-on-Tuesday, by omar$/),
    expect.stringMatching(/^handed over to-ops .*: Wednesday, by rafael$/),
    expect.stringMatching(/^accepted to-ops .*, by omar$/),
    expect.stringMatching(/^handed over deployed .*, by omar$/),
    expect.stringMatching(/^accepted deployed .*, by rafael$/),
    expect.stringMatching(/^handed over to-support .*, by rafael$/),
    expect.stringMatching(/^accepted to-support .*, by paula$/),
  ]);
}
