import { describe, expect } from 'vitest';
import { scenario } from '../support/rig.ts';

const policy = `version: 1
roles: { release-manager: { users: [rafael] } }
gates:
  promote:
    - { id: bugs, kind: issues, labels: [bug], waivableBy: [release-manager] }
    - { id: nightly, kind: checks, names: [nightly] }
`;
const rafael = { env: { GH_TOKEN: 'sandbox:rafael' } };

describe('rel waive', () => {
  scenario('lets a train past one gate, by somebody who may, and for so long', async (shop) => {
    shop.commitOnto('devel', { '.releaserc.yaml': policy.replace(/.*nightly.*\n/, '') }, 'Stop for bugs');
    await shop.syncedCandidate();
    const stopped = await shop.rel('promote --yes --json');
    expect([stopped.exit, stopped.json.error.code]).toEqual([3, 'gate-failed']);

    const line = 'waive bugs --reason typos --until 2d --json';
    const wrong = await shop.rel(line);
    expect([wrong.exit, wrong.json.error.code]).toEqual([3, 'role-not-held']);
    const long = await shop.rel('waive bugs --reason typos --until 8d --json', rafael);
    expect([long.exit, long.json.error.why]).toEqual([2, expect.stringContaining('7d at most')]);
    const waived = await shop.rel(line, rafael);
    expect([waived.exit, waived.json.result]).toMatchObject([
      0,
      { stage: 'promote', gate: 'bugs', done: true },
    ]);

    const status = await shop.rel('status');
    expect([status.exit, status.stdout]).toEqual([
      0,
      expect.stringMatching(/~ waived +bugs: waived by rafael until .* UTC: typos/),
    ]);

    const released = await shop.rel('promote --yes --json');
    expect(released.exit).toBe(0);
    const log = await shop.rel('log 1.8.0 --json');
    expect(log.exit).toBe(0);
    expect(log.json.result.entries.slice(-2)).toMatchObject([
      { kind: 'waiver', reason: 'typos' },
      {
        kind: 'promote',
        judgements: [{ passed: true, verdicts: [{ verdict: 'waived', code: 'issues.open' }] }],
      },
    ]);
  });

  scenario('is refused for a gate that nobody may waive, or that is not there', async (shop) => {
    shop.commitOnto('devel', { '.releaserc.yaml': policy }, 'Stop for bugs');
    const before = shop.refs();
    const never = await shop.rel('waive nightly --reason late --until 1d --json', rafael);
    expect([never.exit, never.json.error.message]).toEqual([3, expect.stringContaining('cannot be waived')]);
    const none = await shop.rel('waive weather --reason rain --until 1d --json', rafael);
    expect([none.exit, none.json.error.message]).toEqual([2, 'the policy has no gate `weather`']);
    const when = await shop.rel('waive bugs --reason rain --until soon --json', rafael);
    expect([when.exit, when.json.error.remedy]).toEqual([2, expect.stringContaining('12h')]);
    expect(shop.refs()).toEqual(before);
  });
});
