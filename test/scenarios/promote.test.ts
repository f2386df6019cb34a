import { expect } from 'vitest';
import { type Shop, scenario } from '../support/rig.ts';

const releasesOf = async (shop: Shop) =>
  (await shop.github('GET', 'releases')).filter(
    ({ tag_name }: { tag_name: string }) => tag_name === 'v1.8.0',
  );
const milestones = async (shop: Shop) =>
  Object.fromEntries(
    (await shop.github('GET', 'milestones?state=all')).map((m: { title: string; state: string }) => [
      m.title,
      m.state,
    ]),
  );

scenario(
  'the draft grows with its candidates and is published as people left it; milestones go on',
  async (shop) => {
    shop.commitOnto('devel', { '.releaserc.yaml': 'version: 1\npromote: { next: patch }\n' }, 'Patches next');
    await shop.syncedCandidate();
    shop.commitOnto('rc/1.8.0', { 'hours.txt': '9 to 5\n' }, 'Hours');
    const tagged = await shop.rel('tag-rc');
    expect(tagged.exit).toBe(0);
    const [draft] = await releasesOf(shop);
    expect(draft).toMatchObject({ draft: true, body: expect.stringContaining('Hours') });
    await shop.github('PATCH', `releases/${draft.id}`, { body: `Read this first.\n\n${draft.body}` });

    shop.commitOnto('rc/1.8.0', { 'hours.txt': '8 to 4\n' }, 'Earlier');
    expect((await shop.rel('tag-rc')).exit).toBe(0);
    const left = await shop.github('GET', 'issues?milestone=2&state=open');
    for (const { number } of left) await shop.github('PATCH', `issues/${number}`, { milestone: null });
    const promoted = await shop.rel('promote --json');
    expect(promoted.exit).toBe(0);
    const [release, ...more] = await releasesOf(shop);
    expect([more, release.id, release.draft]).toEqual([[], draft.id, false]);
    expect(release.body).toMatch(
      /^Read this first\.\n\n<!-- rel:notes -->[\s\S]*Earlier[\s\S]*<!-- \/rel:notes -->/,
    );
    expect(await milestones(shop)).toMatchObject({ '1.8.0': 'closed', '1.8.1': 'open', '1.9.0': 'open' });

    const all = async () => [shop.refs(), await shop.told(), await milestones(shop)];
    const before = await all();
    const again = await shop.rel('promote 1.8.0');
    expect([again.exit, again.stdout]).toEqual([0, expect.stringContaining('nothing to do')]);
    expect(await all()).toEqual(before);
  },
);
