import { describe, expect } from 'vitest';
import { cherryPicked, cloneElsewhere, commitsOf } from '../support/elsewhere.ts';
import { type Shop, scenario } from '../support/rig.ts';

/** Nobody's approval is asked for, so that it is all about which commits a PR is. */
const policy = { '.releaserc.yaml': 'version: 1\nrepository: acme/shop\n' };

const opened = async (shop: Shop, head: string, base = 'devel', draft = false): Promise<number> =>
  (await shop.github('POST', 'pulls', { title: `From ${head}`, head, base, draft }, 'dora')).number;
const merged = async (shop: Shop, number: number, way: string): Promise<string> =>
  (await shop.github('PUT', `pulls/${number}/merge`, { merge_method: way }, 'dora')).sha;

describe('which commits a PR is', () => {
  scenario(
    'a PR inside another is its own commits; into a feature branch, with a warning; twice, once',
    async (shop) => {
      shop.commitOnto('devel', policy, 'Ask for no approval');
      const dora = cloneElsewhere(shop.origin, 'devel');
      dora.git('checkout', '-q', '-b', 'part');
      const own = [
        dora.commit({ 'part-1.md': '1\n' }, 'Part 1'),
        dora.commit({ 'part-2.md': '2\n' }, 'Part 2'),
      ];
      dora.push('part');
      dora.git('checkout', '-q', '-b', 'whole');
      dora.commit({ 'whole.md': 'whole\n' }, 'The whole');
      dora.push('whole');
      const [part, whole] = [await opened(shop, 'part'), await opened(shop, 'whole')];
      const merge = await merged(shop, whole, 'merge');
      dora.git('checkout', '-q', '-b', 'aside', `${merge}^1`);
      dora.push('aside');
      dora.git('checkout', '-q', '-b', 'side');
      dora.commit({ 'aside.md': '1\n' }, 'Aside');
      dora.push('side');
      const side = await opened(shop, 'side', 'aside');
      const squash = await merged(shop, side, 'squash');
      const before = shop.tip('rc/1.8.0');

      const both = await shop.rel(`pick ${part} ${whole} --into 1.8.0 --json --dry-run`);
      expect(both.exit).toBe(0);
      expect(both.json.result.targets[0].picks).toMatchObject([
        ...own.map((source) => ({
          pr: part,
          source,
          outcome: 'already',
          reason: `with #${whole}, which brings it`,
        })),
        { pr: whole, source: merge, outcome: 'picked' },
      ]);

      const run = await shop.rel(`pick ${side} ${part} --into 1.8.0 --json`);
      expect(run.exit).toBe(0);
      expect(run.json.warnings).toEqual([
        expect.stringContaining('.releaserc.yaml in the working tree differs'),
        expect.stringContaining(`#${side} is on aside and not on devel`),
      ]);
      // Which of two branches comes first is a matter of the second in which something landed.
      const order: string[] = run.json.result.targets[0].picks.map((p: { source: string }) => p.source);
      expect([...order].sort()).toEqual([...own, squash].sort());
      expect(order.filter((source) => source !== squash)).toEqual(own);
      const picks = order.map((source) => [source]);
      expect(commitsOf(shop.origin, `${before}..rc/1.8.0`)).toEqual(cherryPicked(shop.origin, before, picks));
    },
  );

  scenario('what is not merged, or is gone with its branch, is refused with what to do', async (shop) => {
    shop.commitOnto('devel', policy, 'Ask for no approval');
    const dora = cloneElsewhere(shop.origin, 'devel');
    dora.push('steps');
    dora.git('checkout', '-q', '-b', 'step');
    dora.commit({ 'step.md': '1\n' }, 'A step');
    dora.push('step');
    const step = await opened(shop, 'step', 'steps');
    await merged(shop, step, 'squash');
    const feature = await opened(shop, 'steps');
    const draft = await opened(shop, 'step', 'devel', true);
    await merged(shop, feature, 'squash');
    shop.git('update-ref -d refs/heads/steps', shop.origin);
    const before = shop.refs();

    for (const [number, message, remedy] of [
      [step, `#${step} was merged into steps, which is gone`, `rel pick ${feature}`],
      [draft, `#${draft} is a draft`, `merge it into devel, then run: rel pick ${draft}`],
    ] as const) {
      const run = await shop.rel(`pick ${number} --into 1.8.0 --json`);
      expect([run.exit, run.json.error.code]).toEqual([2, 'pull-request-not-merged']);
      expect(run.json.error.message).toBe(message);
      expect(run.json.error.remedy).toContain(remedy);
    }
    expect(shop.refs()).toEqual(before);
  });
});
