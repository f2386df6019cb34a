import { describe, expect, test } from 'vitest';
import { cherryPicked, cloneElsewhere, commitsOf } from '../support/elsewhere.ts';
import { plainShop, start } from '../support/plain-shop.ts';
import { scenario } from '../support/rig.ts';

describe('what was reverted on the branch it landed on', () => {
  scenario('a PR is refused with the revert named, unless it is wanted all the same', async (shop) => {
    const landed = (await shop.github('GET', 'pulls/231')).merge_commit_sha;
    const devel = cloneElsewhere(shop.origin, 'devel');
    devel.git('revert', '--no-commit', landed);
    devel.git('commit', '-q', '-m', 'Revert "Postcodes" (#260)\n\nReverts acme/shop#231');
    devel.push();
    const before = shop.refs();

    const refused = await shop.rel('pick 230 231 --into 1.8.0 --json');

    expect([refused.exit, shop.refs()]).toEqual([3, before]);
    const by = `reverted on devel by ${shop.tip('devel').slice(0, 10)} (#260)`;
    expect(refused.json.result.targets[0].picks).toMatchObject([
      { pr: 230, outcome: 'refused', reason: expect.stringContaining('held back') },
      { pr: 231, outcome: 'refused', reason: by },
    ]);
    expect(refused.json.error.remedy).toContain('rel pick 231 --include-reverted');

    const status = await shop.rel('status 1.8.0 --json');
    expect(status.exit).toBe(0);
    const [train] = status.json.result.trains;
    const waiting = train.waiting.find((fix: { pr: number }) => fix.pr === 231);
    expect(waiting).toMatchObject({ approved: true, applies: 'clean', reason: by });
    expect(train.actors[0].does).not.toMatch(/\b231\b/);

    const run = await shop.rel('pick 231 --into 1.8.0 --include-reverted --json');
    expect(run.exit).toBe(0);
    expect(run.json.result.targets[0].picks).toMatchObject([{ pr: 231, outcome: 'picked' }]);
  });

  test('its re-landing goes, and with it the same change once', async () => {
    const { shop, sha } = plainShop(
      [
        { name: 'root', files: start },
        { name: 'fix', parents: ['root'], files: { ...start, a: '2\n' } },
        { name: 'other', parents: ['fix'], files: { ...start, a: '2\n', b: '2\n' } },
      ],
      { devel: 'other', 'rc/1.0.0': 'root' },
    );
    const devel = cloneElsewhere(shop.origin, 'devel');
    devel.git('revert', '--no-edit', sha('fix'));
    const revert = devel.git('rev-parse', 'HEAD').trim();
    devel.git('revert', '--no-edit', 'HEAD');
    const again = devel.git('rev-parse', 'HEAD').trim();
    devel.push();

    const refused = await shop.rel(`pick ${sha('fix')} --into 1.0.0 --json`);

    expect(refused.exit).toBe(3);
    const [row] = refused.json.result.targets[0].picks;
    expect(row.reason).toContain(`by ${revert.slice(0, 10)}, and landed again by ${again.slice(0, 10)}`);
    expect(refused.json.error.remedy).toContain(`rel pick ${again.slice(0, 10)}`);

    const run = await shop.rel(`pick ${again} ${sha('fix')} --into 1.0.0 --json`);
    expect(run.exit).toBe(0);
    const [target] = run.json.result.targets;
    expect(target.picks).toMatchObject([
      { source: sha('fix'), outcome: 'picked' },
      { source: again, outcome: 'already', commit: target.after },
    ]);
    const picked = cherryPicked(shop.origin, sha('root'), [[sha('fix')]]);
    expect(commitsOf(shop.origin, `${sha('root')}..rc/1.0.0`)).toEqual(picked);
  });
});
