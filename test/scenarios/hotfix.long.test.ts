import { describe, expect } from 'vitest';
import { shopPolicy } from '../../src/sandbox/seed/policy.ts';
import { type Shop, scenario } from '../support/rig.ts';
import { as, verdicts } from '../support/ways.ts';

const policy = `${shopPolicy}  hotfix:
    - { id: ci, kind: checks, names: [build, unit], app: github-actions }
    - { id: qa, kind: sign-off, roles: [qa] }
lines: ["1.6", "1.5"]
`;

/** A PR into a branch, merged as one commit. */
async function merged(shop: Shop, base: string, title: string, files: Record<string, string>): Promise<void> {
  shop.git(`branch hot/${base} ${base}`, shop.origin);
  shop.commitOnto(`hot/${base}`, files, title);
  const { number } = await shop.github('POST', 'pulls', { title, head: `hot/${base}`, base }, 'dora');
  const merge = { merge_method: 'squash', commit_title: `${title} (#${number})` };
  await shop.github('PUT', `pulls/${number}/merge`, merge, 'dora');
}

const latest = async (shop: Shop): Promise<string> => (await shop.github('GET', 'releases/latest')).tag_name;

describe('rel cut-hotfix', () => {
  scenario(
    'a hotfix of production: cut, mended by a PR and a pick, tagged, tested, released',
    async (shop) => {
      shop.commitOnto('devel', { '.releaserc.yaml': policy }, 'Gates of a hotfix');
      await theCut(shop);
      await theFixes(shop);
      await theRelease(shop);
      await nothingTwice(shop);
    },
  );

  scenario('an older line: mended and released beside production, and never the latest', async (shop) => {
    shop.commitOnto('devel', { '.releaserc.yaml': policy }, 'Older lines');
    const refs = shop.refs();
    const unreleased = await shop.rel('cut-hotfix 1.5.3 --json');
    expect([unreleased.exit, unreleased.json.error.code]).toEqual([2, 'unknown-version']);
    const crossed = await shop.rel('cut-hotfix 1.7.2 --line 1.6');
    expect([crossed.exit, shop.refs()]).toEqual([2, refs]);

    expect((await shop.rel('cut-hotfix --line 1.6 --dry-run --plan-out ../plan.json')).exit).toBe(0);
    expect(shop.refs()).toEqual(refs);
    expect((await shop.rel('apply ../plan.json')).exit).toBe(0);
    expect(shop.tip('hotfix/1.6.1')).toBe(shop.tip('v1.6.0'));
    const again = await shop.rel('apply ../plan.json');
    expect([again.exit, again.stdout]).toEqual([0, expect.stringContaining('nothing to do')]);
    await merged(shop, 'hotfix/1.6.1', 'Mend old carts', { 'src/cart/old.ts': 'export {};\n' });
    expect((await shop.rel('tag-rc 1.6')).exit).toBe(0);
    expect((await shop.rel(`sandbox ci ${shop.dir} v1.6.1-rc.1`)).exit).toBe(0);
    expect((await shop.rel('sign-off 1.6.1 --as qa', as('quinn'))).exit).toBe(0);

    const main = shop.tip('main');
    const promoted = await shop.rel('promote 1.6.1 --json');
    expect(promoted.exit, promoted.stderr).toBe(0);
    expect(promoted.json.result).toMatchObject({ tag: 'v1.6.1', sha: shop.tip('hotfix/1.6.1'), main });
    expect([shop.tip('main'), await latest(shop)]).toEqual([main, 'v1.7.1']);
    const { body, draft } = await shop.github('GET', 'releases/tags/v1.6.1');
    expect([draft, body.match(/^- /gm)?.length]).toEqual([false, 1]);
  });
});

async function theCut(shop: Shop): Promise<void> {
  const main = shop.tip('main');
  const cut = await shop.rel('cut-hotfix --json');
  expect(cut.exit).toBe(0);
  expect(cut.json.warnings.join('\n')).not.toContain('in no release');
  expect(cut.json.result).toEqual({
    ...{ version: '1.7.2', line: '1.7', branch: 'hotfix/1.7.2', from: 'main', sha: main, done: true },
  });
  expect([shop.tip('hotfix/1.7.2'), shop.tip('main')]).toEqual([main, main]);
  const drafts = (await shop.github('GET', 'releases')).filter((r: { draft: boolean }) => r.draft);
  expect(drafts.map((r: { tag_name: string }) => r.tag_name)).toContain('v1.7.2');

  const status = await shop.rel('status 1.7.2');
  expect(status.exit).toBe(0);
  expect(status.stdout).toContain(
    'next: rte: bring the fix: a PR into hotfix/1.7.2, or rel pick PR --into 1.7.2',
  );
  const early = await shop.rel('tag-rc 1.7.2');
  expect([early.exit, early.stderr]).toEqual([3, expect.stringContaining('hotfix/1.7.2 holds no fix yet')]);
  const second = await shop.rel('cut-hotfix 1.7.3');
  expect([second.exit, second.stderr]).toEqual([
    2,
    expect.stringContaining('1.7.2 is the hotfix of its line'),
  ]);
}

async function theFixes(shop: Shop): Promise<void> {
  await merged(shop, 'hotfix/1.7.2', 'Refuse stolen cards', { 'src/payment/stolen.ts': 'export {};\n' });
  const pick = await shop.rel('pick 231 --into 1.7 --json');
  expect(pick.exit, pick.stderr).toBe(0);
  expect(pick.json.result.targets).toMatchObject([
    { branch: 'hotfix/1.7.2', picks: [{ pr: 231, outcome: 'picked' }] },
  ]);
}

async function theRelease(shop: Shop): Promise<void> {
  expect((await shop.rel('tag-rc 1.7.2')).exit).toBe(0);
  const candidate = shop.tip('v1.7.2-rc.1');
  const stopped = await shop.rel('promote 1.7.2 --json');
  expect([stopped.exit, verdicts(stopped)]).toEqual([3, { ci: 'unknown', qa: 'unknown' }]);
  expect(stopped.json.result.judgement.stage).toBe('hotfix');

  expect((await shop.rel(`sandbox ci ${shop.dir} v1.7.2-rc.1`)).exit).toBe(0);
  expect((await shop.rel('sign-off 1.7.2 --as qa', as('quinn'))).exit).toBe(0);
  const promoted = await shop.rel('promote 1.7.2 --json');
  expect(promoted.exit, promoted.stderr).toBe(0);
  expect(promoted.json.result).toMatchObject({ tag: 'v1.7.2', sha: candidate, main: candidate });
  expect([shop.tip('v1.7.2'), shop.tip('main'), await latest(shop)]).toEqual([
    candidate,
    candidate,
    'v1.7.2',
  ]);
  const { body } = await shop.github('GET', 'releases/tags/v1.7.2');
  expect(body).toContain('Refuse stolen cards');
  expect(body).toContain('Ask for a postcode (#231)');
  expect(body.match(/^- /gm)).toHaveLength(2);
  const log = await shop.rel('log 1.7.2');
  expect(log.exit).toBe(0);
  expect(log.stdout).toMatch(/cut hotfix\/1\.7\.2 from main .*\n.*picked #231.*\n.*candidate v1\.7\.2-rc\.1/);
}

async function nothingTwice(shop: Shop): Promise<void> {
  const [refs, told] = [shop.refs(), await shop.told()];
  for (const line of ['cut-hotfix 1.7.2', 'tag-rc 1.7.2', 'promote 1.7.2']) {
    const again = await shop.rel(line);
    expect([again.exit, again.stdout], line).toEqual([0, expect.stringContaining('nothing to do')]);
  }
  expect([shop.refs(), await shop.told()]).toEqual([refs, told]);
}
