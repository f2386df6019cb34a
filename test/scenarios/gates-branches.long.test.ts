import { describe, expect } from 'vitest';
import { scenario } from '../support/rig.ts';

describe('a gate on branches and tickets', () => {
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

  scenario(
    'lets a fix onto the train whose issue is filled in and went through the workflow',
    async (shop) => {
      const rule =
        '{ id: reported, kind: tickets, sections: [Steps], milestone: "{version}", labels: [L2, RTE] }';
      shop.commitOnto(
        'devel',
        { '.releaserc.yaml': `version: 1\ngates: { pick: [${rule}] }\n` },
        'Fixes need a ticket',
      );
      const picked = async () => {
        const run = await shop.rel('pick 230 231 --into 1.8.0 --dry-run --json');
        const { picks } = run.json.result.targets[0];
        return [
          run.exit,
          ...picks.map(({ pr, reason }: { pr: number; reason?: string }) => [pr, reason ?? '']),
        ];
      };
      const put = (label: string) => shop.github('POST', 'issues/220/labels', { labels: [label] }, 'quinn');

      await put('RTE');
      await shop.github('PATCH', 'issues/220', { body: '### Steps\n\n_No response_' });
      const lacking = expect.stringMatching(
        /^#230 closes #220, which has nothing under `Steps`; .* did not go through L2, RTE: it went RTE, and L2 is to come$/,
      );
      const none = [231, '#231 closes no issue'];
      expect(await picked()).toEqual([3, [230, lacking], none]);

      await shop.github('PATCH', 'issues/220', { body: '### Steps\n\nClick twice.' });
      await put('L2');
      await shop.github('DELETE', 'issues/220/labels/RTE');
      await put('RTE');
      await shop.github('PATCH', 'pulls/231', { body: 'Resolves #220' });
      expect(await picked()).toEqual([0, [230, ''], [231, '']]);
    },
  );

  scenario(
    'waits until every feature branch of the version is on develop, or could be at once',
    async (shop) => {
      const rule = '{ id: ready, kind: feature-branches, match: "feature/{version}/*" }';
      const policy = { '.releaserc.yaml': `version: 1\ngates: { cut: [${rule}] }\n` };
      const devel = shop.commitOnto('devel', policy, 'Features first');
      const judged = async () => {
        const run = await shop.rel('gate cut 1.9.0 --json');
        const { code, message } = run.json.result.verdicts[0];
        return [run.exit, code.replace('feature-branches.', ''), message];
      };
      const branch = (ref: string) =>
        shop.github('POST', 'git/refs', { ref: `refs/heads/${ref}`, sha: devel });
      const open = (head: string, base: string) =>
        shop.github('POST', 'pulls', { title: head, head, base }, 'dora');
      const status = (sha: string, state: string) =>
        shop.github('POST', `statuses/${sha}`, { state, context: 'build' });

      expect(await judged()).toEqual([3, 'none', expect.stringContaining('feature/1.9.0/*')]);

      // A feature branch, and a PR into it.
      const gifts = 'feature/1.9.0/gifts';
      for (const name of [gifts, 'wrap']) await branch(name);
      shop.commitOnto('wrap', { 'src/wrap.ts': 'export const paper = "red";\n' }, 'Wrap it');
      const wrap = await open('wrap', gifts);
      expect(await judged()).toEqual([3, 'open-pull-requests', `${gifts} waits for #${wrap.number}`]);
      await shop.github('PUT', `pulls/${wrap.number}/merge`, { merge_method: 'squash' });
      await status(shop.tip(gifts), 'failure');
      expect(await judged()).toEqual([3, 'no-pull-request', expect.stringContaining('build is failure')]);

      const own = await open(gifts, 'devel');
      await status(shop.tip(gifts), 'success');
      expect(await judged()).toEqual([0, 'ready', expect.stringContaining(gifts)]);
      await shop.github('PUT', `pulls/${own.number}/merge`, { merge_method: 'squash' });
      expect(await judged()).toEqual([0, 'merged', expect.stringContaining('on devel')]);
    },
  );
});
