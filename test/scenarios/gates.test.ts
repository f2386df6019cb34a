import { describe, expect } from 'vitest';
import { type Shop, scenario } from '../support/rig.ts';

/** The policy of the shop with these gates of `promote` and no other. */
const policy = (gate: string) => `version: 1\ngates:\n  promote:\n    - ${gate}\n`;

/** What the only gate of `promote` says. */
async function verdict(shop: Shop): Promise<[exit: number, code: string]> {
  const run = await shop.rel('gate promote 1.8.0 --json');
  return [run.exit, run.json.result.verdicts[0].code];
}

describe('a gate', () => {
  scenario('keeps a candidate from being released that lacks a hotfix', async (shop) => {
    const gate = '{ id: hotfixes, kind: hotfixes-synced }';
    shop.commitOnto('devel', { '.releaserc.yaml': policy(gate) }, 'No hotfix may be lost');
    const before = shop.refs();
    const lost = await shop.rel('promote --yes --json');
    expect([lost.exit, lost.json.error.why]).toEqual([
      3,
      expect.stringContaining('Refuse expired cards (#240)'),
    ]);
    expect(shop.refs()).toEqual(before);

    const sync = await shop.rel('sync-hotfix');
    expect([sync.exit, await verdict(shop)]).toEqual([0, [3, 'hotfixes-synced.missing']]);
    const tag = await shop.rel('tag-rc');
    expect([tag.exit, await verdict(shop)]).toEqual([0, [0, 'hotfixes-synced.synced']]);
  });
});
