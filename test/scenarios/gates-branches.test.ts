import { describe, expect } from 'vitest';
import { scenario } from '../support/rig.ts';

describe('a gate on branches', () => {
  scenario('merges in memory, and names the open PRs that would conflict afterwards', async (shop) => {
    const judged = async () => {
      const run = await shop.rel('gate candidate 1.8.0 --json');
      const { code, message } = run.json.result.verdicts[0];
      return [run.exit, code, message];
    };
    const policy = (more: string) => ({
      '.releaserc.yaml': `version: 1\ngates: { candidate: [{ id: back, kind: merges-cleanly, into: [develop]${more} }] }\n`,
    });
    const delivery = 'src/shipping/delivery.ts';
    const line = '  return new Date(now.getTime() + days * dayMillis);';
    const changed = (branch: string, text: string) => ({
      [delivery]: shop.git(['show', `${branch}:${delivery}`], shop.origin).replace(line, text),
    });

    // #243 is open against devel and changes this very line.
    shop.commitOnto('devel', policy(''), 'What is on a train must go back');
    shop.commitOnto('rc/1.8.0', changed('rc/1.8.0', '  return new Date(Date.now());'), 'Deliver at once');
    expect(await judged()).toEqual([
      0,
      'merges-cleanly.clean',
      expect.stringContaining(`afterwards #243 in ${delivery} would conflict with devel`),
    ]);
    shop.commitOnto('devel', policy(', breaking: fail'), 'Break nobody');
    expect(await judged()).toEqual([3, 'merges-cleanly.breaks', expect.stringContaining('#243')]);

    shop.commitOnto('devel', changed('devel', '  return now;'), 'Deliver yesterday');
    const before = shop.refs();
    expect(await judged()).toEqual([
      3,
      'merges-cleanly.conflict',
      expect.stringContaining(`conflicts with devel (${delivery})`),
    ]);
    expect(shop.refs()).toEqual(before);
  });
});
