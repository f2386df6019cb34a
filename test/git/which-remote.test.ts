import { describe, expect, test } from 'vitest';
import { requireOneRepository, requirePolicysRemote } from '../../src/facts/one-repository.ts';
import { readPushed, readRemote } from '../../src/git/remote.ts';
import { openRepository } from '../../src/git/repository.ts';
import { remoteChoice, remoteOf } from '../../src/git/which-remote.ts';
import { loadPolicy } from '../../src/policy/load.ts';
import { emptyRepository, git, temporaryFolder } from '../support/git-history.ts';
import { pair } from '../support/git-pair.ts';

/** A repository with these settings, `KEY=VALUE` each. */
function configured(settings: readonly string[]): string {
  const dir = emptyRepository();
  for (const setting of settings) {
    const [key = '', value = ''] = setting.split('=');
    git(dir, ['config', '--add', key, value]);
  }
  return dir;
}

const url = (name: string, slug = `${name}/shop`) => `remote.${name}.url=https://github.com/${slug}.git`;

describe('the remote that trains run on', () => {
  test.each([
    ['none: the one that is told how to be made', [], 'origin'],
    ['one only', [url('upstream')], 'upstream'],
    ['origin among others', [url('fork'), url('origin')], 'origin'],
    [
      'the one that gh was told',
      [url('origin'), url('up.stream'), 'remote.up.stream.gh-resolved=base'],
      'up.stream',
    ],
    ['rel.remote', [url('origin'), url('b'), url('c'), 'remote.b.gh-resolved=base', 'rel.remote=c'], 'c'],
    [
      'no habit of pushing',
      [url('origin'), url('b'), 'remote.pushDefault=b', 'branch.devel.remote=b'],
      'origin',
    ],
  ])('%s', async (_, settings, expected) => {
    expect(await remoteOf(await openRepository(configured(settings)))).toBe(expected);
  });

  test('is told with what chose it', async () => {
    const by = async (...settings: string[]) =>
      (await remoteChoice(await openRepository(configured(settings)))).by;
    expect(await by(url('origin'), url('b'))).toBeNull();
    expect(await by(url('b'))).toBe('being the only one');
    expect(await by(url('origin'), url('b'), 'remote.b.gh-resolved=base')).toBe('gh repo set-default');
    expect(await by(url('origin'), url('b'), 'rel.remote=b')).toBe('rel.remote');
  });

  test.each([
    ['several, none of them origin', [url('a'), url('b')], 'git config rel.remote a'],
    ['rel.remote names none', [url('a'), 'rel.remote=b'], 'git config --unset rel.remote'],
  ])('is asked for: %s', async (_, settings, remedy) => {
    await expect(remoteOf(await openRepository(configured(settings)))).rejects.toMatchObject({
      ...{ code: 'no-remote', exit: 2, remedy: expect.stringContaining(remedy) },
    });
  });

  test('is not the fork of the repository that the policy names', async () => {
    const repo = await openRepository(configured([url('origin', 'dora/shop'), url('upstream', 'Acme/Shop')]));
    const loaded = loadPolicy('version: 1\nrepository: acme/shop\n', 'x');
    if (!loaded.ok) throw new Error('the policy is valid');
    const { policy } = loaded;
    const fork = { remote: 'origin', url: 'git@github.com:dora/shop.git', policy };
    await expect(requirePolicysRemote(repo, fork)).rejects.toMatchObject({
      remedy: 'run: git config rel.remote upstream',
    });
    await requirePolicysRemote(repo, { ...fork, url: 'https://github.com/acme/shop' });
    await requirePolicysRemote(repo, { ...fork, policy: { ...policy, repository: 'acme/renamed' } });
  });
});

describe('where a remote is pushed to', () => {
  test('is another repository: refused; the same one by another name: read there', async () => {
    const { work, origin, repo } = await pair();
    const { refs } = await readRemote(repo, 'origin');
    await requireOneRepository(repo, 'origin', refs);

    git(work, ['config', `url.file://${origin}.pushInsteadOf`, origin]);
    const named = await openRepository(work);
    await requireOneRepository(named, 'origin', refs);
    expect((await readPushed(named, 'origin')).url).toBe(`file://${origin}`);

    const other = temporaryFolder();
    git(other, ['clone', '--quiet', '--bare', origin, '.']);
    git(other, ['tag', 'more', 'devel']);
    git(work, ['config', 'remote.origin.pushurl', other]);
    await expect(requireOneRepository(await openRepository(work), 'origin', refs)).rejects.toMatchObject({
      ...{ code: 'no-remote', remedy: expect.stringContaining(`git remote set-url --push origin ${origin}`) },
    });
  });

  test('is two places: refused, since no push to two is whole or not at all', async () => {
    const { work, origin, repo } = await pair();
    const { refs } = await readRemote(repo, 'origin');
    git(work, ['config', '--add', 'remote.origin.pushurl', origin]);
    git(work, ['config', '--add', 'remote.origin.pushurl', temporaryFolder()]);
    await expect(requireOneRepository(await openRepository(work), 'origin', refs)).rejects.toThrow(
      '2 places',
    );
  });

  test('may be told by another protocol', async () => {
    const settings = [url('origin', 'acme/shop'), 'remote.origin.pushurl=git@github.com:acme/shop.git'];
    await requireOneRepository(await openRepository(configured(settings)), 'origin', new Map());
  });
});
