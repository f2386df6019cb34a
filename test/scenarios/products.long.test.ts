import { expect, test } from 'vitest';
import { plainShop } from '../support/plain-shop.ts';
import { scenario } from '../support/rig.ts';

const policy = `version: 1
branches: { rc: "{product}/rc/{version}", hotfix: "{product}/hotfix/{version}" }
tags: { candidate: "{product}-v{version}-rc.{n}", release: "{product}-v{version}" }
products:
  scp: { title: Planning, paths: ["scp/**", "shared/**"] }
  web:
    paths: ["web/**", "shared/**"]
    gates: { promote: [{ id: notes, kind: document, path: "web/{version}.md" }] }
`;
const files = { '.releaserc.yaml': policy, 'scp/a': '1\n', 'web/b': '1\n', 'shared/c': '1\n' };
const webFix = { ...files, 'web/b': '2\n' };
const scpFix = { ...webFix, 'scp/a': '2\n' };
const sharedFix = { ...scpFix, 'shared/c': '2\n' };

/** devel: root, a fix of web, one of scp, and one of both. */
const twoProducts = () =>
  plainShop(
    [
      { name: 'root', files },
      { name: 'web', parents: ['root'], files: webFix },
      { name: 'scp', parents: ['web'], files: scpFix },
      { name: 'shared', parents: ['scp'], files: sharedFix },
    ],
    { devel: 'shared', main: 'root' },
  );

const told = ({ json }: { json: { result: { entries: { kind: string; product: string }[] } } }) =>
  json.result.entries.map(({ kind, product }) => `${product} ${kind}`);

test('two products have a train of the same version, and each takes only what is its own', async () => {
  const { shop, sha } = twoProducts();
  const unsure = await shop.rel(`cut-rc 1.0.0 --from ${sha('root')}`);
  expect([unsure.exit, unsure.stderr]).toEqual([
    2,
    expect.stringContaining('--product scp or --product web'),
  ]);

  const cut = await shop.rel(`cut-rc 1.0.0 --from ${sha('root')} --product scp --json`);
  expect([cut.exit, cut.json.result]).toMatchObject([0, { product: 'scp', branch: 'scp/rc/1.0.0' }]);
  const names = Object.keys(shop.refs()).filter((name) => /scp|web/.test(name));
  expect(names).toEqual(['refs/heads/scp/rc/1.0.0', 'refs/tags/scp-v1.0.0-rc.1']);
  const later = `cut-rc 1.0.0 --from ${sha('root')} --product web --dry-run --plan-out ../web.json`;
  expect((await shop.rel(later)).exit).toBe(0);
  expect((await shop.rel('apply ../web.json')).exit).toBe(0);

  const before = shop.tip('scp/rc/1.0.0');
  const pick = `pick ${sha('web')} ${sha('scp')} ${sha('shared')} --into scp/rc/1.0.0`;
  const refused = await shop.rel(`${pick} --json`);
  expect(refused.exit).toBe(3);
  expect(refused.json.result.targets[0].picks).toMatchObject([
    { source: sha('web'), outcome: 'refused', reason: expect.stringContaining('it is a change of web') },
    { source: sha('scp') },
    { source: sha('shared') },
  ]);
  expect(refused.json.error.remedy).toContain(`rel --product web pick ${sha('web')}`);
  expect(shop.tip('scp/rc/1.0.0')).toBe(before);

  const picked = await shop.rel(`${pick.replace(`${sha('web')} `, '')} --json`);
  expect([picked.exit, picked.json.result.targets[0].picks.length]).toEqual([0, 2]);
  expect(shop.git(`diff --name-only ${before} scp/rc/1.0.0`, shop.origin)).toBe('scp/a\nshared/c');

  const log = await shop.rel('log 1.0.0 --json');
  expect([log.exit, told(log)]).toEqual([0, ['scp cut', 'web cut', 'scp pick']]);
  const own = await shop.rel('log 1.0.0 --product web --json');
  expect([own.exit, told(own)]).toEqual([0, ['web cut']]);
});

test('both stand on the board, what is to be typed says whose it is, and one is released without the other', async () => {
  const { shop, sha } = twoProducts();
  for (const product of ['scp', 'web'])
    expect((await shop.rel(`cut-rc 1.0.0 --from ${sha('root')} --product ${product}`)).exit).toBe(0);

  const board = await shop.rel('status');
  expect(board.exit).toBe(0);
  expect(board.stdout).toMatch(/^scp 1\.0\.0 {2}scp\/rc\/1\.0\.0/m);
  expect(board.stdout).toMatch(/^web 1\.0\.0 {2}web\/rc\/1\.0\.0/m);
  expect(board.stdout).toContain('rel --product scp promote 1.0.0');

  const either = await shop.rel('gate promote 1.0.0');
  expect([either.exit, either.stderr]).toEqual([
    2,
    expect.stringContaining('1.0.0 is a train of scp and of web'),
  ]);
  const web = await shop.rel('gate promote 1.0.0 --product web');
  expect([web.exit, web.stderr]).toEqual([
    3,
    expect.stringContaining('rel --product web gate promote 1.0.0'),
  ]);

  const promoted = await shop.rel('promote 1.0.0 --product scp --json');
  expect([promoted.exit, promoted.json.result]).toMatchObject([0, { tag: 'scp-v1.0.0', product: 'scp' }]);
  expect(Object.keys(shop.refs()).filter((name) => name.startsWith('refs/tags/'))).toEqual([
    'refs/tags/scp-v1.0.0',
    'refs/tags/scp-v1.0.0-rc.1',
    'refs/tags/web-v1.0.0-rc.1',
  ]);
  // Only web has a live train by now, so that nobody need say so.
  const left = await shop.rel('gate candidate --json');
  expect([left.exit, left.json.result]).toMatchObject([0, { product: 'web', version: '1.0.0' }]);
  const verify = await shop.rel('verify 1.0.0 --product scp --json');
  expect([verify.exit, verify.json.result]).toMatchObject([0, { entries: 2, whole: true }]);
});

test('a fix on production is missing only where it touches the product', async () => {
  const { shop, sha } = twoProducts();
  expect((await shop.rel(`cut-rc 1.0.0 --from ${sha('root')} --product scp`)).exit).toBe(0);
  shop.git(`push -q origin ${sha('web')}:refs/heads/main`);
  const none = await shop.rel('sync-hotfix --check --product scp --json');
  expect([none.exit, none.json.result.targets]).toMatchObject([0, [{ missing: [] }, { missing: [] }]]);
  shop.git(`push -q origin ${sha('scp')}:refs/heads/main`);
  const some = await shop.rel('sync-hotfix --check --product scp --json');
  expect([some.exit, some.json.result.targets]).toMatchObject([
    3,
    [
      { branch: 'devel', missing: [] },
      { branch: 'scp/rc/1.0.0', missing: [{ sha: sha('scp') }] },
    ],
  ]);
});

const shopProducts = `version: 1
repository: acme/shop
branches: { rc: "{product}/rc/{version}", hotfix: "{product}/hotfix/{version}" }
tags: { candidate: "{product}-v{version}-rc.{n}", release: "{product}-v{version}" }
roles: { qa: { teams: [acme/qa], users: [quinn] } }
approvals: { qa: { role: qa, by: [{ label: qa-approved }, { review: true }] } }
pick: { select: { label: "rc/{version}" }, requires: [qa] }
products:
  cart: { paths: ["src/cart/**"] }
  rest: { paths: ["**", "!src/cart/**"] }
`;

scenario('the PRs of one label go to the products that they touch', async (shop) => {
  const start = shop.tip('rc/1.8.0');
  shop.commitOnto('devel', { '.releaserc.yaml': shopProducts }, 'Two products');
  shop.git(`push -q origin ${start}:refs/heads/cart/rc/1.8.0 ${start}:refs/heads/rest/rc/1.8.0`);

  const board = await shop.rel('status --json');
  expect(board.exit).toBe(0);
  const waiting = board.json.result.trains.map(
    ({ product, waiting }: { product: string; waiting: { pr: number }[] }) =>
      `${product}: ${waiting.map(({ pr }) => pr).join(' ')}`,
  );
  // #232 touches both; #243 and #244 are open.
  expect(waiting).toEqual(['cart: 232 235 236', 'rest: 230 231 232 233 234 243 244']);
  expect(board.json.result.unsynced.map(({ product }: { product: string }) => product)).toEqual([
    'rest',
    'rest',
  ]);

  const picked = await shop.rel('pick 232 --into cart/rc/1.8.0 --json');
  expect([picked.exit, picked.json.result]).toMatchObject([0, { product: 'cart' }]);
  const labels = await shop.github('GET', 'issues/232/labels');
  expect(labels.map(({ name }: { name: string }) => name)).toContain('picked/cart@1.8.0');

  const foreign = await shop.rel('pick 230 --into cart/rc/1.8.0');
  expect([foreign.exit, foreign.stdout]).toEqual([3, expect.stringContaining('it is a change of rest')]);
});
