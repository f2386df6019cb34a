import { expect } from 'vitest';
import { scenario } from '../support/rig.ts';

const policy = `version: 1
roles: { release-manager: { users: [rafael] } }
trains: { holdBy: [release-manager] }
`;
const rafael = { env: { GH_TOKEN: 'sandbox:rafael' } };

scenario(
  'a train on hold stays as it is, another goes on, and it is released with a reason',
  async (shop) => {
    shop.commitOnto('devel', { '.releaserc.yaml': policy }, 'Who may hold a train');
    shop.commitOnto('rc/1.8.0', { 'NOTES.md': 'a note\n' }, 'A note');
    const cut = await shop.rel('cut-rc 1.9.0 --yes');
    expect(cut.exit).toBe(0);

    const which = await shop.rel('hold --reason legal --json', rafael);
    const { code, remedy } = which.json.error;
    expect([which.exit, code, remedy]).toEqual([
      2,
      'version-needed',
      'name one of them: rel hold 1.8.0 --reason TEXT',
    ]);
    const wrong = await shop.rel('hold 1.8 --reason legal --json');
    expect([wrong.exit, wrong.json.error.code]).toEqual([3, 'role-not-held']);
    const held = await shop.rel('hold 1.8 --reason legal --yes', rafael);
    expect([held.exit, held.stdout]).toEqual([0, expect.stringContaining('put 1.8.0 on hold: legal')]);

    const refs = shop.refs();
    for (const line of ['tag-rc 1.8.0', 'promote 1.8.0', 'pick 230 --into 1.8.0 --dry-run']) {
      const run = await shop.rel(`${line} --json`);
      expect([run.exit, run.json.error], line).toMatchObject([
        3,
        {
          code: 'on-hold',
          why: expect.stringMatching(/since .* UTC, by rafael: legal/),
          remedy: expect.stringContaining('rel resume 1.8.0'),
        },
      ]);
    }
    expect(shop.refs()).toEqual(refs);

    const both = await shop.rel('pick 230 --into 1.8.0 --into 1.9.0 --json');
    expect([both.exit, both.json.result.targets]).toMatchObject([
      3,
      [
        { before: shop.tip('rc/1.8.0'), after: shop.tip('rc/1.8.0'), picks: [{ outcome: 'refused' }] },
        { branch: 'rc/1.9.0', picks: [{ outcome: 'already' }] },
      ],
    ]);
    const synced = await shop.rel('sync-hotfix --json');
    expect([synced.exit, synced.json.error.code]).toEqual([3, 'on-hold']);
    const outcomes = synced.json.result.targets.map((t: { branch: string; outcome: string }) => [
      t.branch,
      t.outcome,
    ]);
    expect(outcomes).toEqual(
      expect.arrayContaining([
        ['rc/1.8.0', 'missing'],
        ['devel', 'merged'],
      ]),
    );
    const status = await shop.rel('status 1.8');
    expect([status.exit, status.stdout]).toEqual([0, expect.stringMatching(/ON HOLD: 1\.8\.0 .*: legal\n/)]);
    expect(status.stdout).toContain('next: release-manager: it is on hold');
    const gate = await shop.rel('gate candidate 1.8.0');
    expect([gate.exit, gate.stdout]).toEqual([3, expect.stringContaining('ON HOLD')]);

    const resumed = await shop.rel('resume 1.8.0 --reason signed --yes', rafael);
    expect(resumed.exit).toBe(0);
    const twice = await shop.rel('resume 1.8.0 --reason signed', rafael);
    expect([twice.exit, twice.stdout]).toEqual([0, 'nothing to do: 1.8.0 is not on hold\n']);
    const picked = await shop.rel('pick 230 --into 1.8.0 --yes');
    expect(picked.exit).toBe(0);
    const log = await shop.rel('log 1.8.0');
    expect([log.exit, log.stdout]).toEqual([
      0,
      expect.stringMatching(/put on hold: legal, by rafael\n.*released from hold: signed, by rafael/),
    ]);
  },
);
