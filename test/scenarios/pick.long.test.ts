import { describe, expect } from 'vitest';
import { cherryPicked, cloneElsewhere, commitsOf } from '../support/elsewhere.ts';
import { type Shop, scenario } from '../support/rig.ts';

interface Row {
  readonly pr?: number;
  readonly outcome: string;
}
const told = (rows: readonly Row[]) => rows.map((row) => `#${row.pr} ${row.outcome}`);

describe('rel pick of PRs', () => {
  scenario(
    'a merge, a squash and a rebase are what git cherry-pick -x makes, in landing order',
    async (shop) => {
      const before = shop.tip('rc/1.8.0');
      const line = 'pick 232 231 230 #231 --into 1.8.0 --json';
      const dry = await shop.rel(`${line} --dry-run`);
      expect([dry.exit, shop.tip('rc/1.8.0')]).toEqual([0, before]);

      const run = await shop.rel(line);

      expect(run.exit).toBe(0);
      const [target] = run.json.result.targets;
      expect(target.tree).toBe(dry.json.result.targets[0].tree);
      expect(target).toMatchObject({ branch: 'rc/1.8.0', before, after: shop.tip('rc/1.8.0') });
      expect(target.tree).toBe(shop.git('rev-parse rc/1.8.0^{tree}', shop.origin));
      expect(told(target.picks)).toEqual(['#230 picked', '#231 picked', '#232 picked', '#232 picked']);
      const [merge, squash, rebase] = [
        await landed(shop, 230),
        await landed(shop, 231),
        await landed(shop, 232),
      ];
      const picks = [['-m', '1', merge], [squash], [`${rebase}^`], [rebase]];
      expect(commitsOf(shop.origin, `${before}..rc/1.8.0`)).toEqual(cherryPicked(shop.origin, before, picks));
      expect(shop.git(['log', '-1', '--format=%(trailers)', 'rc/1.8.0'], shop.origin)).toContain(
        'Pull-Request: #232',
      );
    },
  );

  scenario('what is there is not picked again, whoever brought it, unless it was reverted', async (shop) => {
    const [merge, squash, rebase] = [
      await landed(shop, 230),
      await landed(shop, 231),
      await landed(shop, 232),
    ];
    const clone = cloneElsewhere(shop.origin, 'rc/1.8.0');
    clone.git('cherry-pick', '-x', '-m', '1', merge);
    clone.git('cherry-pick', squash);
    clone.git('cherry-pick', '--no-commit', `${rebase}^`, rebase);
    clone.commit({ 'NOTICE.md': 'Both at once\n' }, 'A quantity of zero, by hand');
    clone.push();
    const before = shop.refs();

    const nothing = await shop.rel('pick 225 230 231 232 --into rc/1.8.0 --json');

    expect([nothing.exit, nothing.json.plan]).toEqual([0, null]);
    expect(nothing.json.result.targets[0].picks).toMatchObject([
      { pr: 225, outcome: 'already', reason: 'by ancestry', commit: await landed(shop, 225) },
      { pr: 230, outcome: 'already', reason: 'by provenance' },
      { pr: 231, outcome: 'already', reason: 'by patch-id' },
      { pr: 232, outcome: 'empty' },
      { pr: 232, outcome: 'empty' },
    ]);
    expect(shop.refs()).toEqual(before);

    clone.git('revert', '--no-edit', 'HEAD~2', 'HEAD~1');
    clone.push();
    const again = await shop.rel('pick 230 231 232 --into rc/1.8.0 --json');
    expect(again.exit).toBe(0);
    const outcomes = ['#230 picked', '#231 picked', '#232 empty', '#232 empty'];
    expect(told(again.json.result.targets[0].picks)).toEqual(outcomes);
  });

  scenario('several targets stand alone, and the worst decides the exit code', async (shop) => {
    const next = cloneElsewhere(shop.origin, 'devel');
    next.git('reset', '--quiet', '--hard', `${await landed(shop, 235)}^`);
    next.push('rc/1.9.0');
    const [rc8, rc9] = [shop.tip('rc/1.8.0'), shop.tip('rc/1.9.0')];

    const conflict = await shop.rel('pick 236 230 --into 1.8.0 --into 1.9.0 --json');

    expect(conflict.exit).toBe(4);
    expect(conflict.json.error.message).toContain('rc/1.8.0: #236 conflicts');
    const [stays, moves] = conflict.json.result.targets;
    expect(stays).toMatchObject({ before: rc8, after: rc8, tree: shop.git(`rev-parse ${rc8}^{tree}`) });
    expect(stays.picks).toMatchObject([
      { pr: 230, outcome: 'refused', reason: expect.stringContaining('held back') },
      { pr: 236, outcome: 'conflict', paths: ['src/cart/voucher.ts'] },
    ]);
    expect(told(moves.picks)).toEqual(['#230 already', '#236 picked']);
    expect([shop.tip('rc/1.8.0'), shop.tip('rc/1.9.0')]).toEqual([rc8, moves.after]);
    expect(shop.git('rev-parse rc/1.9.0^', shop.origin)).toBe(rc9);

    // 233 has nobody's approval; where it is already, none is needed.
    const refused = await shop.rel('pick 233 --into 1.8.0 --into 1.9.0 --json');
    expect([refused.exit, refused.json.error.code]).toEqual([3, 'gate-failed']);
    expect(refused.json.result.targets.map((t: { picks: Row[] }) => told(t.picks))).toEqual([
      ['#233 refused'],
      ['#233 already'],
    ]);
  });

  scenario('--all-or-nothing is one push for all targets, or none', async (shop) => {
    const next = cloneElsewhere(shop.origin, 'devel');
    next.git('reset', '--quiet', '--hard', `${await landed(shop, 230)}^`);
    next.push('rc/1.9.0');
    const before = shop.refs();

    const stuck = await shop.rel('pick 236 --into 1.8 --into 1.9 --all-or-nothing --json');
    expect([stuck.exit, shop.refs()]).toEqual([4, before]);

    const run = await shop.rel('pick 230 --into 1.8 --into 1.9 --all-or-nothing --json -v');

    expect(run.exit).toBe(0);
    expect(run.stderr.match(/git push --atomic/g)).toHaveLength(1);
    const targets = run.json.result.targets.map((t: { branch: string; after: string }) => [
      t.branch,
      t.after,
    ]);
    expect(targets).toEqual([
      ['rc/1.8.0', shop.tip('rc/1.8.0')],
      ['rc/1.9.0', shop.tip('rc/1.9.0')],
    ]);
    for (const version of ['1.8.0', '1.9.0']) {
      const log = await shop.rel(`log ${version} --json`);
      expect(log.exit).toBe(0);
      expect(log.json.result.entries.at(-1)).toMatchObject({ kind: 'pick', branch: `rc/${version}` });
    }
  });

  scenario('--approved takes what is selected, merged and approved, and nothing else', async (shop) => {
    const stuck = await shop.rel('pick --approved --json');
    expect(stuck.exit).toBe(4);
    const conflicts = stuck.json.result.targets[0].picks.filter((p: Row) => p.outcome === 'conflict');
    expect(conflicts).toMatchObject([
      { pr: 235, paths: ['src/cart/total.ts'] },
      { pr: 236, paths: ['src/cart/voucher.ts'] },
    ]);

    await shop.github('DELETE', 'issues/236/labels/rc%2F1.8.0');
    const run = await shop.rel('pick 228 --approved --json');

    expect(run.exit).toBe(0);
    const taken = ['#228', '#230', '#231', '#232', '#232', '#235'].map((number) => `${number} picked`);
    expect(told(run.json.result.targets[0].picks).sort()).toEqual(taken);
    const log = await shop.rel('log 1.8.0 --json');
    expect(log.exit).toBe(0);
    const { judgements } = log.json.result.entries[0];
    expect(judgements.map((judgement: { passed: boolean }) => judgement.passed)).toEqual([
      true,
      true,
      true,
      true,
      true,
    ]);
  });
});

/** The commit that GitHub says a PR became on its base. */
const landed = async (shop: Shop, number: number): Promise<string> =>
  (await shop.github('GET', `pulls/${number}`)).merge_commit_sha;
