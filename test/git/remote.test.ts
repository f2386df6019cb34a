import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { GitFailure } from '../../src/git/failure.ts';
import { diffPatchId, isAncestor, listCommits, mergeBase, patchIds } from '../../src/git/history.ts';
import { committerIdentity } from '../../src/git/identity.ts';
import { objectsExist, readBlob, resolveCommit, writeTag } from '../../src/git/objects.ts';
import { fetchObjects, fetchRefs, readRemote, remoteUrl } from '../../src/git/remote.ts';
import { isAtLeast, openRepository } from '../../src/git/repository.ts';
import { cleanLines } from '../../src/git/words.ts';
import { buildHistory, emptyRepository, git, temporaryFolder } from '../support/git-history.ts';

const numbers = (upTo: number, changed = 0) =>
  Array.from({ length: upTo }, (_, at) => (at + 1 === changed ? 'changed\n' : `${at + 1}\n`)).join('');

/** An origin with a small history, and a clone that has nothing of it. */
async function pair() {
  const [work, origin] = [emptyRepository(), emptyRepository(['--bare'])];
  const names = buildHistory(
    origin,
    [
      { name: 'a', files: { f: numbers(20), 'dir/ü': 'hi' } },
      { name: 'b', parents: ['a'], files: { f: numbers(20, 9), 'dir/ü': 'hi' } },
      { name: 'c', parents: ['a'], files: { f: numbers(20), 'dir/ü': 'hi', g: '1' } },
      { name: 'm', parents: ['c', 'b'], files: { f: numbers(20, 9), 'dir/ü': 'hi', g: '1' } },
      { name: 'e', parents: ['m'], files: { f: numbers(20, 9), 'dir/ü': 'hi', g: '1' } },
      { name: 'lost', files: { x: 'unrelated' } },
    ],
    { 'refs/heads/devel': 'e', 'refs/heads/side': 'b', 'refs/pull/7/head': 'b' },
  );
  git(origin, ['update-ref', '-d', 'refs/fast-import/tip']);
  git(origin, ['tag', '-a', '-m', 'one', 'v1', names.a ?? '']);
  git(work, ['remote', 'add', 'origin', origin]);
  const sha = (name: string) => names[name] ?? '';
  return { work, origin, sha, repo: await openRepository(work), there: await openRepository(origin) };
}

const variables = { ...process.env };
afterEach(() => {
  for (const name of Object.keys(process.env)) if (!(name in variables)) delete process.env[name];
  Object.assign(process.env, variables);
});

describe('a remote', () => {
  test('is read with its head, and tags with their commits', async () => {
    const { repo, origin, sha } = await pair();
    const { url, refs, head } = await readRemote(repo, 'origin');
    expect([url, head]).toEqual([origin, 'refs/heads/devel']);
    const tag = git(origin, ['rev-parse', 'v1']).trim();
    expect(refs.get('refs/tags/v1')).toEqual({ name: 'refs/tags/v1', sha: tag, commit: sha('a') });
    expect([...refs.keys()]).toEqual([
      'refs/heads/devel',
      'refs/heads/side',
      'refs/pull/7/head',
      'refs/tags/v1',
    ]);
  });

  test('that is not configured is not one, even where a folder has its name', async () => {
    const { repo, work, origin } = await pair();
    mkdirSync(join(work, 'upstream'));
    git(join(work, 'upstream'), ['clone', '--quiet', '--bare', origin, '.']);
    await expect(readRemote(repo, 'upstream')).rejects.toMatchObject({ code: 'no-remote', exit: 2 });
    await expect(readRemote(repo, '--upload-pack=x')).rejects.toMatchObject({ code: 'no-remote' });
    expect(await remoteUrl(repo, 'upstream')).toBeNull();
  });

  test('that does not answer is unreachable, and shows no password', async () => {
    const { repo, work } = await pair();
    git(work, ['remote', 'set-url', 'origin', 'http://rita:secret@127.0.0.1:1/x.git']);
    const error = await readRemote(repo, 'origin').catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'remote-unreachable', exit: 6 });
    expect(JSON.stringify(error) + String((error as Error).cause)).not.toContain('secret');
    expect(await remoteUrl(repo, 'origin')).toBe('http://127.0.0.1:1/x.git');
  });

  test('gives objects by SHA, and is not asked for what is here', async () => {
    const { repo, work, sha } = await pair();
    await fetchObjects(repo, 'origin', [sha('b'), sha('b')]);
    expect(await objectsExist(repo, [sha('a'), sha('b'), sha('c')])).toEqual(new Set([sha('a'), sha('b')]));
    git(work, ['remote', 'set-url', 'origin', '/nowhere']);
    await fetchObjects(repo, 'origin', [sha('a'), sha('b')]);
    await expect(fetchObjects(repo, 'origin', [sha('c')])).rejects.toMatchObject({
      code: 'remote-unreachable',
    });
    await expect(fetchRefs(repo, 'nobody', ['refs/x'])).rejects.toMatchObject({ code: 'no-remote' });
  });

  test('gives refs by name, and leaves none behind', async () => {
    const { repo, work, sha } = await pair();
    await fetchRefs(repo, 'origin', ['refs/pull/7/head', 'refs/heads/devel']);
    expect(await objectsExist(repo, [sha('m'), sha('b')])).toHaveProperty('size', 2);
    expect(git(work, ['for-each-ref'])).toBe('');
  });
});

describe('history', () => {
  test('tells yes, no and broken apart', async () => {
    const { there, sha } = await pair();
    expect(await isAncestor(there, sha('a'), sha('e'))).toBe(true);
    expect(await isAncestor(there, sha('e'), sha('a'))).toBe(false);
    await expect(isAncestor(there, '1'.repeat(40), sha('a'))).rejects.toBeInstanceOf(GitFailure);
    expect(await mergeBase(there, sha('b'), sha('c'))).toBe(sha('a'));
    expect(await mergeBase(there, sha('a'), sha('lost'))).toBeNull();
  });

  test('lists commits as they landed', async () => {
    const { there, sha } = await pair();
    const all = { include: [sha('e')] };
    expect((await listCommits(there, all)).at(-1)).toBe(sha('e'));
    expect(await listCommits(there, { ...all, exclude: [sha('b')] })).toEqual(['c', 'm', 'e'].map(sha));
    expect(await listCommits(there, { ...all, firstParent: true })).toEqual(['a', 'c', 'm', 'e'].map(sha));
    expect(await listCommits(there, { ...all, firstParent: true, noMerges: true })).toEqual(
      ['a', 'c', 'e'].map(sha),
    );
    expect(await listCommits(there, { include: [] })).toEqual([]);
  });

  test('knows a change by what it changes, a merge by what it brought', async () => {
    const { there, sha } = await pair();
    const ids = await patchIds(there, ['a', 'b', 'c', 'm', 'e'].map(sha));
    expect(ids.get(sha('m'))).toBe(ids.get(sha('b')));
    expect(ids.get(sha('c'))).not.toBe(ids.get(sha('b')));
    expect([...ids.keys()]).not.toContain(sha('e'));
    expect(ids.has(sha('a'))).toBe(true);
    expect(await diffPatchId(there, sha('a'), sha('b'))).toBe(ids.get(sha('b')));
    expect(await diffPatchId(there, sha('m'), sha('e'))).toBeNull();
  });

  test('does not let configuration or attributes change a patch-id', async () => {
    const { origin, there, sha } = await pair();
    const before = await patchIds(there, [sha('b')]);
    const settings = {
      'diff.context': '0',
      'diff.noprefix': 'true',
      'diff.external': 'false',
      'diff.x.textconv': 'rev',
    };
    for (const [key, value] of Object.entries(settings)) git(origin, ['config', key, value]);
    mkdirSync(join(origin, 'info'), { recursive: true });
    writeFileSync(join(origin, 'info/attributes'), 'f diff=x\n*.bin -diff\nf binary\n');
    expect(await patchIds(await openRepository(origin), [sha('b')])).toEqual(before);
  });

  test('tells two changes of a binary file apart', async () => {
    const dir = emptyRepository();
    const file = (last: number) => ({ f: { content: Buffer.from([0, 1, 2, last]) } });
    const names = buildHistory(dir, [
      { name: 'a', files: file(0) },
      { name: 'b', parents: ['a'], files: file(1) },
      { name: 'c', parents: ['a'], files: file(2) },
    ]);
    const ids = await patchIds(await openRepository(dir), [names.b ?? '', names.c ?? '']);
    expect(new Set(ids.values()).size).toBe(2);
  });

  test('is refused in a shallow clone', async () => {
    const { origin, sha } = await pair();
    const dir = temporaryFolder();
    git(dir, ['clone', '--quiet', '--depth=1', `file://${origin}`, '.']);
    const repo = await openRepository(dir);
    const shallow = { code: 'shallow-clone', remedy: 'git fetch --unshallow' };
    await expect(isAncestor(repo, sha('e'), sha('e'))).rejects.toMatchObject(shallow);
    await expect(listCommits(repo, { include: [sha('e')] })).rejects.toMatchObject(shallow);
  });
});

describe('objects', () => {
  test('are found by what a person types', async () => {
    const { there, sha } = await pair();
    for (const name of [sha('b'), sha('b').slice(0, 9), 'side', 'refs/heads/side']) {
      expect(await resolveCommit(there, name)).toBe(sha('b'));
    }
    expect(await resolveCommit(there, 'v1')).toBe(sha('a'));
    for (const name of ['', 'nothing', '--all', '-h', '--git-dir', 'a\0b', 'devel:f']) {
      expect(await resolveCommit(there, name)).toBeNull();
    }
  });

  test('are files at a commit', async () => {
    const { there, sha } = await pair();
    expect(await readBlob(there, sha('a'), 'dir/ü')).toBe('hi');
    expect(await readBlob(there, sha('a'), 'none')).toBeNull();
    expect(await readBlob(there, sha('a'), 'dir')).toBeNull();
  });

  test('are tags git finds no fault with', async () => {
    const { there, origin, sha } = await pair();
    const tagger = await committerIdentity(there);
    const tag = await writeTag(there, { object: sha('a'), name: 'v2', tagger, message: 'Two' });
    git(origin, ['update-ref', 'refs/tags/v2', tag]);
    expect(
      git(origin, ['for-each-ref', '--format=%(objecttype) %(taggername) %(contents)', 'refs/tags/v2']),
    ).toBe('tag Rita Rte Two\n\n');
    const forged = { ...tagger, name: 'x\nobject y' };
    await expect(
      writeTag(there, { object: sha('a'), name: 'v3', tagger: forged, message: '' }),
    ).rejects.toThrow();
  });
});

describe('a repository', () => {
  test('is opened by any folder in it, a linked worktree included', async () => {
    const { work, origin } = await pair();
    git(work, ['fetch', '--quiet', 'origin', 'devel']);
    const linked = join(temporaryFolder(), 'linked');
    git(work, ['worktree', 'add', '--quiet', '--detach', linked, 'FETCH_HEAD']);
    expect(await openRepository(join(linked, 'dir'))).toMatchObject({
      ...{ gitDir: join(work, '.git/worktrees/linked'), commonDir: join(work, '.git') },
      ...{ objectFormat: 'sha1', shallow: false },
    });
    expect((await openRepository(origin)).gitDir).toBe(origin);
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
      remedy: `If you trust it: git config --global --add safe.directory ${work}`,
    });
  });

  test('needs git 2.38', async () => {
    process.env.PATH = `${fakeGit('case "$*" in *version*) echo git version 2.37.9; exit 0;; esac')}${delimiter}${process.env.PATH}`;
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
