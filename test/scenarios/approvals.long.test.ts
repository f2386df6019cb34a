import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { cloneElsewhere } from '../support/elsewhere.ts';
import { type Shop, scenario } from '../support/rig.ts';
import { at } from '../support/ways.ts';

const policy = `version: 1
repository: acme/shop
roles: { qa: { users: [quinn] } }
approvals: { qa: { role: qa, by: [{ label: qa-approved }, { review: true }, { comment: /qa-approve }] } }
pick: { requires: [qa] }
`;

const merge = (shop: Shop, number: number, way: string) =>
  shop.github('PUT', `pulls/${number}/merge`, { merge_method: way }, 'dora');

/** Each pick's PR, and why it was not taken. */
// biome-ignore lint/suspicious/noExplicitAny: a scenario reads what it names
const told = (json: any): unknown[] =>
  json.result.targets[0].picks.map(({ pr, reason }: { pr: number; reason?: string }) => [pr, reason ?? null]);

scenario('an approval outlives a merge of the base and a rebase, and no other push', async (shop) => {
  shop.commitOnto('devel', { '.releaserc.yaml': policy }, 'Ask QA');
  const dora = cloneElsewhere(shop.origin, 'devel');
  const opened = async (name: string): Promise<number> => {
    dora.git('checkout', '-q', '-b', name, 'origin/devel');
    dora.commit({ [`${name}.md`]: 'As it was seen\n' }, `Add ${name}`);
    dora.push(name);
    return (await shop.github('POST', 'pulls', { title: name, head: name, base: 'devel' }, 'dora')).number;
  };
  const reviewed = await opened('reviewed');
  const said = await opened('said');
  const changed = await opened('changed');
  const slipped = await opened('slipped');
  await shop.github('POST', `pulls/${reviewed}/reviews`, { event: 'APPROVE' }, 'quinn');
  await shop.github('POST', `issues/${said}/comments`, { body: '/qa-approve\n\nSeen on staging.' }, 'quinn');
  await shop.github('POST', `issues/${changed}/labels`, { labels: ['qa-approved'] }, 'quinn');

  shop.commitOnto('devel', { 'NEWS.md': 'Meanwhile\n' }, 'Meanwhile');
  dora.git('fetch', '-q', 'origin');
  dora.git('checkout', '-q', 'reviewed');
  dora.git('merge', '-q', '--no-edit', 'origin/devel');
  dora.push('reviewed');
  dora.git('checkout', '-q', 'said');
  dora.git('rebase', '-q', 'origin/devel');
  dora.git('push', '-q', '--force', 'origin', 'said');
  dora.git('checkout', '-q', 'changed');
  const edit = dora.commit({ 'changed.md': 'As nobody has seen it\n' }, 'One more thing');
  dora.push('changed');
  await merge(shop, reviewed, 'squash');
  await merge(shop, said, 'rebase');
  await merge(shop, changed, 'squash');
  await shop.github('POST', `pulls/${slipped}/reviews`, { event: 'APPROVE' }, 'quinn');
  dora.git('fetch', '-q', 'origin');
  dora.git('checkout', '-q', '-B', 'by-hand', 'origin/devel');
  dora.git('merge', '-q', '--no-ff', '--no-commit', 'origin/slipped');
  const merged = dora.commit({ 'extra.md': 'As nobody has seen it\n' }, `Merge slipped (#${slipped})`);
  dora.push('devel');

  const asked = `pick ${reviewed} ${said} ${changed} ${slipped} --into 1.8.0 --json`;
  const refused = await shop.rel(asked);
  expect([refused.exit, refused.json.error.code]).toEqual([3, 'gate-failed']);
  expect(told(refused.json)).toEqual([
    [reviewed, expect.stringContaining('held back: it applies')],
    [said, expect.stringContaining('held back: it applies')],
    [changed, `qa: given by quinn, but changed.md was changed after it (${edit.slice(0, 10)})`],
    [slipped, `qa: given by quinn, but extra.md was merged otherwise than approved (${merged.slice(0, 10)})`],
  ]);

  await shop.github('POST', `pulls/${changed}/reviews`, { event: 'APPROVE' }, 'quinn');
  const picked = await shop.rel(asked.replace(` ${slipped}`, ''));
  expect(picked.exit).toBe(0);
  expect(told(picked.json)).toEqual([reviewed, said, changed].map((pr) => [pr, null]));
});

scenario(
  'what a person made of a conflict is approved by nobody who approved the PR before',
  async (shop) => {
    const gates = 'gates: { candidate: [{ id: approved, kind: approvals, requires: [qa] }] }\n';
    shop.commitOnto('devel', { '.releaserc.yaml': policy.replace(/^pick.*\n/m, gates) }, 'Ask QA');
    const env = at(new Date(Date.now() - 3_600_000).toISOString());
    const conflict = await shop.terminal('pick 230 236 --into 1.8', { waits: true, env });
    expect(conflict.exit).toBe(4);
    const file = join(shop.work, '.git/rel/conflict/rc-1.8.0/src/cart/voucher.ts');
    const text = readFileSync(file, 'utf8');
    writeFileSync(file, text.replaceAll(/^<{7} [\s\S]*?^={7}\n([\s\S]*?)^>{7} .*\n/gm, '$1'));
    const done = await shop.terminal('continue --yes', { env });
    expect(done.exit).toBe(0);

    const ofPick = async () => {
      const judged = await shop.rel('gate candidate 1.8.0 --json');
      expect(judged.exit).toBe(3);
      const [{ message }] = judged.json.result.verdicts;
      return /#236 [^;]*/.exec(message)?.[0];
    };
    const commit = shop.tip('rc/1.8.0').slice(0, 10);
    expect(await ofPick()).toBe(
      `#236 qa: given by quinn, but src/cart/voucher.ts was picked otherwise than approved (${commit})`,
    );
    await shop.github('POST', 'issues/236/comments', { body: '/qa-approve' }, 'quinn');
    expect(await ofPick()).toBeUndefined();
  },
);

scenario('the board says who has to act for a fix that waits', async (shop) => {
  const status = await shop.rel('status 1.8 --json');
  expect(status.exit).toBe(0);
  const [train] = status.json.result.trains;
  expect(train.waiting.find((fix: { pr: number }) => fix.pr === 234)).toMatchObject({
    approved: false,
    reason: expect.stringMatching(/^qa: given by quinn, but src\/shipping\/rates\.ts was changed after it/),
    waitsFor: 'qa',
    remedy: expect.stringContaining('gh pr review 234 --approve'),
  });
  expect(train.actors).toContainEqual({ who: 'qa', does: expect.stringMatching(/^#233, #234 wait for you/) });
});
