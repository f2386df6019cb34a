import { expect } from 'vitest';
import { type Shop, scenario } from '../support/rig.ts';

const policy = 'version: 1\npromote: { deliver: pull-request, next: none }\n';

/** Production takes PRs only, and the candidate waits in one. */
async function waits(shop: Shop): Promise<{ number: number; candidate: string }> {
  shop.commitOnto('devel', { '.releaserc.yaml': policy }, 'Release by PR');
  const before = shop.refs();
  const run = await shop.rel('promote --json');
  expect([run.exit, run.json.result]).toMatchObject([0, { done: false, main: shop.tip('main') }]);
  const { number, head } = run.json.result.pullRequest;
  const candidate = shop.tip('v1.8.0-rc.2');
  expect([head, shop.tip(head)]).toEqual(['rel/promote/v1.8.0', candidate]);
  expect({ ...shop.refs(), 'refs/rel/ledger': '' }).toEqual({
    ...before,
    'refs/heads/rel/promote/v1.8.0': candidate,
    [`refs/pull/${number}/head`]: candidate,
    'refs/rel/ledger': '',
  });
  return { number, candidate };
}

const merge = (shop: Shop, number: number, merge_method: string) =>
  shop.github('PUT', `pulls/${number}/merge`, { merge_method }, 'omar');

scenario('where production takes PRs only, a candidate is released once its PR is merged', async (shop) => {
  await shop.github('PUT', 'branches/main/protection', {
    required_status_checks: null,
    enforce_admins: true,
    required_pull_request_reviews: { required_approving_review_count: 0 },
    restrictions: null,
  });
  await shop.syncedCandidate();
  const refused = await shop.rel('promote --json');
  expect([refused.exit, refused.json.error]).toMatchObject([
    6,
    { code: 'push-refused', remedy: expect.stringContaining('`promote: { deliver: pull-request }`') },
  ]);
  const { number, candidate } = await waits(shop);
  const { title, body } = await shop.github('GET', `pulls/${number}`);
  expect([title, body]).toEqual(['Release 1.8.0', expect.stringContaining('Merge it with a merge commit.')]);

  const [refs, told] = [shop.refs(), await shop.told()];
  for (const line of ['promote', 'continue']) {
    const again = await shop.rel(line);
    expect([again.exit, again.stdout]).toEqual([0, expect.stringContaining(`waits for #${number}`)]);
  }
  expect([shop.refs(), await shop.told()]).toEqual([refs, told]);
  const status = await shop.rel('status 1.8');
  expect([status.exit, status.stdout]).toEqual([0, expect.stringContaining(`merge #${number} into main`)]);

  await merge(shop, number, 'merge');
  const done = await shop.rel('continue --json');
  expect([done.exit, done.json.result.continued]).toEqual([0, 'promote']);
  expect([shop.tip('v1.8.0'), shop.tip('main^2')]).toEqual([candidate, candidate]);
  expect((await shop.github('GET', 'releases/latest')).tag_name).toBe('v1.8.0');
  const log = await shop.rel('log 1.8.0 --json');
  expect([log.exit, log.json.result.entries.map(({ kind }: { kind: string }) => kind)]).toEqual([
    0,
    ['promote-request', 'promote'],
  ]);
  const finished = await shop.rel('promote 1.8.0');
  expect([finished.exit, finished.stdout]).toEqual([0, expect.stringContaining('nothing to do')]);
});

scenario(
  'a PR that was squashed has not brought the candidate itself: that is said, nothing tagged',
  async (shop) => {
    await shop.syncedCandidate();
    const { number } = await waits(shop);
    await merge(shop, number, 'squash');
    const before = shop.refs();
    const run = await shop.rel('promote --json');
    expect([run.exit, run.json.error]).toMatchObject([
      4,
      { code: 'merged-otherwise', remedy: expect.stringContaining('gh pr create --head rel/promote/v1.8.0') },
    ]);
    expect(shop.refs()).toEqual(before);

    const again = { title: 'Once more', head: 'rel/promote/v1.8.0', base: 'main' };
    const second = await shop.github('POST', 'pulls', again);
    await merge(shop, second.number, 'merge');
    const promoted = await shop.rel('promote');
    expect([promoted.exit, shop.tip('v1.8.0')]).toEqual([0, shop.tip('v1.8.0-rc.2')]);
  },
);
