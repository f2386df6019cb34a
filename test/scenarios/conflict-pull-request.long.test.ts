import { describe, expect } from 'vitest';
import { cloneElsewhere } from '../support/elsewhere.ts';
import { type Shop, scenario } from '../support/rig.ts';

const head = 'rel/conflict/1.8.0/236';
const again = 'pick 236 --into 1.8.0 --on-conflict pull-request --json';

interface Row {
  readonly pr: number;
  readonly outcome: string;
}
const told = (rows: readonly Row[]) => rows.map(({ pr, outcome }) => `#${pr} ${outcome}`);
const statusesOf = async (shop: Shop, branch = head): Promise<[string, string][]> =>
  (await shop.github('GET', `commits/${shop.tip(branch)}/statuses`)).map(
    ({ context, state, description }: { context: string; state: string; description: string }) => [
      `${context} ${state}`,
      description,
    ],
  );
const commentOf = async (shop: Shop, number: number): Promise<string> =>
  (await shop.github('GET', `issues/${number}/comments`))
    .map(({ body }: { body: string }) => body)
    .filter((body: string) => body.includes('<!-- rel:picks -->'))
    .join('\n');

describe('rel pick --on-conflict pull-request', () => {
  scenario(
    'a draft PR for the fix that conflicts; the others go on; a person resolves and merges it',
    async (shop) => {
      const before = shop.tip('rc/1.8.0');

      const run = await shop.rel('pick 230 236 231 --into 1.8.0 --on-conflict pull-request --json');

      expect([run.exit, run.json.error.code]).toEqual([4, 'conflict']);
      const [target] = run.json.result.targets;
      expect(told(target.picks)).toEqual(['#230 picked', '#231 picked', '#236 conflict']);
      expect(target).toMatchObject({ before, after: shop.tip('rc/1.8.0') });
      expect(shop.git(`rev-list --count ${before}..rc/1.8.0`, shop.origin)).toBe('2');
      const { pullRequest, paths } = target.picks[2];
      expect(paths).toEqual(['src/cart/voucher.ts']);
      const pull = await shop.github('GET', `pulls/${pullRequest.number}`);
      expect([pull.draft, pull.base.ref, pull.head.ref, pull.commits]).toEqual([true, 'rc/1.8.0', head, 1]);
      expect(pull.assignees.map(({ login }: { login: string }) => login)).toEqual(['dina']);
      expect(pull.body).toContain(`git switch ${head}`);
      const conflicted = shop.git(`show ${head}:src/cart/voucher.ts`, shop.origin);
      expect(conflicted).toContain('<<<<<<< rc/1.8.0\n');
      expect(conflicted).toContain('>>>>>>> #236 Lower the voucher limit to 80 euros');
      expect(await statusesOf(shop)).toEqual([
        ['rel/conflict failure', expect.stringMatching(/^conflict markers: src\/cart\/voucher\.ts:\d+/)],
      ]);
      expect(await commentOf(shop, 236)).toContain(`conflict, to be resolved in #${pullRequest.number} |`);

      const refs = shop.refs();
      const unchanged = await shop.rel(again);
      expect([unchanged.exit, unchanged.json.plan]).toEqual([4, null]);
      expect(unchanged.json.result.targets[0].picks).toMatchObject([{ outcome: 'conflict', pullRequest }]);
      expect(shop.refs()).toEqual(refs);

      const dina = cloneElsewhere(shop.origin, head);
      dina.commit({ 'src/cart/voucher.ts': dina.git('show', `${before}:src/cart/voucher.ts`) }, 'Resolve');
      dina.push();
      const resolved = await shop.rel(again);

      expect(resolved.exit).toBe(0);
      const reason = `waits in #${pullRequest.number}, not yet on rc/1.8.0`;
      expect(resolved.json.result.targets[0].picks).toMatchObject([
        { outcome: 'already', reason, pullRequest },
      ]);
      expect(await statusesOf(shop)).toEqual([['rel/conflict success', 'no conflict marker is left']]);
      expect(await commentOf(shop, 236)).toContain(`| waits in #${pullRequest.number} |`);

      await ready(shop, pull.node_id);
      await shop.github('PUT', `pulls/${pullRequest.number}/merge`, { merge_method: 'squash' }, 'dina');
      const there = await shop.rel(again);
      expect([there.exit, there.json.result.targets[0].picks[0].reason]).toEqual([0, 'by provenance']);
      const labels = (await shop.github('GET', 'issues/236/labels')).map(
        ({ name }: { name: string }) => name,
      );
      expect(labels).toContain('picked/1.8.0');
    },
  );

  scenario(
    'a PR of two commits goes whole; a deletion has no markers, and waits for somebody',
    async (shop) => {
      const dan = cloneElsewhere(shop.origin, 'rc/1.8.0');
      dan.git('rm', '--quiet', 'src/cart/total.ts');
      const tests = dan.git('show', 'HEAD:test/cart.test.ts');
      const rc = dan.commit({ 'test/cart.test.ts': `${tests}\n// The end.\n` }, 'Ours');
      dan.push();

      const run = await shop.rel('pick 231 232 235 --into 1.8.0 --on-conflict pull-request --json');

      expect(run.exit).toBe(4);
      expect(told(run.json.result.targets[0].picks)).toEqual([
        '#231 picked',
        '#232 conflict',
        '#232 conflict',
        '#235 conflict',
      ]);
      expect(shop.git(`rev-list --count ${rc}..rc/1.8.0`, shop.origin)).toBe('1');
      const [whole, gone] = ['rel/conflict/1.8.0/232', 'rel/conflict/1.8.0/235'];
      expect(shop.git(`rev-list --count rc/1.8.0..${whole}`, shop.origin)).toBe('2');
      expect(await statusesOf(shop, gone)).toEqual([
        ['rel/conflict failure', 'nobody has resolved it yet; it has no markers: see the PR'],
      ]);

      const dina = cloneElsewhere(shop.origin, gone);
      dina.git('rm', '--quiet', 'src/cart/total.ts');
      dina.commit({}, 'It stays away');
      dina.push();
      expect((await shop.rel('pick 235 --into 1.8.0')).exit).toBe(0);
      expect(await statusesOf(shop, gone)).toEqual([['rel/conflict success', 'no conflict marker is left']]);
    },
  );

  scenario('closed by a person, it stays closed; what it needed first makes it needless', async (shop) => {
    const run = await shop.rel('pick 235 236 --into 1.8.0 --on-conflict pull-request --json');
    expect(run.exit).toBe(4);
    const [needs, clash] = run.json.result.targets[0].picks.map(
      (pick: { pullRequest: { number: number } }) => pick.pullRequest.number,
    );
    const body = async (number: number) => (await shop.github('GET', `pulls/${number}`)).body;
    expect(await body(needs)).toContain('`rel pick 228 235 --into 1.8.0`');
    expect(await body(clash)).toContain('#225 Lower the voucher limit for the launch of 1.8');

    shop.git('branch rel/conflict/1.8.0/230 devel', shop.origin);
    shop.commitOnto('rc/1.8.0', { 'src/payment/charge.ts': 'Ours\n' }, 'Ours');
    const taken = await shop.rel('pick 230 --into 1.8.0 --on-conflict pull-request --json');
    const reason = 'the branch it would get is there already, and not by rel';
    expect([taken.exit, taken.json.plan, taken.json.result.targets[0].picks[0].reason]).toEqual([
      4,
      null,
      reason,
    ]);

    await shop.github('PATCH', `pulls/${clash}`, { state: 'closed' }, 'dina');
    const refs = shop.refs();
    const closed = await shop.rel(again);
    expect([closed.exit, closed.json.plan]).toEqual([4, null]);
    expect(closed.json.error.remedy).toContain(`delete the branch ${head}`);
    expect(shop.refs()).toEqual(refs);

    const clean = await shop.rel('pick 228 235 --into 1.8.0 --json');
    expect(clean.exit).toBe(0);
    expect(told(clean.json.result.targets[0].picks)).toEqual(['#228 picked', '#235 picked']);
    expect(clean.json.warnings).toEqual([
      expect.stringMatching(`#235 applies cleanly by now: close .*/${needs} `),
    ]);
  });
});

/** Marks a draft PR as ready. */
async function ready(shop: Shop, id: string): Promise<void> {
  const { sandboxConnection } = await import('../../src/sandbox/connection.ts');
  const { fetch } = await sandboxConnection(`${shop.dir}/github`);
  const query = `mutation { markPullRequestReadyForReview(input: { pullRequestId: "${id}" }) { clientMutationId } }`;
  const headers = { authorization: 'token sandbox:dina', 'content-type': 'application/json' };
  const answer = await fetch('http://localhost/graphql', {
    method: 'POST',
    headers,
    body: JSON.stringify({ query }),
  });
  expect(await answer.json()).not.toHaveProperty('errors');
}
