import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { type NewCommit, type NewTag, writeCommit, writeTag } from '../../src/git/objects.ts';
import { openRepository } from '../../src/git/repository.ts';
import { recordedSigner, type Signer, signerOf } from '../../src/git/signing.ts';
import { buildHistory, emptyRepository, git, temporaryFolder } from '../support/git-history.ts';
import { configure, signingKey } from '../support/signing-key.ts';

const committer = { name: 'Rita Rte', email: 'rita@example.com', when: '1750000000 +0200' };
const key = signingKey();
const ssh = {
  'gpg.format': 'ssh',
  'user.signingKey': key.file,
  'gpg.ssh.allowedSignersFile': key.allowedSigners,
};

/** A repository with one commit and these settings, and what is to be written there. */
async function shop(settings: Readonly<Record<string, string>>, options: readonly string[] = []) {
  const dir = emptyRepository(options);
  const { start = '' } = buildHistory(dir, [{ name: 'start', files: { f: 'a' } }]);
  configure(dir, settings);
  const tree = git(dir, ['rev-parse', `${start}^{tree}`]).trim();
  const commit: NewCommit = {
    ...{ tree, parents: [start], author: committer, committer, encoding: null, message: 'Fix\n\nbody\n' },
  };
  const tag: NewTag = { object: start, name: 'v1', tagger: committer, message: 'One\n' };
  const repo = await openRepository(dir);
  const signer = () => signerOf(repo, committer);
  return { dir, repo, commit, tag, start, signer };
}

type SigningShop = Awaited<ReturnType<typeof shop>>;

/** What `git commit-tree -S` and `git tag -s` make of the same; an ed25519 signature is always the same one. */
function byGit({ dir, commit, tag }: SigningShop) {
  const env = { ...process.env, GIT_AUTHOR_DATE: committer.when, GIT_COMMITTER_DATE: committer.when };
  for (const who of ['AUTHOR', 'COMMITTER'] as const)
    Object.assign(env, { [`GIT_${who}_NAME`]: committer.name, [`GIT_${who}_EMAIL`]: committer.email });
  const run = (args: string[], input: Buffer) =>
    execFileSync('git', args, { cwd: dir, env, input }).toString().trim();
  const parents = commit.parents.flatMap((parent) => ['-p', parent]);
  const message = Buffer.from(commit.message);
  const encoding = ['-c', `i18n.commitEncoding=${commit.encoding ?? 'UTF-8'}`];
  run(['tag', '-s', '-F', '-', tag.name, tag.object], Buffer.from(tag.message));
  return {
    commit: run([...encoding, 'commit-tree', '-S', ...parents, '-F', '-', commit.tree], message),
    tag: git(dir, ['rev-parse', tag.name]).trim(),
  };
}

const signCommit = async (signer: Signer | null, commit: NewCommit): Promise<NewCommit> => {
  return { ...commit, signature: await signer?.commit(commit) };
};

async function bySigner({ repo, commit, tag, signer }: SigningShop) {
  return {
    commit: await writeCommit(repo, await signCommit(await signer(), commit)),
    tag: await writeTag(repo, { ...tag, signature: await (await signer())?.tag(tag) }),
  };
}

/** A program of the user's, as a script. */
function program(lines: string): string {
  const file = join(temporaryFolder(), 'program with blanks');
  writeFileSync(file, `#!/bin/sh\n${lines}\n`);
  chmodSync(file, 0o755);
  return file;
}

describe('with a real ssh key', () => {
  const all = { ...ssh, 'commit.gpgSign': 'true', 'tag.gpgSign': 'true' };

  test.each([
    ['SHA-1', []],
    ['SHA-256', ['--object-format=sha256']],
  ])('commits and tags are those that git signs: %s', async (_, options) => {
    const here = await shop(all, options);
    const signed = await bySigner(here);
    expect(signed).toEqual(byGit(here));
    git(here.dir, ['verify-commit', signed.commit]);
    git(here.dir, ['verify-tag', signed.tag]);
  });

  test('so is a commit whose message is not UTF-8', async () => {
    const here = await shop(all);
    const message = Buffer.from('caf\xe9\n', 'latin1');
    const latin = { ...here, commit: { ...here.commit, encoding: 'ISO-8859-1', message } };
    expect(await bySigner(latin)).toEqual(byGit(latin));
  });

  test('a signature on record makes the same objects without the key, and fits no others', async () => {
    const here = await shop(all);
    const signer = await here.signer();
    const commits = ['One\n', 'Two\n', 'Three\n'].map((message) => ({ ...here.commit, message }));
    const objects = [];
    for (const commit of commits) {
      const signature = (await signer?.commit(commit)) ?? '';
      objects.push({ sha: await writeCommit(here.repo, { ...commit, signature }), signature });
    }
    const recorded = recordedSigner(here.repo, objects);
    for (const at of [2, 0, 1, 2]) {
      const again = await signCommit(recorded, commits[at] ?? here.commit);
      expect(await writeCommit(here.repo, again)).toBe(objects[at]?.sha);
    }
    expect(await recorded.commit(here.commit)).toBeUndefined();
    expect(await recorded.tag(here.tag)).toBeUndefined();
  });

  test.each<[string, Readonly<Record<string, string>>, boolean, boolean]>([
    ['nothing by default', {}, false, false],
    ['nothing where it is off', { 'commit.gpgSign': 'off', 'tag.gpgSign': '0' }, false, false],
    ['commits alone', { 'commit.gpgSign': 'yes' }, true, false],
    ['tags alone', { 'tag.gpgSign': '1' }, false, true],
    ['annotated tags', { 'tag.forceSignAnnotated': 'true' }, false, true],
  ])('is signed what the settings say: %s', async (_, settings, commits, tags) => {
    const here = await shop({ ...ssh, ...settings });
    const signer = await here.signer();
    if (!commits && !tags) expect(signer).toBeNull();
    else {
      expect((await signer?.commit(here.commit)) !== undefined).toBe(commits);
      expect((await signer?.tag(here.tag)) !== undefined).toBe(tags);
    }
  });

  test('the last setting counts, and one without a value is on', async () => {
    const here = await shop({ ...ssh, 'commit.gpgSign': 'true' });
    git(here.dir, ['config', '--add', 'commit.gpgSign', 'false']);
    expect(await here.signer()).toBeNull();
    writeFileSync(
      join(here.dir, '.git/config'),
      `${readFileSync(join(here.dir, '.git/config'))}[tag]\ngpgSign\n`,
    );
    expect(await here.signer()).not.toBeNull();
  });
});

describe('an ssh key is found as git finds it', () => {
  const commitsOf = (settings: Readonly<Record<string, string>>) =>
    shop({ ...ssh, 'commit.gpgSign': 'true', ...settings });
  const signedOne = async (here: SigningShop) =>
    writeCommit(here.repo, await signCommit(await here.signer(), here.commit));

  test('by a path below the home directory, or from the top of the working tree', async () => {
    const [home] = [process.env.HOME];
    onTestFinished(() => {
      process.env.HOME = home;
    });
    process.env.HOME = key.folder;
    const athome = await commitsOf({ 'user.signingKey': '~/id_signing' });
    git(athome.dir, ['verify-commit', await signedOne(athome)]);

    const here = await commitsOf({ 'user.signingKey': 'keys/id' });
    mkdirSync(join(here.dir, 'keys'));
    writeFileSync(join(here.dir, 'keys/id'), readFileSync(key.file), { mode: 0o600 });
    writeFileSync(join(here.dir, 'keys/id.pub'), readFileSync(`${key.file}.pub`));
    const repo = await openRepository(join(here.dir, 'keys'));
    git(here.dir, ['verify-commit', await signedOne({ ...here, signer: () => signerOf(repo, committer) })]);
  });

  test('in an agent, by the public key itself or by what a command prints', async () => {
    const [socket] = [process.env.SSH_AUTH_SOCK];
    const agent = execFileSync('ssh-agent', ['-s', '-a', join(temporaryFolder(), 'agent')]).toString();
    const [, path = '', pid = ''] = /SSH_AUTH_SOCK=([^;]+);.*SSH_AGENT_PID=(\d+);/s.exec(agent) ?? [];
    onTestFinished(() => {
      process.kill(Number(pid));
      if (socket === undefined) delete process.env.SSH_AUTH_SOCK;
      else process.env.SSH_AUTH_SOCK = socket;
    });
    process.env.SSH_AUTH_SOCK = path;
    execFileSync('ssh-add', ['-q', key.file]);
    for (const literal of [`key::${key.publicKey}`, key.publicKey]) {
      const here = await commitsOf({ 'user.signingKey': literal });
      git(here.dir, ['verify-commit', await signedOne(here)]);
    }
    const here = await commitsOf({ 'gpg.ssh.defaultKeyCommand': `'${program('ssh-add -L')}'` });
    git(here.dir, ['config', '--unset', 'user.signingKey']);
    git(here.dir, ['verify-commit', await signedOne(here)]);
  });
});

describe('with a program of the user', () => {
  const scripted = (lines: string, settings: Readonly<Record<string, string>> = {}) =>
    shop({ 'commit.gpgSign': 'true', 'gpg.program': program(lines), ...settings });
  const answers = [
    ...['printf "%s\\n" "$*" > called', 'cat > payload', 'echo "[GNUPG:] SIG_CREATED D 1" >&2'],
    'printf "%s\\r\\n" "-----BEGIN PGP SIGNATURE-----" "" "abc" "-----END PGP SIGNATURE-----"',
  ].join('\n');

  test('it is called as git calls it, and what it gives is kept as git keeps it', async () => {
    const here = await scripted(answers);
    const signed = await writeCommit(here.repo, await signCommit(await here.signer(), here.commit));
    expect(readFileSync(join(here.dir, 'called'), 'utf8')).toBe(
      '--status-fd=2 -bsau Rita Rte <rita@example.com>\n',
    );
    const plain = await writeCommit(here.repo, here.commit);
    expect(readFileSync(join(here.dir, 'payload'), 'utf8')).toBe(
      git(here.dir, ['cat-file', 'commit', plain]),
    );
    expect(signed).toBe(byGit(here).commit);
  });

  test.each<[string, Readonly<Record<string, string>>]>([
    ['openpgp', { 'gpg.openpgp.program': '' }],
    ['x509', { 'gpg.format': 'x509', 'gpg.x509.program': '' }],
  ])('each format has its own: %s', async (_, settings) => {
    const own = Object.fromEntries(
      Object.entries(settings).map(([name, value]) => [name, value === '' ? program(answers) : value]),
    );
    const here = await scripted('exit 1', { 'user.signingKey': 'ABC', ...own });
    expect(await (await here.signer())?.commit(here.commit)).toContain('\nabc\n');
    expect(readFileSync(join(here.dir, 'called'), 'utf8')).toBe('--status-fd=2 -bsau ABC\n');
  });

  test.each<[string, string, Readonly<Record<string, string>>, string]>([
    ['ends badly', 'echo "gpg: \x1b[31mno secret key" >&2; exit 2', {}, 'failed: no secret key'],
    ['says nothing', 'exit 2', {}, 'failed: it says nothing'],
    ['creates nothing', 'echo "gpg: skipped" >&2', {}, 'says: skipped'],
    ['is not there', '', { 'gpg.program': '/nowhere/gpg' }, 'not started: spawn /nowhere/gpg ENOENT'],
    ['gives no signature', 'echo "[GNUPG:] SIG_CREATED D" >&2; echo no', {}, 'not an armoured signature'],
    [
      'has no key file',
      '',
      { ...ssh, 'user.signingKey': '/nowhere/id' },
      "Couldn't load public key /nowhere/id",
    ],
    ['has no key', '', { 'gpg.format': 'ssh' }, 'neither user.signingKey nor'],
    [
      'finds no key',
      '',
      { 'gpg.format': 'ssh', 'gpg.ssh.defaultKeyCommand': 'echo "no key"' },
      'printed no key',
    ],
    [
      'asks badly',
      '',
      { 'gpg.format': 'ssh', 'gpg.ssh.defaultKeyCommand': 'echo "no' },
      'a quote stays open',
    ],
    ['asks in vain', '', { 'gpg.format': 'ssh', 'gpg.ssh.defaultKeyCommand': 'false' }, 'Command failed'],
    ['is of no format', '', { 'gpg.format': 'pgp' }, 'one of openpgp, x509, ssh'],
    ['may be on or not', '', { 'commit.gpgSign': 'maybe' }, 'is true or false'],
  ])('one that %s is an error that says so', async (_, lines, settings, why) => {
    const here = await scripted(lines, settings);
    const signing = here.signer().then((signer) => signer?.commit(here.commit));
    await expect(signing).rejects.toMatchObject({ code: 'signing-failed', exit: 2 });
    await expect(signing).rejects.toMatchObject({ why: expect.stringContaining(why) });
    await expect(signing).rejects.not.toMatchObject({ why: expect.stringContaining('\x1b') });
  });
});
