import { expect } from 'vitest';
import { type Shop, scenario } from '../support/rig.ts';
import { allGoes, as, at, file, label, verdicts, wayPolicy } from '../support/ways.ts';

/** An hour of a Tuesday. */
const hour = (hours: number): string => `2027-03-02T${String(hours).padStart(2, '0')}:00:00Z`;

// Two products of one repository have a 2.1.0 on its way; only web's is ready.
scenario('change requests: each product goes out with its own, as operations has read it', async (shop) => {
  shop.commitOnto('devel', { '.releaserc.yaml': wayPolicy('change-request') }, 'Our changes');
  const start = shop.git('merge-base devel rc/1.8.0', shop.origin);
  await allGoes(
    shop,
    ['web', 'payments'].map((product) => ['rita', `cut-rc 2.1.0 --from ${start} --product ${product}`]),
    hour(8),
  );
  const payments = refsOf(shop, 'payments');
  expect(Object.keys(payments)).toEqual(['refs/heads/payments/rc/2.1.0', 'refs/tags/payments-v2.1.0-rc.1']);

  await theFix(shop);
  await theChangeRequest(shop);

  // Production of web is what was signed off; payments has not moved, and nothing of web's counts for it.
  expect(shop.tip('web/production')).toBe(shop.tip('web-v2.1.0'));
  expect(refsOf(shop, 'payments')).toEqual(payments);
  const other = await shop.rel('gate promote 2.1.0 --product payments --json', as('omar', at(hour(14))));
  expect([other.exit, verdicts(other)]).toEqual([
    3,
    { 'normal-change': 'unknown', operations: 'unknown', owner: 'unknown', staging: 'fail' },
  ]);

  // Each is deployed in its own hours: web in the afternoon, payments at night.
  const open = async (product: string, hours: number) => {
    const line = `gate deploy 2.1.0 --product ${product} --json`;
    return (await shop.rel(line, as('omar', at(hour(hours))))).exit;
  };
  expect([await open('web', 15), await open('web', 23)]).toEqual([0, 3]);
  expect([await open('payments', 15), await open('payments', 23)]).toEqual([3, 0]);
});

/** #231 reaches web once its report is filled in and operations has looked at it. */
async function theFix(shop: Shop): Promise<void> {
  const pick = 'pick 231 --into web/rc/2.1.0 --json';
  const refused = await shop.rel(pick, as('rita', at(hour(9))));
  expect([refused.exit, refused.json.result.targets[0].picks[0].reason]).toEqual([
    3,
    'ops: nobody has given it; #231 closes no issue',
  ]);
  await label(shop, 231, 'ops-reviewed', 'omar');
  await shop.github('PATCH', 'pulls/231', { body: 'Fixes #220' });
  const report = '### Impact\nParcels come back.\n### Steps to reproduce\nLeave out the postcode.';
  await shop.github('PATCH', 'issues/220', { body: report });
  await allGoes(shop, [['rita', pick]], hour(9));
  await allGoes(shop, [['rita', `sandbox ci ${shop.dir} web/rc/2.1.0`]]);
  await allGoes(shop, [['rita', 'tag-rc --product web']], hour(10));
}

/** Operations signs off a text, too: one that is changed afterwards has to be read again. */
async function theChangeRequest(shop: Shop): Promise<void> {
  const record = (draft: string, back: string) =>
    `record document ${changeRequest(shop, draft, back)} --name change-request --product web`;
  await allGoes(
    shop,
    [
      ['dora', record('first', 'Deploy 2.0.9.')],
      ['omar', 'sign-off --as ops --product web'],
      ['paula', 'sign-off --as owner --product web'],
      ['dora', record('second', 'There is none: the database has changed.')],
    ],
    hour(11),
  );
  const unread = await shop.rel('promote --product web --json', as('rita', at(hour(12))));
  expect([unread.exit, verdicts(unread)]).toEqual([
    3,
    { 'normal-change': 'pass', operations: 'unknown', owner: 'pass' },
  ]);
  expect(unread.json.error.why).toMatch(
    /ops: omar decided before `change-request` was put on record as it is/,
  );

  await allGoes(
    shop,
    [
      ['omar', 'sign-off --as ops --reject --note nonsense --product web'],
      ['dora', record('third', 'Restore the copy of the morning, then deploy 2.0.9.')],
      ['omar', 'sign-off --as ops --product web'],
      ['rita', 'promote --product web'],
    ],
    hour(13),
  );
}

function changeRequest(shop: Shop, draft: string, back: string): string {
  const filled = ['What and why', 'Who is affected', 'What may go wrong', 'How it was tested', 'Who is told'];
  const text = filled.map((heading) => `## ${heading}\n\nAs agreed.\n`).join('\n');
  return file(shop, `${draft}.md`, `${text}\n## Way back\n\n${back}\n`);
}

/** The branches and tags of a product on the remote. */
const refsOf = (shop: Shop, product: string): Record<string, string> =>
  Object.fromEntries(Object.entries(shop.refs()).filter(([ref]) => ref.includes(`/${product}`)));
