import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { committerIdentity } from '../../src/git/identity.ts';
import { plumb } from '../../src/git/process.ts';
import { isAtLeast, openRepository } from '../../src/git/repository.ts';
import { startFolder } from '../../src/git/start-folder.ts';
import { cleanLines } from '../../src/git/words.ts';
import { emptyRepository, git, temporaryFolder } from '../support/git-history.ts';
import { pair } from '../support/git-pair.ts';

const variables = { ...process.env };
afterEach(() => {
  for (const name of Object.keys(process.env)) if (!(name in variables)) delete process.env[name];
  Object.assign(process.env, variables);
});

describe('a repository', () => {
  test('is opened by any folder in it, a linked worktree included', async () => {
    const { work, origin } = await pair();
    git(work, ['fetch', '--quiet', 'origin', 'devel']);
    const linked = join(temporaryFolder(), 'linked');
    git(work, ['worktree', 'add', '--quiet', '--detach', linked, 'FETCH_HEAD']);
    expect(await openRepository(join(linked, 'dir'))).toMatchObject({
      ...{ gitDir: join(work, '.git/worktrees/linked'), commonDir: join(work, '.git'), top: linked },
      ...{ objectFormat: 'sha1', shallow: false },
    });
    expect(await openRepository(origin)).toMatchObject({ gitDir: origin, top: null });
    expect((await openRepository(join(work, '.git'))).top).toBe(null);
  });

  test('is not everywhere', async () => {
    const dir = temporaryFolder();
    await expect(openRepository(dir)).rejects.toMatchObject({ code: 'no-repository', exit: 2 });
    await expect(openRepository(join(dir, 'none'))).rejects.toMatchObject({ code: 'no-repository' });
  });

  test('of another is answered with the remedy of git', async () => {
    const { work } = await pair();
    process.env.GIT_CONFIG_COUNT = '0';
    const fake = fakeGit(`case "$*" in *rev-parse*) GIT_TEST_ASSUME_DIFFERENT_OWNER=1;
      export GIT_TEST_ASSUME_DIFFERENT_OWNER;; esac`);
    process.env.PATH = `${fake}${delimiter}${process.env.PATH}`;
    await expect(openRepository(work)).rejects.toMatchObject({
      code: 'no-repository',
      remedy: `if you trust it, run: git config --global --add safe.directory ${work}`,
    });
  });

  test('needs git 2.38', async () => {
    process.env.PATH = `${fakeGit('case "$*" in *version*) echo git version 2.30.2;; *) echo --path-format=absolute;; esac; exit 0')}${delimiter}${process.env.PATH}`;
    await expect(openRepository(emptyRepository())).rejects.toMatchObject({ code: 'git-too-old', exit: 2 });
    expect(isAtLeast([2, 38, 0], [2, 38])).toBe(true);
    expect(isAtLeast([3, 0, 0], [2, 38])).toBe(true);
  });

  test('needs git at all', async () => {
    process.env.PATH = temporaryFolder();
    await expect(openRepository(temporaryFolder())).rejects.toMatchObject({ code: 'git-too-old' });
  });

  test('is not another one because a hook or an alias says so', async () => {
    const [one, other] = [emptyRepository(), emptyRepository()];
    Object.assign(process.env, {
      GIT_DIR: join(other, '.git'),
      GIT_WORK_TREE: other,
      GIT_INDEX_FILE: '/none',
    });
    expect((await openRepository(one)).gitDir).toBe(join(one, '.git'));
  });

  test('is not guessed where GIT_DIR and the folder that rel starts in say two', async () => {
    vi.stubEnv('GIT_DIR', join(emptyRepository(), '.git'));
    await expect(openRepository(process.cwd())).rejects.toMatchObject({
      ...{ code: 'no-repository', remedy: expect.stringContaining('env -u GIT_DIR rel') },
    });
    vi.stubEnv('GIT_PREFIX', 'test/');
    expect(startFolder()).toBe(join(process.cwd(), 'test'));
    vi.unstubAllEnvs();
  });

  test('may be in a folder with line breaks in its name', async () => {
    const dir = join(temporaryFolder(), 'sha1\ntrue\nfalse');
    mkdirSync(dir);
    git(dir, ['init', '--quiet']);
    expect(await openRepository(dir)).toMatchObject({ gitDir: join(dir, '.git'), top: dir });
  });

  test('has the history that its commits tell, whatever grafts say', async () => {
    const { there, sha } = await pair();
    const count = () => plumb(there.dir, ['rev-list', '--count', sha('e')]);
    const { stdout } = await count();
    writeFileSync(join(there.commonDir, 'info/grafts'), `${sha('e')}\n`);
    expect(await count()).toMatchObject({ stdout, stderr: '' });
  });

  test('gives git the variables that reach the remote, and no others', async () => {
    const repo = await openRepository(emptyRepository());
    const kept = {
      GIT_SSH_COMMAND: 'ssh -i key',
      GIT_ASKPASS: 'ask',
      GIT_SSL_CAINFO: 'ca',
      HTTPS_PROXY: 'p',
    };
    const count = { GIT_CONFIG_COUNT: '1', GIT_CONFIG_KEY_0: 'core.sshCommand', GIT_CONFIG_VALUE_0: 'x' };
    Object.assign(process.env, kept, count, {
      GIT_DIR: '/none',
      EDITOR: 'vi',
      PAGER: 'less',
      PREFIX: '/usr',
    });
    process.env.PATH = `${fakeGit('env; exit 0')}${delimiter}${process.env.PATH}`;
    const { stdout } = await repo.run(['anything']);
    const seen = new Map(
      stdout.split('\n').map((line) => [line.split('=')[0], line.slice(line.indexOf('=') + 1)]),
    );
    for (const [key, value] of Object.entries({ ...kept, ...count })) expect(seen.get(key)).toBe(value);
    expect([seen.has('GIT_DIR'), seen.has('EDITOR'), seen.has('PAGER')]).toEqual([false, false, false]);
    expect([seen.get('LC_ALL'), seen.get('GIT_TERMINAL_PROMPT')]).toEqual(['C', '0']);
  });

  test('throws where git fails in silence', async () => {
    const { there, sha } = await pair();
    const args = ['merge-base', '--is-ancestor', sha('e'), sha('a')];
    await expect(there.run(args)).rejects.toMatchObject({ name: 'GitFailure', code: 1 });
    expect(await there.run(args, { accept: [0, 1] })).toMatchObject({ code: 1 });
    expect(await there.run(['hash-object', '--stdin'], { input: '' })).toMatchObject({ code: 0 });
  });
});

describe('who commits', () => {
  test('is what git says, its date too', async () => {
    const repo = await openRepository(emptyRepository());
    process.env.GIT_COMMITTER_DATE = '1700000000 +0530';
    expect(await committerIdentity(repo)).toEqual({
      ...{ name: 'Rita Rte', email: 'rita@example.com', when: '1700000000 +0530' },
    });
  });

  test('has to be said once', async () => {
    const repo = await openRepository(emptyRepository());
    git(repo.dir, ['config', 'user.useConfigOnly', 'true']);
    delete process.env.GIT_COMMITTER_NAME;
    delete process.env.GIT_COMMITTER_EMAIL;
    await expect(committerIdentity(repo)).rejects.toMatchObject({
      ...{ code: 'usage', remedy: expect.stringContaining('git config user.name') },
    });
  });
});

test('words from outside come without secrets, colours and progress', () => {
  const words =
    'remote: \x1b[31mred\x1b[0m\x07\rremote: done\x1b]0;t\x07\nhttps://u:ghp_x@h/ ghs_1.2-3_4\n\n';
  expect(cleanLines(words)).toEqual(['remote: done', 'https://h/ ***']);
});

/** A folder with a `git` that runs `script` and then the real git. */
function fakeGit(script: string): string {
  const dir = temporaryFolder();
  const real = git(dir, ['--exec-path']).trim();
  writeFileSync(join(dir, 'git'), `#!/bin/sh\n${script}\nexec ${real}/git "$@"\n`);
  chmodSync(join(dir, 'git'), 0o755);
  return dir;
}
