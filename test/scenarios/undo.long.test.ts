import { join } from 'node:path';
import { expect } from 'vitest';
import { sandboxConnection } from '../../src/sandbox/connection.ts';
import { scenario } from '../support/rig.ts';
import { scriptedGit } from '../support/scripted-git.ts';
import { configure, signingKey } from '../support/signing-key.ts';
import { toldState } from '../support/told-state.ts';

scenario('work on top is named, whose and what, and nothing is touched', async (shop) => {
  expect((await shop.rel('pick 230 --into 1.8.0')).exit).toBe(0);
  shop.commitOnto('rc/1.8.0', { 'NOTES.md': 'mine\n' }, 'A note of mine');
  const before = [shop.refs(), await shop.told()];
  const refused = await shop.rel('undo');
  expect([refused.exit, refused.stderr]).toEqual([
    5,
    expect.stringMatching(/rc\/1\.8\.0 .*a commit on top.*"A note of mine" by Dora Dev/),
  ]);
  expect([shop.refs(), await shop.told()]).toEqual(before);
});

scenario('a cut goes back with its draft; cut again, its candidate gets another number', async (shop) => {
  await shop.finishFeatures();
  const before = await toldState(shop);
  expect((await shop.rel('cut-rc 1.9.0')).exit).toBe(0);
  expect((await shop.rel('undo')).exit).toBe(0);
  expect(await toldState(shop)).toEqual(before);
  const again = await shop.rel('cut-rc 1.9.0 --json');
  expect(again.exit).toBe(0);
  expect(again.json.result.tag).toBe('v1.9.0-rc.2');
  expect((await shop.rel('undo')).exit).toBe(0);
});

scenario('a release goes back to its draft, and production with it', async (shop) => {
  await shop.syncedCandidate();
  const before = await toldState(shop);
  expect((await shop.rel('promote 1.8.0')).exit).toBe(0);
  const undone = await shop.rel('undo');
  expect(undone.exit).toBe(0);
  expect(await toldState(shop)).toEqual(before);
  expect((await shop.rel('promote 1.8.0')).exit).toBe(0);
});

scenario('killed before the push, it is forgotten', async (shop) => {
  const before = await toldState(shop);
  const { env } = scriptedGit(shop.dir, { subcommand: 'push' }, 'killed-before');
  expect((await shop.rel('pick 230 --into 1.8.0', { env, pending: true })).exit).not.toBe(0);
  const undone = await shop.rel('undo');
  expect([undone.exit, undone.stdout]).toEqual([0, expect.stringMatching(/^forgotten: rel pick/)]);
  expect(await toldState(shop)).toEqual(before);
  expect((await shop.rel('undo')).exit).toBe(2);
});

const quinn = { env: { GH_TOKEN: 'sandbox:quinn' } };
const signOffPolicy = `version: 1
roles: { qa: { users: [quinn] } }
gates: { promote: [{ id: signed-off, kind: sign-off, roles: [qa] }] }
`;

scenario(
  'a sign-off that is taken back lets nothing through, and only who gave it takes it back',
  async (shop) => {
    shop.commitOnto('devel', { '.releaserc.yaml': signOffPolicy }, 'Ask for a sign-off');
    const codeOf = async () => {
      const run = await shop.rel('gate promote 1.8.0 --json');
      return [run.exit, run.json.result.verdicts[0].code];
    };
    expect((await shop.rel('sign-off --as qa', quinn)).exit).toBe(0);
    expect(await codeOf()).toEqual([0, 'sign-off.given']);
    const refs = shop.refs();
    const other = await shop.rel('undo');
    expect([other.exit, other.stderr]).toEqual([
      2,
      expect.stringContaining('quinn did it, and you are rita'),
    ]);
    expect(shop.refs()).toEqual(refs);
    expect((await shop.rel('undo', quinn)).exit).toBe(0);
    expect(await codeOf()).toEqual([3, 'sign-off.missing']);
    expect((await shop.rel('sign-off --as qa', quinn)).exit).toBe(0);
    expect(await codeOf()).toEqual([0, 'sign-off.given']);
  },
);

scenario('in a signed ledger it is signed like what it takes back, and verifies', async (shop) => {
  const key = signingKey();
  const signed = `ledger:\n  signed: true\n  keys: [{ login: quinn, key: ${key.publicKey} }]\n`;
  shop.commitOnto('devel', { '.releaserc.yaml': `${signOffPolicy}${signed}` }, 'Sign the ledger');
  configure(shop.work, { 'gpg.format': 'ssh', 'user.signingKey': key.file });
  expect((await shop.rel('sign-off --as qa', quinn)).exit).toBe(0);
  expect((await shop.rel('undo', quinn)).exit).toBe(0);
  const gate = await shop.rel('gate promote 1.8.0 --json', quinn);
  expect([gate.exit, gate.json.result.verdicts[0].code]).toEqual([3, 'sign-off.missing']);
  const verify = await shop.rel('verify --json', quinn);
  expect([verify.exit, verify.json.result.signed]).toEqual([0, { entries: 2, counted: 2 }]);
});

scenario('a pick that waits in a PR: its branch and its PR go; merged, nothing is touched', async (shop) => {
  const before = await toldState(shop);
  expect((await shop.rel('pick 230 --into 1.8.0 --deliver pull-request')).exit).toBe(0);
  expect((await shop.rel('undo')).exit).toBe(0);
  const { issues, ...after } = (await toldState(shop)) as { issues: [number, string][] };
  expect({ ...after, issues: issues.slice(0, -1) }).toEqual(before);
  expect(issues.at(-1)?.[1]).toBe('closed');

  const run = await shop.rel('pick 230 --into 1.8.0 --deliver pull-request --json');
  expect(run.exit).toBe(0);
  const { number } = run.json.result.targets[0].picks[0].pullRequest;
  await shop.github('PUT', `pulls/${number}/merge`, { merge_method: 'merge' }, 'dora');
  const refs = shop.refs();
  const refused = await shop.rel('undo');
  expect([refused.exit, refused.stderr]).toEqual([
    5,
    expect.stringContaining(`#${number}, which it opened, was merged`),
  ]);
  expect(shop.refs()).toEqual(refs);
});

scenario('a rule that lets nothing go back stops it before anything is touched', async (shop) => {
  expect((await shop.rel('pick 230 --into 1.8.0')).exit).toBe(0);
  await shop.github('PUT', 'branches/rc%2F1.8.0/protection', {
    ...{
      required_status_checks: null,
      enforce_admins: true,
      required_pull_request_reviews: null,
      restrictions: null,
    },
    ...{ allow_force_pushes: false, allow_deletions: false },
  });
  const before = [shop.refs(), await shop.told()];
  const refused = await shop.rel('undo');
  expect([refused.exit, refused.stderr]).toEqual([6, expect.stringMatching(/rc\/1\.8\.0/)]);
  expect([shop.refs(), await shop.told()]).toEqual(before);
});

scenario('a tag that others have gone on with stays; a saved plan of an undo runs as it is', async (shop) => {
  await shop.syncedCandidate();
  shop.commitOnto('rc/1.8.0', { 'NOTES.md': 'mine\n' }, 'A note');
  expect((await shop.rel('tag-rc 1.8.0')).exit).toBe(0);
  expect((await shop.rel('undo --dry-run --plan-out ../plan.json')).exit).toBe(0);
  const tags = () => Object.keys(shop.refs()).filter((ref) => ref.startsWith('refs/tags/v1.8.0-rc'));
  expect(tags()).toContain('refs/tags/v1.8.0-rc.3');
  expect((await shop.rel('apply ../plan.json')).exit).toBe(0);
  expect(tags()).not.toContain('refs/tags/v1.8.0-rc.3');
  const again = await shop.rel('tag-rc 1.8.0 --json');
  expect([again.exit, again.json.result.tag]).toEqual([0, 'v1.8.0-rc.4']);
});

scenario('GitHub down while it takes back: exit 6, and rel continue finishes', async (shop) => {
  const before = await toldState(shop);
  expect((await shop.rel('pick 230 --into 1.8.0')).exit).toBe(0);
  const { fetch } = await sandboxConnection(join(shop.dir, 'github'));
  const faults = 'http://localhost/_sandbox/faults';
  const fault = {
    match: { method: 'DELETE', path: '/repos/acme/shop/issues/230/labels/*' },
    status: 503,
    times: 9,
  };
  await fetch(faults, { method: 'POST', body: JSON.stringify([fault]) });
  const undone = await shop.rel('undo', { pending: true });
  expect([undone.exit, undone.stderr]).toEqual([
    6,
    expect.stringMatching(/rel continue \(its push has happened.*$/m),
  ]);
  expect(undone.stderr).not.toContain('rel undo');
  expect((await shop.rel('undo', { pending: true })).exit).toBe(7);
  await fetch(faults, { method: 'DELETE' });
  expect((await shop.rel('continue')).exit).toBe(0);
  expect(await toldState(shop)).toEqual(before);
});
