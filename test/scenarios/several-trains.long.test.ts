import { expect } from 'vitest';
import { type Shop, scenario } from '../support/rig.ts';

const policy = `version: 1
versions: { major: [breaking], minor: [feature], default: patch }
`;

/** 1.7.2 in hotfix, 1.8.0 in regression, 1.9.0 just cut. */
async function threeTrains(shop: Shop): Promise<void> {
  shop.commitOnto('devel', { '.releaserc.yaml': policy }, 'What makes a version');
  await shop.finishFeatures();
  const hotfix = await shop.rel('cut-hotfix --yes');
  expect([hotfix.exit, hotfix.stdout]).toEqual([0, expect.stringContaining('1.7.2')]);
  const cut = await shop.rel('cut-rc --yes');
  expect([cut.exit, cut.stdout]).toEqual([
    0,
    expect.stringMatching(/^next version: 1\.9\.0 \(minor: #\d+ has the label feature\)$/m),
  ]);
}

scenario(
  'three trains at once: each is named, two get a fix in one go, and the next is the next',
  async (shop) => {
    await threeTrains(shop);
    const again = await shop.rel('cut-rc');
    expect([again.exit, again.stdout]).toEqual([0, expect.stringContaining('1.9.0 is already cut')]);

    for (const [line, named] of [
      ['tag-rc', 'rel tag-rc 1.7.2'],
      ['close --reason why', 'rel close 1.7.2 --reason TEXT'],
      ['pick 230', 'rel pick ... --into 1.7.2'],
    ] as const) {
      const run = await shop.rel(`${line} --json`);
      expect([run.exit, run.json.error], line).toMatchObject([
        2,
        { code: 'version-needed', why: 'live: 1.7.2, 1.8.0, 1.9.0', remedy: expect.stringContaining(named) },
      ]);
    }

    const fix = shop.commitOnto('devel', { LICENSE: 'as it is\n' }, 'Say what is allowed');
    const picked = await shop.rel(`pick ${fix} --into 1.8.0 --into 1.7.2 --json`);
    expect([picked.exit, picked.json.result.targets]).toMatchObject([
      0,
      [
        { branch: 'rc/1.8.0', after: shop.tip('rc/1.8.0'), picks: [{ outcome: 'picked' }] },
        { branch: 'hotfix/1.7.2', after: shop.tip('hotfix/1.7.2'), picks: [{ outcome: 'picked' }] },
      ],
    ]);
    const next = await shop.rel('cut-rc --dry-run');
    expect([next.exit, next.stdout]).toEqual([
      0,
      expect.stringMatching(/^next version: 1\.9\.1 \(patch: no PR has a label of versions\.major/m),
    ]);
  },
);

scenario('a train that is given up: nothing is lost unless somebody lets it go', async (shop) => {
  await threeTrains(shop);
  const own = shop.commitOnto('rc/1.9.0', { 'NOTES.md': 'only here\n' }, 'A note that is only here');
  const before = shop.refs();
  const line = 'close 1.9.0 --reason withdrawn --yes';
  const stopped = await shop.rel(`${line} --json`);
  expect([stopped.exit, stopped.json.error]).toMatchObject([
    3,
    {
      code: 'fixes-lost',
      why: `${own.slice(0, 10)} A note that is only here`,
      remedy: expect.stringContaining(`rel pick ${own.slice(0, 10)} --into devel`),
    },
  ]);
  expect(shop.refs()).toEqual(before);

  const carried = await shop.rel(`pick ${own} --into devel --yes`);
  expect(carried.exit).toBe(0);
  const closed = await shop.rel(line);
  expect([closed.exit, closed.stdout]).toEqual([
    0,
    expect.stringMatching(/A note that is only here: on devel$/m),
  ]);
  const after = shop.refs();
  expect([after['refs/rel/closed/rc/1.9.0'], after['refs/heads/rc/1.9.0']]).toEqual([own, own]);
  const drafts = await shop.github('GET', 'releases');
  expect(drafts.find((one: { tag_name: string }) => one.tag_name === 'v1.9.0')).toMatchObject({
    draft: true,
    name: '1.9.0 (abandoned)',
  });

  const told = await shop.told();
  const twice = await shop.rel(line);
  expect([twice.exit, twice.stdout]).toEqual([0, 'nothing to do: 1.9.0 is closed already\n']);
  expect([shop.refs(), await shop.told()]).toEqual([after, told]);
  for (const gone of ['promote 1.9.0', `pick ${own} --into 1.9.0`, 'cut-rc 1.9.0']) {
    const run = await shop.rel(`${gone} --json`);
    expect([run.exit, run.json.error.code], gone).toEqual([3, 'train-closed']);
  }
  const next = await shop.rel('cut-rc --type minor --dry-run --json');
  expect([next.exit, next.json.result.version]).toEqual([0, '1.10.0']);
  const log = await shop.rel('log 1.9.0 --json');
  expect([log.exit, log.json.result.entries.at(-1)]).toMatchObject([
    0,
    { kind: 'close', reason: 'withdrawn', fixes: [{ sha: own, in: ['devel'] }] },
  ]);
  const status = await shop.rel('status --json');
  const live = status.json.result.trains.map((train: { version: string }) => train.version);
  expect([status.exit, live]).toEqual([0, ['1.7.2', '1.8.0']]);
});
