import { describe, expect } from 'vitest';
import { type Shop, scenario } from '../support/rig.ts';

const quinn = { env: { GH_TOKEN: 'sandbox:quinn' } };
const paula = { env: { GH_TOKEN: 'sandbox:paula' } };
const policy = (gates: string) =>
  `version: 1\nroles:\n  qa: { users: [quinn] }\n  pdm: { users: [paula] }\ngates:\n  promote:\n${gates}`;

/** The verdict of the only gate of `promote`. */
async function verdict(shop: Shop): Promise<[exit: number, code: string]> {
  const run = await shop.rel('gate promote 1.8.0 --json');
  return [run.exit, run.json.result.verdicts[0].code];
}

describe('rel sign-off', () => {
  scenario('binds a decision to one commit, by somebody who holds the role', async (shop) => {
    const gate = '    - { id: signed-off, kind: sign-off, roles: [qa, pdm] }\n';
    shop.commitOnto('devel', { '.releaserc.yaml': policy(gate) }, 'Ask for sign-offs');
    expect(await verdict(shop)).toEqual([3, 'sign-off.missing']);

    const before = shop.refs();
    const wrong = await shop.rel('sign-off --as qa --json');
    expect([wrong.exit, wrong.json.error.code]).toEqual([3, 'role-not-held']);
    expect(wrong.json.error.why).toContain('quinn');
    expect(shop.refs()).toEqual(before);

    const [qa, pdm] = [
      await shop.rel('sign-off 1.8 --as qa', quinn),
      await shop.rel('sign-off --as pdm', paula),
    ];
    expect([qa.exit, pdm.exit]).toEqual([0, 0]);
    expect(await verdict(shop)).toEqual([0, 'sign-off.given']);

    const again = await shop.rel('sign-off --as qa --json', quinn);
    expect([again.exit, again.json.plan]).toEqual([0, null]);

    const no = await shop.rel('sign-off --as qa --reject --note slow', quinn);
    expect([no.exit, await verdict(shop)]).toEqual([0, [3, 'sign-off.rejected']]);

    shop.commitOnto('rc/1.8.0', { 'NOTICE.md': 'Faster\n' }, 'Faster');
    const tag = await shop.rel('tag-rc');
    expect([tag.exit, await verdict(shop)]).toEqual([0, [3, 'sign-off.stale']]);

    const log = await shop.rel('log 1.8.0');
    expect(log.exit).toBe(0);
    expect(log.stdout).toContain('rejected v1.8.0-rc.1');
  });
});
