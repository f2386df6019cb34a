import { join } from 'node:path';
import { expect } from 'vitest';
import { sandboxConnection } from '../../src/sandbox/connection.ts';
import { type Shop, scenario } from '../support/rig.ts';

const policy = `version: 1
repository: acme/shop
roles: { qa: { users: [quinn], teams: [acme/qa] } }
approvals: { qa: { role: qa, by: [{ label: qa-approved }, { review: true }] } }
pick: { requires: [qa] }
gates:
  promote:
    - { id: ci, kind: checks, names: [build] }
    - { id: lint, kind: checks, names: [lint] }
`;

/** What the embedded GitHub does next to questions about checks. */
async function checksAre(shop: Shop, fault: object): Promise<void> {
  const { fetch } = await sandboxConnection(join(shop.dir, 'github'));
  const body = JSON.stringify({ match: { graphql: 'statusCheckRollup' }, ...fault });
  const answer = await fetch('http://localhost/_sandbox/faults', { method: 'POST', body });
  expect(answer.status).toBe(201);
}

/** What `rel gate promote` comes to: its exit code, and each verdict. */
async function judged(shop: Shop): Promise<unknown[]> {
  const run = await shop.rel('gate promote 1.8.0 --json');
  // biome-ignore lint/suspicious/noExplicitAny: a scenario reads what it names
  return [run.exit, ...(run.json.result?.verdicts ?? []).map((v: any) => `${v.verdict} ${v.code}`)];
}

scenario('what is green for the wrong reason elsewhere is red here', async (shop) => {
  shop.commitOnto('devel', { '.releaserc.yaml': policy }, 'Trust no green');
  const sha = shop.tip('v1.8.0-rc.1');
  const check = (name: string, conclusion: string) =>
    shop.github(
      'POST',
      'check-runs',
      { name, head_sha: sha, status: 'completed', conclusion },
      'github-actions[bot]',
    );

  // A skipped job counts as green.
  await check('lint', 'skipped');
  expect(await judged(shop)).toEqual([3, 'pass checks.green', 'unknown checks.skipped']);

  // A promise was not awaited: the answer comes late, and is no; then none comes that tells anything.
  await check('build', 'failure');
  await check('lint', 'success');
  await checksAre(shop, { delay: 300 });
  expect(await judged(shop)).toEqual([3, 'fail checks.failed', 'pass checks.green']);
  await checksAre(shop, { status: 403, body: '{"message":"Resource not accessible by integration"}' });
  expect(await judged(shop)).toEqual([3, 'unknown checks.unreadable', 'unknown checks.unreadable']);

  // Anybody can set the label; and the approval was given to an earlier version of the change.
  const before = shop.refs();
  const pick = await shop.rel('pick 233 234 --into 1.8.0 --json');
  expect([pick.exit, pick.json.error.code]).toEqual([3, 'gate-failed']);
  const reasons = pick.json.result.targets[0].picks.map(({ reason }: { reason: string }) => reason);
  expect(reasons).toEqual([
    expect.stringMatching(/^qa: given by \w+, who does not hold the role qa$/),
    expect.stringMatching(/^qa: given by quinn, but src\/shipping\/rates\.ts was changed after it/),
  ]);
  expect(shop.refs()).toEqual(before);
});
