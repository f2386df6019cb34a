import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { LedgerEntry } from '../../../src/domain/ledger.ts';
import { fingerprintOf } from '../../../src/domain/ledger-keys.ts';
import type { Policy } from '../../../src/domain/policy.ts';
import { ledgerRecord, versionEntries } from '../../../src/facts/ledger/entries.ts';
import { appendToLedger } from '../../../src/git/ledger.ts';
import { openRepository, type Repository } from '../../../src/git/repository.ts';
import { ownSshKey } from '../../../src/git/signing/own-key.ts';
import { policyOf, shaOf } from '../../support/gate-facts.ts';
import { emptyRepository, git } from '../../support/git-history.ts';
import { configure, signingKey } from '../../support/signing-key.ts';

const committer = { name: 'Rita Rte', email: 'rita@example.com', when: '1750000000 +0200' };
const keys = { quinn: signingKey(), mallory: signingKey(), rita: signingKey() };
type Person = keyof typeof keys;

const signedBy = (lines: readonly string[]): Policy =>
  policyOf(
    `version: 1\nledger:\n  signed: true\n  keys:\n${lines.map((line) => `    - ${line}\n`).join('')}`,
  );
const keyLine = (login: Person, until?: string): string =>
  `{ login: ${login}, key: ${keys[login].publicKey}${until === undefined ? '' : `, until: ${until}`} }`;
const policy = signedBy([keyLine('quinn'), keyLine('rita')]);

const signOff = (nth: number, login: string, version = '1.8.0'): LedgerEntry => ({
  ...{ rel: 1, kind: 'sign-off', id: `id${nth}`, at: `2026-11-21T10:0${nth}:00.000Z`, version },
  ...{ actor: { login, source: 'key' }, judgements: [], role: 'qa', decision: 'approved' },
  ...{ sha: shaOf('c'), candidate: 'v1.8.0-rc.1' },
});

let repo: Repository;
let dir: string;
let path: string;
let tip: string | null;

async function shop(options: readonly string[] = []): Promise<void> {
  dir = emptyRepository(options);
  repo = await openRepository(dir);
  path = join(dir, '.git/rel/ledger-trail');
  tip = null;
}

/** Appends an entry, signed by somebody or by nobody. */
async function append(entry: LedgerEntry, by: Person | null): Promise<string> {
  if (by !== null) configure(dir, { 'gpg.format': 'ssh', 'user.signingKey': keys[by].file });
  const signer = by === null ? {} : { signer: await ownSshKey(repo) };
  tip = await appendToLedger(repo, { tip, entries: [entry], committer, ...signer });
  return tip;
}

const record = (asked: Policy = policy, version?: string) =>
  ledgerRecord({ repo, policy: asked, ledgerTip: tip }, version);
const told = async (asked?: Policy, version?: string) => {
  const { entries, uncounted } = await record(asked, version);
  return [
    ...entries.map(({ id }) => id),
    ...uncounted.map(({ entry, code }) => `${entry.id} ${code.replace('signature.', '')}`),
  ];
};

/** A commit on top of the ledger that is not rel's: with these files changed (null: removed). */
function tamper(files: Readonly<Record<string, string | null>>, more: readonly string[] = []): string {
  const run = (...args: string[]) => git(dir, args).trim();
  run('read-tree', tip ?? '');
  for (const [file, text] of Object.entries(files)) {
    if (text === null) run('update-index', '--force-remove', file);
    else {
      writeFileSync(join(dir, 'blob'), text);
      run('update-index', '--add', '--cacheinfo', `100644,${run('hash-object', '-w', 'blob')},${file}`);
    }
  }
  tip = run('commit-tree', run('write-tree'), '-p', tip ?? '', ...more, '-m', 'x');
  return tip;
}

describe.each([
  ['SHA-1', []],
  ['SHA-256', ['--object-format=sha256']],
])('a signed ledger (%s)', (_, options) => {
  beforeAll(() => shop(options));

  test('counts what a listed key signed as its owner, and says of the rest why it does not', async () => {
    await append(signOff(1, 'rita'), null);
    await append(signOff(2, 'quinn'), 'quinn');
    await append(signOff(3, 'Quinn'), 'quinn');
    await append(signOff(4, 'quinn'), 'mallory');
    await append(signOff(5, 'quinn'), 'rita');
    await append(signOff(6, 'rita', '1.9.0'), 'rita');
    const all = ['id2', 'id3', 'id6', 'id1 missing', 'id4 unknown-key', 'id5 wrong-actor'];
    expect(await told()).toEqual(all);
    expect(await told(policy, '1.9.0')).toEqual(['id6']);
    const [, unknown] = (await record()).uncounted;
    expect(unknown?.why).toContain(fingerprintOf(keys.mallory.publicKey));
    expect(await told(policyOf('version: 1'))).toEqual(['id1', 'id2', 'id3', 'id4', 'id5', 'id6']);
    for (const commit of [tip, `${tip}~1`, `${tip}~3`])
      git(dir, ['-c', `gpg.ssh.allowedSignersFile=${signersFile()}`, 'verify-commit', `${commit}`]);
  });
});

/** Everybody whom git may know, as git wants to have it. */
function signersFile(): string {
  const file = join(dir, 'signers');
  writeFileSync(
    file,
    Object.values(keys)
      .map(({ publicKey }) => `a@example.com ${publicKey}\n`)
      .join(''),
  );
  return file;
}

describe('a signed ledger', () => {
  test('keeps what git said of each commit, and asks only for what came on top', async () => {
    await shop();
    await append(signOff(1, 'quinn'), 'quinn');
    expect(await told()).toEqual(['id1']);
    const fingerprint = fingerprintOf(keys.quinn.publicKey);
    const forged = readFileSync(path, 'utf8').replace(fingerprint, 'SHA256:'.padEnd(fingerprint.length, 'k'));
    writeFileSync(path, forged);
    await append(signOff(2, 'quinn'), 'quinn');
    repo = await openRepository(dir);
    expect(await told()).toEqual(['id2', 'id1 unknown-key']); // the first was taken from what is kept
    for (const text of ['rel-trail-1 5\n{', 'x\n[]', forged.replace('"tip":"', '"tip":"0')]) {
      writeFileSync(path, text);
      repo = await openRepository(dir);
      expect(await told()).toEqual(['id1', 'id2']);
    }
    rmSync(path);
  });

  test('a signature over other content, or none that git can read, is not valid', async () => {
    await shop();
    await append(signOff(1, 'quinn'), 'quinn');
    const commit = git(dir, ['cat-file', 'commit', tip ?? '']);
    for (const text of [commit.replace('Rel-Entry', 'rel-Entry'), commit.replace(/\n U1NIU/, '\n AAAAU')]) {
      writeFileSync(join(dir, 'blob'), text);
      tip = git(dir, ['hash-object', '-t', 'commit', '-w', 'blob']).trim();
      expect(await told()).toEqual(['id1 invalid']);
    }
    writeFileSync(join(dir, 'blob'), commit.replaceAll('SSH SIGNATURE', 'PGP SIGNATURE'));
    tip = git(dir, ['hash-object', '-t', 'commit', '-w', 'blob']).trim();
    expect(await told()).toEqual(['id1 missing']);
  });

  test('nobody takes an entry back, changes it or speaks in its name afterwards', async () => {
    await shop();
    await append(signOff(1, 'quinn'), 'quinn');
    const file = git(dir, ['ls-tree', '-r', '--name-only', tip ?? '']).trim();
    const text = git(dir, ['show', `${tip}:${file}`]);
    const before = tip;
    tamper({ [file]: null });
    expect(await told()).toEqual(['id1']);
    tip = before;
    tamper({ [file]: text.replace('approved', 'rejected') });
    expect(await told()).toEqual(['id1', 'id1 untraced']);
    expect((await versionEntries({ repo, policy, ledgerTip: tip }, '1.8.0'))[0]).toMatchObject({
      decision: 'approved',
    });
    tip = before;
    tamper({ '1.8.0/zzz.json': text.replace('approved', 'rejected') }); // says it belongs where the signed one is
    expect(await told()).toEqual(['id1', 'id1 untraced']);
  });

  test('what lies behind a merge does not count: another ledger with its signatures can be put there', async () => {
    await shop();
    const ours = await append(signOff(1, 'quinn'), 'quinn');
    tip = null;
    const theirs = await append(signOff(2, 'quinn'), 'quinn');
    tamper({}, ['-p', ours]);
    await append(signOff(3, 'quinn'), 'quinn');
    expect(await told()).toEqual(['id3', 'id2 untraced']);
    expect(theirs).not.toBe(ours);
  });

  test('a key with an end counts up to that place of the ledger, whatever its entries are dated', async () => {
    await shop();
    await append(signOff(5, 'quinn'), 'quinn');
    const last = await append(signOff(6, 'rita'), 'rita');
    await append(signOff(1, 'quinn'), 'quinn');
    const retired = signedBy([keyLine('quinn', last), keyLine('rita')]);
    expect(await told(retired)).toEqual(['id5', 'id6', 'id1 retired-key']);
    const nowhere = signedBy([keyLine('quinn', shaOf('d')), keyLine('rita')]);
    expect(await told(nowhere)).toEqual(['id6', 'id1 retired-key', 'id5 retired-key']);
  });
});
