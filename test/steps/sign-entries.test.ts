import { chmodSync, copyFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ownSshKey } from '../../src/git/signing/own-key.ts';
import { push } from '../../src/steps/push.ts';
import { git } from '../support/git-history.ts';
import { configure, signingKey } from '../support/signing-key.ts';
import { hook, origin, pushStep, refsOf, stampOf } from '../support/small-operation.ts';

const ledger = 'refs/rel/ledger';
const one = 'refs/heads/one';

/** A remote with a branch, and a push onto it whose entry `login` signs with a key of theirs. */
async function signedPush(login = 'rita') {
  const made = await origin();
  const key = signingKey();
  configure(made.work, { 'gpg.format': 'ssh', 'user.signingKey': key.file });
  const ledgerSigner = async () => ({ ...(await ownSshKey(made.repo)), login });
  const context = { ...made.context, ledgerSigner };
  const step = pushStep('one', [{ ref: one, from: made.a, to: made.b }], stampOf(2));
  const verify = (commit: string) =>
    git(made.bare, ['-c', `gpg.ssh.allowedSignersFile=${key.allowedSigners}`, 'verify-commit', commit]);
  return { ...made, key, context, step, verify };
}

test('an entry that loses a race is signed anew on top of the winner', async () => {
  const { context, step, bare, a, b, verify } = await signedPush();
  await push.run(pushStep('two', [{ ref: 'refs/heads/two', from: a, to: b }], stampOf(1)), context);
  const theirs = refsOf(bare)[ledger] ?? '';
  git(bare, ['update-ref', '-d', ledger]);
  hook(bare, 'update', `once git update-ref ${ledger} ${theirs}\ntrue`);

  expect(await push.run(step, context)).toEqual({ kind: 'done', notes: [] });
  const tip = refsOf(bare)[ledger] ?? '';
  expect(git(bare, ['rev-parse', `${tip}^`]).trim()).toBe(theirs);
  for (const commit of [tip, theirs]) verify(commit);
  expect(await push.done(step, context)).toBe(true);
});

test('several entries of one push are signed one on top of the other', async () => {
  const { context, step, bare, verify } = await signedPush();
  const [entry] = step.ledger.entries;
  if (entry === undefined) throw new Error('a push has an entry');
  const entries = [entry, { ...entry, id: 'second' }];
  const both = { ...step, ledger: { ...step.ledger, entries } };
  expect(await push.run(both, context)).toEqual({ kind: 'done', notes: [] });
  const commits = git(bare, ['rev-list', ledger]).trim().split('\n');
  expect(commits).toHaveLength(2);
  for (const commit of commits) verify(commit);
});

test('nothing is pushed where the key fails, is another one than it says, or is somebody else’s', async () => {
  const { context, step, bare, a, key, work } = await signedPush();
  const refused = async (code: string, says: string, over = {}) => {
    const outcome = await push.run(step, { ...context, ...over });
    expect(outcome).toMatchObject({ kind: 'refused', trouble: { code } });
    expect(JSON.stringify(outcome)).toContain(says);
    expect(refsOf(bare)).toMatchObject({ [one]: a });
    expect(refsOf(bare)[ledger]).toBeUndefined();
  };
  const other = signingKey();
  await refused('ledger-key', "rita's, and the key that git signs with is quinn's", {
    ledgerSigner: async () => ({ ...(await ownSshKey(context.repo)), login: 'quinn' }),
  });
  const pub = join(key.folder, 'kept.pub');
  copyFileSync(`${key.file}.pub`, pub);
  copyFileSync(`${other.file}.pub`, `${key.file}.pub`);
  await refused('signing-failed', "doesn't match private");
  const program = join(key.folder, 'program');
  writeFileSync(
    program,
    `#!/bin/sh\nfor last; do :; done\nexec ssh-keygen -Y sign -n git -f '${other.file}' "$last"\n`,
  );
  chmodSync(program, 0o755);
  copyFileSync(pub, `${key.file}.pub`);
  configure(work, { 'gpg.ssh.program': program });
  await refused('signing-failed', `the signature that ${program} gave is of SHA256:`);
  writeFileSync(program, '#!/bin/sh\nexit 1\n');
  await refused('signing-failed', 'git commit-tree -S');
  configure(work, { 'gpg.format': 'openpgp' });
  await refused('ledger-key', 'git signs with openpgp here');
});

test.each<[string, Readonly<Record<string, string>>, string]>([
  ['names no key', { 'gpg.format': 'ssh' }, 'neither user.signingKey nor'],
  [
    'names a file that is not there',
    { 'gpg.format': 'ssh', 'user.signingKey': '/nowhere/id' },
    '/nowhere/id',
  ],
  [
    'names a key that is none',
    { 'gpg.format': 'ssh', 'user.signingKey': 'key::ssh-ed25519 AAAA' },
    'cannot be read',
  ],
  ['signs otherwise', {}, 'openpgp'],
])('git that %s has no key for a ledger', async (_, settings, why) => {
  const { repo, work } = await origin();
  configure(work, settings);
  await expect(ownSshKey(repo)).rejects.toMatchObject({ code: 'ledger-key', exit: 6 });
  await expect(ownSshKey(repo)).rejects.toMatchObject({
    why: expect.stringContaining(why),
    remedy: expect.stringContaining('git config user.signingKey'),
  });
});

test('a key is known by its fingerprint, in a file or in the configuration itself', async () => {
  const { repo, work, key } = await signedPush();
  const { fingerprint } = await ownSshKey(repo);
  for (const literal of [`key::${key.publicKey}`, key.publicKey, `${key.file}.pub`]) {
    configure(work, { 'user.signingKey': literal });
    expect((await ownSshKey(repo)).fingerprint).toBe(fingerprint);
  }
});
