import { execFileSync } from 'node:child_process';
import { expect, onTestFinished, test } from 'vitest';
import { writeCommit, writeTag } from '../../src/git/objects.ts';
import { openRepository } from '../../src/git/repository.ts';
import { signerOf } from '../../src/git/signing.ts';
import { buildHistory, emptyRepository, git, temporaryFolder } from '../support/git-history.ts';
import { configure } from '../support/signing-key.ts';

const committer = { name: 'Rita Rte', email: 'rita@example.com', when: '1750000000 +0200' };

/** A key ring with a key of rita's, and an agent of its own that ends with the test. */
function keyRing(): void {
  const before = process.env.GNUPGHOME;
  process.env.GNUPGHOME = temporaryFolder('gpg-');
  onTestFinished(() => {
    execFileSync('gpgconf', ['--kill', 'all']);
    if (before === undefined) delete process.env.GNUPGHOME;
    else process.env.GNUPGHOME = before;
  });
  const user = `${committer.name} <${committer.email}>`;
  execFileSync(
    'gpg',
    ['--batch', '--quiet', '--passphrase', '', '--quick-gen-key', user, 'ed25519', 'sign'],
    {
      stdio: 'pipe',
    },
  );
}

test('git verifies what a real gpg has signed, with the key of the committer', async () => {
  keyRing();
  const dir = emptyRepository();
  const { start = '' } = buildHistory(dir, [{ name: 'start', files: { f: 'a' } }]);
  configure(dir, { 'commit.gpgSign': 'true', 'tag.gpgSign': 'true' });
  const repo = await openRepository(dir);
  const signer = await signerOf(repo, committer);
  const tree = git(dir, ['rev-parse', `${start}^{tree}`]).trim();
  const commit = { tree, parents: [start], author: committer, committer, encoding: null, message: 'Fix\n' };
  const signed = await writeCommit(repo, { ...commit, signature: await signer?.commit(commit) });
  expect(git(dir, ['log', '-1', '--format=%G?', signed]).trim()).toBe('G');
  git(dir, ['verify-commit', signed]);
  const tag = { object: signed, name: 'v1', tagger: committer, message: 'One\n' };
  git(dir, ['verify-tag', await writeTag(repo, { ...tag, signature: await signer?.tag(tag) })]);
});

test('a key that is not on the ring is refused in the words of gpg', async () => {
  keyRing();
  const dir = emptyRepository();
  const { start = '' } = buildHistory(dir, [{ name: 'start', files: { f: 'a' } }]);
  configure(dir, { 'tag.gpgSign': 'true', 'user.signingKey': 'nobody@example.com' });
  const signer = await signerOf(await openRepository(dir), committer);
  const signing = signer?.tag({ object: start, name: 'v1', tagger: committer, message: 'One\n' });
  await expect(signing).rejects.toMatchObject({
    code: 'signing-failed',
    why: expect.stringContaining('No secret key'),
  });
  await expect(signing).rejects.not.toMatchObject({ why: expect.stringContaining('GNUPG') });
});
