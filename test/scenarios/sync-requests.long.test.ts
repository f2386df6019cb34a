import { describe, expect } from 'vitest';
import { sandboxConnection } from '../../src/sandbox/connection.ts';
import { cloneElsewhere } from '../support/elsewhere.ts';
import { type Shop, scenario } from '../support/rig.ts';

const head = 'rel/pick/devel';
const sync = 'sync-hotfix --into devel --json';
const into = async (shop: Shop, number: number, way: string) =>
  shop.github('PUT', `pulls/${number}/merge`, { merge_method: way }, 'dora');
const pulls = async (shop: Shop): Promise<{ number: number; head: { ref: string } }[]> =>
  (await shop.github('GET', 'pulls?state=open')).filter((pr: { head: { ref: string } }) =>
    pr.head.ref.startsWith('rel/'),
  );
/** The rules of rulesets that devel has from now on. */
async function rulesets(shop: Shop, rules: readonly object[]): Promise<void> {
  const { fetch } = await sandboxConnection(`${shop.dir}/github`);
  const body = JSON.stringify([{ branches: ['devel'], rules }]);
  const answer = await fetch('http://localhost/_sandbox/rulesets', { method: 'PUT', body });
  if (!answer.ok) throw new Error(await answer.text());
}
const byRequest = { type: 'pull_request', parameters: {} };

describe('rel sync-hotfix, where the branch wants a PR', () => {
  for (const way of ['merge', 'squash', 'rebase'] as const) {
    scenario(`one PR, kept up to date; merged by ${way}, nothing is seen again`, async (shop) => {
      await rulesets(shop, [byRequest]);
      const before = shop.tip('devel');

      const first = await shop.rel(sync);

      expect(first.exit).toBe(0);
      const [target] = first.json.result.targets;
      expect(target).toMatchObject({ branch: 'devel', outcome: 'waits', pullRequest: { head } });
      const { number } = target.pullRequest;
      expect(shop.tip('devel')).toBe(before);
      const pull = await shop.github('GET', `pulls/${number}`);
      expect([pull.base.ref, pull.title]).toEqual([
        'devel',
        'Sync main into devel: Refuse expired cards (#240)',
      ]);
      expect(shop.git(`rev-parse ${head}^2`, shop.origin)).toBe(shop.tip('main'));

      const again = await shop.rel(sync);
      expect([again.exit, again.json.plan]).toEqual([0, null]);
      expect(again.json.result.targets[0]).toMatchObject({ outcome: 'waits', pullRequest: { number } });
      const check = await shop.rel('sync-hotfix --into devel --check');
      expect(check.exit).toBe(3);

      if (way === 'squash') {
        shop.commitOnto('main', { 'NOTICE.md': 'One more\n' }, 'Say what is ours');
        const more = await shop.rel(sync);
        expect(more.exit).toBe(0);
        expect(more.json.result.targets[0]).toMatchObject({ outcome: 'waits', pullRequest: { number } });
        expect((await pulls(shop)).map((pr) => pr.number)).toEqual([number]);
        expect((await shop.github('GET', `pulls/${number}`)).title).toBe('Sync main into devel: 2 changes');
      }
      await into(shop, number, way);

      const landed = shop.refs();
      const done = await shop.rel('sync-hotfix --into devel --check --json');
      expect([done.exit, done.json.result.targets[0].outcome]).toEqual([0, 'up-to-date']);
      const nothing = await shop.rel(sync);
      expect([nothing.exit, nothing.json.plan]).toEqual([0, null]);
      expect(shop.refs()).toEqual(landed);
      expect(await pulls(shop)).toEqual([]);
    });
  }

  scenario('a linear history takes picks; without a rule it is a merge', async (shop) => {
    await rulesets(shop, [{ type: 'required_linear_history' }]);
    const before = shop.tip('devel');

    const picked = await shop.rel(sync);

    expect(picked.exit).toBe(0);
    expect(picked.json.result.targets).toMatchObject([{ branch: 'devel', outcome: 'picked' }]);
    expect(shop.git(`rev-list --count --no-merges ${before}..devel`, shop.origin)).toBe('1');
    expect(shop.git('log -1 --format=%b devel', shop.origin)).toContain('(cherry picked from commit');

    shop.commitOnto('main', { 'NOTICE.md': 'One more\n' }, 'Say what is ours');
    await rulesets(shop, []);
    const merged = await shop.rel('sync-hotfix');
    expect(merged.exit).toBe(0);
    expect(merged.stdout).toMatch(/^devel merged to (.|\n)*rc\/1\.8\.0 picked to /);
    expect(shop.git('rev-parse devel^2', shop.origin)).toBe(shop.tip('main'));
    const nothing = await shop.rel('sync-hotfix');
    expect(nothing.exit).toBe(0);
    expect(nothing.stdout.match(/nothing to do/g)).toHaveLength(2);
  });
});

describe('rel sync-hotfix, where a change conflicts', () => {
  scenario(
    'a draft PR for it, given to its author; the other branch and the other change go on',
    async (shop) => {
      const dan = cloneElsewhere(shop.origin, 'devel');
      shop.commitOnto('main', { 'NOTICE.md': 'One more\n' }, 'Say what is ours');
      const files = shop.git('diff-tree -r --name-only --no-commit-id main~1', shop.origin).split('\n');
      dan.commit(Object.fromEntries(files.map((file) => [file, 'Ours\n'])), 'All of it otherwise');
      dan.push();

      const run = await shop.rel('sync-hotfix --on-conflict pull-request --json');

      expect(run.exit).toBe(4);
      const [devel, rc] = run.json.result.targets;
      expect(devel).toMatchObject({ branch: 'devel', outcome: 'conflict', after: shop.tip('devel') });
      expect(rc).toMatchObject({ branch: 'rc/1.8.0', outcome: 'picked' });
      const { pullRequest } = devel.picks.find((pick: { outcome: string }) => pick.outcome === 'conflict');
      const pull = await shop.github('GET', `pulls/${pullRequest.number}`);
      expect([pull.draft, pull.base.ref, pull.assignees.length]).toEqual([true, 'devel', 1]);
      expect(pull.body).toContain('whoever runs: `rel sync-hotfix --into devel`');
      const refs = shop.refs();
      const again = await shop.rel('sync-hotfix --on-conflict pull-request --json');
      expect([again.exit, again.json.plan]).toEqual([4, null]);
      expect(shop.refs()).toEqual(refs);
    },
  );
});
