import { expect } from 'vitest';
import { type Shop, scenario } from '../support/rig.ts';

const policy = `version: 1
repository: acme/shop
roles: { qa: { users: [quinn, dan] } }
approvals: { qa: { role: qa, by: [{ signOff: true }] } }
gates: { promote: [{ id: approved, kind: approvals, requires: [qa] }] }
`;
const as = (login: string) => ({ env: { GH_TOKEN: `sandbox:${login}` } });

/** What stands in the way of the release, by change: nothing of what belongs to no PR, which no sign-off mends. */
async function missing(shop: Shop): Promise<string[]> {
  const run = await shop.rel('gate promote 1.8.0 --json');
  expect(run.exit).toBe(3);
  const { message } = run.json.result.verdicts[0];
  return String(message)
    .split('; ')
    .filter((each) => !each.endsWith('belongs to no PR'));
}

scenario('who signs off a candidate approves what it holds, and no more', async (shop) => {
  shop.commitOnto('devel', { '.releaserc.yaml': policy }, 'QA looks at candidates');
  const nobody = (pr: number) => `#${pr} qa: nobody has given it`;
  expect(await missing(shop)).toEqual([200, 205, 210, 225].map(nobody));

  // Two of them are dan's own, and the others are approved by him.
  const own = await shop.rel('sign-off 1.8.0 --as qa', as('dan'));
  const his = (pr: number) => `#${pr} qa: given by dan, who is the author`;
  expect([own.exit, await missing(shop)]).toEqual([0, [205, 225].map(his)]);
  const qa = await shop.rel('sign-off 1.8.0 --as qa', as('quinn'));
  expect([qa.exit, await missing(shop)]).toEqual([0, []]);

  // A fix comes after it: it waits, and nothing else does.
  const pick = await shop.rel('pick 231 --into 1.8.0');
  const tag = await shop.rel('tag-rc');
  expect([pick.exit, tag.exit, await missing(shop)]).toEqual([
    ...[0, 0],
    ['#231 qa: nobody has given it: v1.8.0-rc.1, which quinn decided on, does not hold it'],
  ]);
  const no = await shop.rel('sign-off 1.8.0 --as qa --reject', as('quinn'));
  expect([no.exit, (await missing(shop)).at(-1)]).toEqual([0, '#231 qa: quinn rejected v1.8.0-rc.2']);
});
