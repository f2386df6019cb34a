import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { type Shop, scenario } from '../support/rig.ts';
import { configure, signingKey } from '../support/signing-key.ts';

const ledger = 'refs/rel/ledger';
const as = (login: string) => ({ env: { GH_TOKEN: `sandbox:${login}` } });

/** A remote whose policy asks for signed entries of rita and quinn, and for qa's sign-off; mallory has a key, too. */
function signedShop(shop: Shop) {
  const keys = { rita: signingKey(), quinn: signingKey(), mallory: signingKey() };
  const lines = (['rita', 'quinn'] as const).map(
    (login) => `    - { login: ${login}, key: ${keys[login].publicKey} }\n`,
  );
  const policy = `version: 1
roles:
  qa: { users: [quinn] }
  rte: { users: [rita] }
gates:
  promote: [{ id: signed-off, kind: sign-off, roles: [qa], waivableBy: [rte], waiveUnknown: true }]
ledger:
  signed: true
  keys:
${lines.join('')}`;
  shop.commitOnto('devel', { '.releaserc.yaml': policy }, 'Sign the ledger');
  const signAs = (who: keyof typeof keys) =>
    configure(shop.work, { 'gpg.format': 'ssh', 'user.signingKey': keys[who].file });
  return { keys, signAs };
}

/** Pushes an entry that says it is quinn's, as somebody who may push to the remote but has no key of hers. */
function forge(shop: Shop, digit: string, sign: readonly string[] = []): string {
  const id = digit.repeat(20);
  const at = '2026-11-21T10:00:00.000Z';
  const sha = shop.tip('rc/1.8.0');
  const entry = {
    ...{
      rel: 1,
      kind: 'sign-off',
      id,
      at,
      version: '1.8.0',
      judgements: [],
      role: 'qa',
      decision: 'approved',
    },
    ...{ actor: { login: 'quinn', source: 'key' }, sha, candidate: 'v1.8.0-rc.1' },
  };
  const run = (...args: string[]) => shop.git(['--work-tree', shop.origin, ...args], shop.origin);
  writeFileSync(join(shop.dir, 'entry.json'), JSON.stringify(entry));
  const blob = run('hash-object', '-w', join(shop.dir, 'entry.json'));
  const parent = shop.refs()[ledger];
  if (parent !== undefined) run('read-tree', parent);
  run(
    'update-index',
    '--add',
    '--cacheinfo',
    `100644,${blob},1.8.0/2026-11-21T100000.000Z-sign-off-${id}.json`,
  );
  const from = parent === undefined ? [] : ['-p', parent];
  const who = ['-c', 'user.name=m', '-c', 'user.email=m@x', ...sign];
  const commit = shop.git(
    [...who, 'commit-tree', ...(sign.length > 0 ? ['-S'] : []), run('write-tree'), ...from, '-m', 'x'],
    shop.origin,
  );
  run('update-ref', ledger, commit);
  return commit;
}

const verdict = async (shop: Shop) => {
  const run = await shop.rel('gate promote 1.8.0 --json');
  const [{ verdict: word, message }] = run.json.result.verdicts;
  return { exit: run.exit, word, message };
};

describe('a signed ledger', () => {
  scenario("a sign-off counts by its signature: nobody speaks for qa without qa's key", async (shop) => {
    const { keys, signAs } = signedShop(shop);
    const unsigned = forge(shop, 'e');
    const missed = await verdict(shop);
    expect(missed).toMatchObject({ exit: 3, word: 'unknown' });
    expect(missed.message).toContain(
      'not counted: sign-off by quinn of 2026-11-21 10:00 UTC (it is not signed',
    );

    signAs('quinn');
    const signed = await shop.rel('sign-off 1.8.0 --as qa --json', as('quinn'));
    expect([signed.exit, signed.json.result.done], signed.stdout).toEqual([0, true]);
    expect(await verdict(shop)).toMatchObject({ exit: 0, word: 'pass' });
    const allowed = `gpg.ssh.allowedSignersFile=${keys.quinn.allowedSigners}`;
    shop.git(['-c', allowed, 'verify-commit', shop.refs()[ledger] ?? ''], shop.origin);

    const forged = forge(shop, 'f', ['-c', 'gpg.format=ssh', '-c', `user.signingKey=${keys.mallory.file}`]);
    const log = await shop.rel('log 1.8.0');
    expect([log.exit, log.stdout.match(/does not count/g)?.length]).toEqual([0, 2]);
    const verify = await shop.rel('verify --json');
    expect([verify.exit, verify.json.result.signed]).toMatchObject([3, { counted: 1 }]);
    const told = verify.json.result.findings.filter(({ code }: { code: string }) =>
      code.startsWith('signature.'),
    );
    expect(told).toMatchObject([
      { code: 'signature.missing', level: 'note', commit: unsigned },
      { code: 'signature.unknown-key', level: 'broken', commit: forged },
    ]);

    renameSync(shop.origin, `${shop.origin}.away`);
    const alone = await shop.rel('verify');
    expect([alone.exit, alone.stdout]).toEqual([
      3,
      expect.stringContaining('a key that the policy does not list'),
    ]);
  });

  scenario(
    'who has no key that is listed is stopped before anything happens, a dry run too',
    async (shop) => {
      const { signAs } = signedShop(shop);
      const before = shop.refs();
      const refused = async (line: string, says: string, login = 'quinn') => {
        const run = await shop.rel(line, as(login));
        expect([run.exit, run.stderr]).toEqual([6, expect.stringContaining(says)]);
      };
      await refused('sign-off 1.8.0 --as qa', 'git config gpg.format ssh');
      signAs('mallory');
      await refused('sign-off 1.8.0 --as qa --dry-run', 'it lists keys of rita, quinn');
      signAs('rita');
      await refused(
        'sign-off 1.8.0 --as qa',
        "the key that git signs with is rita's, and the token is quinn's",
      );
      expect(shop.refs()).toEqual(before);

      const look = await shop.rel('status 1.8.0', as('quinn'));
      expect(look.exit).toBe(0);
      const saved = await shop.rel(
        'waive signed-off 1.8.0 --reason fire --until 1d --dry-run --plan-out ../plan.json',
      );
      expect([saved.exit, saved.stdout]).toEqual([0, expect.stringContaining('signed with the key of rita')]);
      const applied = await shop.rel('apply ../plan.json');
      expect([applied.exit, (await verdict(shop)).word], applied.stderr).toEqual([0, 'waived']);
    },
  );
});
