import { chmodSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { type Shop, scenario } from '../support/rig.ts';
import { configure, signingKey } from '../support/signing-key.ts';

/** Rita signs with an ssh key, through a program that writes down each time it is asked. */
function ritaSigns(shop: Shop, settings: Readonly<Record<string, string>> = {}) {
  const key = signingKey();
  const [program, calls] = [join(key.folder, 'sign'), join(key.folder, 'calls')];
  writeFileSync(program, `#!/bin/sh\necho x >> '${calls}'\nexec ssh-keygen "$@"\n`);
  chmodSync(program, 0o755);
  const ssh = { 'gpg.format': 'ssh', 'gpg.ssh.program': program, 'user.signingKey': key.file };
  configure(shop.work, { ...ssh, 'commit.gpgSign': 'true', 'tag.gpgSign': 'true', ...settings });
  configure(shop.origin, { 'gpg.format': 'ssh', 'gpg.ssh.allowedSignersFile': key.allowedSigners });
  const signatures = () => (existsSync(calls) ? readFileSync(calls, 'utf8').length / 2 : 0);
  return { key, signatures };
}

/** Who signed each commit of a range, as git verifies it on the remote: `G` is a good signature. */
const signed = (shop: Shop, range: string): string[] =>
  shop.git(['log', '--format=%G? %GS', '--first-parent', range], shop.origin).split('\n');

describe('where the user signs commits', () => {
  scenario('what is pushed is signed; a dry run touches no key; a saved plan needs none', async (shop) => {
    const { key, signatures } = ritaSigns(shop);
    const before = shop.tip('rc/1.8.0');
    const line = 'pick 230 231 --into 1.8.0';
    const warning = 'what is made will be signed, so that its SHAs will differ from those shown here';

    const dry = await shop.rel(`${line} --dry-run --json`);
    expect([dry.exit, dry.json.warnings, signatures()]).toEqual([0, [warning], 0]);

    const saved = await shop.rel(`${line} --dry-run --plan-out ../plan.json`);
    expect([saved.exit, saved.stderr, signatures()]).toEqual([0, '', 2]);

    rmSync(key.file);
    const applied = await shop.rel('apply ../plan.json --json');
    expect([applied.exit, signatures()]).toEqual([0, 2]);
    const [target] = applied.json.result.targets;
    expect(target).toMatchObject({ before, after: shop.tip('rc/1.8.0') });
    expect(target.tree).toBe(dry.json.result.targets[0].tree);
    expect(signed(shop, `${before}..rc/1.8.0`)).toEqual(['G rita@example.com', 'G rita@example.com']);
  });

  scenario('so are a release and its tag; a candidate that has been signed is promoted', async (shop) => {
    shop.commitOnto(
      'devel',
      { '.releaserc.yaml': 'version: 1\npromote: { tag: signed }\n' },
      'Sign releases',
    );
    await shop.syncedCandidate();
    const unsigned = await shop.rel('promote 1.8.0 --json');
    expect([unsigned.exit, unsigned.json.error.code]).toEqual([2, 'signing-failed']);
    const { signatures } = ritaSigns(shop);
    const [before, candidate] = [shop.tip('main'), shop.tip('rc/1.8.0')];

    const run = await shop.rel('promote 1.8.0 --json');

    expect([run.exit, signatures()], run.stdout).toEqual([0, 2]);
    shop.git('verify-tag v1.8.0', shop.origin);
    expect(signed(shop, `${before}..main`)).toEqual(['G rita@example.com']);
    expect([shop.tip('v1.8.0'), shop.tip('main^2')]).toEqual([candidate, candidate]);
  });

  scenario(
    'so is what a sync brings back: the merge into devel, and the picks onto the train',
    async (shop) => {
      ritaSigns(shop);
      const [devel, rc] = [shop.tip('devel'), shop.tip('rc/1.8.0')];
      expect((await shop.rel('sync-hotfix')).exit).toBe(0);
      expect(signed(shop, `${devel}..devel`)).toEqual(['G rita@example.com']);
      expect(new Set(signed(shop, `${rc}..rc/1.8.0`))).toEqual(new Set(['G rita@example.com']));
    },
  );

  scenario('so is what waits in PRs: the delivery, and a conflict with its markers', async (shop) => {
    ritaSigns(shop);
    const line = 'pick 230 231 236 --into 1.8 --deliver pull-request --on-conflict pull-request';
    expect((await shop.rel(line)).exit).toBe(4);
    for (const [head, commits] of [
      ['rel/pick/1.8.0', 2],
      ['rel/conflict/1.8.0/236', 1],
    ] as const)
      expect(signed(shop, `rc/1.8.0..${head}`)).toEqual(Array(commits).fill('G rita@example.com'));
  });

  scenario('a conflict resolved by hand is not lost where the key fails on the way', async (shop) => {
    const { key } = ritaSigns(shop, { 'user.signingKey': '/nowhere/id' });
    const before = shop.tip('rc/1.8.0');
    const asked = await shop.terminal('pick 230 236 --into 1.8', { waits: true });
    expect(asked.exit, asked.stdout).toBe(4);
    const voucher = join(shop.work, '.git/rel/conflict/rc-1.8.0/src/cart/voucher.ts');
    writeFileSync(voucher, 'export const voucherLimit = 80;\n');
    const stopped = await shop.terminal('continue --yes', { waits: true });
    expect([stopped.exit, shop.tip('rc/1.8.0')], stopped.stdout).toEqual([2, before]);
    configure(shop.work, { 'user.signingKey': key.file });
    const done = await shop.terminal('continue --yes');
    expect(done.exit, done.stdout).toBe(0);
    expect(signed(shop, `${before}..rc/1.8.0`)).toEqual(['G rita@example.com', 'G rita@example.com']);
  });

  scenario('a key that does not work stops the command before anything is changed', async (shop) => {
    const { signatures } = ritaSigns(shop, { 'user.signingKey': '/nowhere/id' });
    const before = [shop.refs(), await shop.told()];

    const run = await shop.rel('pick 231 --into 1.8.0');
    expect([run.exit, signatures()]).toEqual([2, 1]);
    expect(run.stderr).toContain("Couldn't load public key /nowhere/id");
    expect(run.stderr).toContain("git commit-tree -S -m test 'HEAD^{tree}'");
    expect([shop.refs(), await shop.told()]).toEqual(before);

    // What the gates stop, and what is there already, needs no signature.
    const refused = await shop.rel('pick 233 --into 1.8.0');
    expect([refused.exit, signatures()]).toEqual([3, 1]);
    const there = await shop.rel('pick 225 --into 1.8.0');
    expect([there.exit, signatures()]).toEqual([0, 1]);

    const once = { GIT_CONFIG_PARAMETERS: "'commit.gpgSign'='false'" };
    const saved = await shop.rel('pick 231 --into 1.8.0 --dry-run --plan-out ../plan.json', { env: once });
    expect([saved.exit, saved.stderr]).toEqual([0, '']);
    const unsigned = await shop.rel('apply ../plan.json');
    expect([unsigned.exit, signatures()]).toEqual([0, 1]);
    expect(unsigned.stderr).toContain('the plan was saved without signatures: what it makes is not signed');
    expect(signed(shop, 'rc/1.8.0^..rc/1.8.0')).toEqual(['N']);
  });
});
